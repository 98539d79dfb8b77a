"""Use cases of the end of a life."""
