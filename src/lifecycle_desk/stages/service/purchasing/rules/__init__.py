"""The rules of purchasing."""
