"""The rules of charging sessions."""
