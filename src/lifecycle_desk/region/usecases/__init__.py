"""Giving on the side of a dealer; receiving, accepting and checking on the side of a region."""
