"""The rules of diagnosis."""
