"""Giving to the region behind the window."""
