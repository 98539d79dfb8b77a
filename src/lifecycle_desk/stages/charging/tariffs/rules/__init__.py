"""The rules of tariffs."""
