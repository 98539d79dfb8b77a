"""Use cases of charging sessions."""
