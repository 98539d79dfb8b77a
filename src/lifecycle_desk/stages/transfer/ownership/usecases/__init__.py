"""Use cases of changes of owner."""
