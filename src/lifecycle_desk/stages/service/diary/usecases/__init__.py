"""The use cases of the diary."""
