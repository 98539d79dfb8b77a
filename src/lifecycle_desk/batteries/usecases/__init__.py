"""Use cases of batteries."""
