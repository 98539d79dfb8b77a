"""The change of owner."""
