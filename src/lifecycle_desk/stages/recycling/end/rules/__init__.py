"""The rules of the end of a life."""
