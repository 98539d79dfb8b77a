"""The use cases of purchasing."""
