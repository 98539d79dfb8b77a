"""The rules of charging records."""
