"""The rules of changes of owner."""
