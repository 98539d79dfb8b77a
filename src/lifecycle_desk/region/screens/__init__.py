"""Giving to the region behind a dealer's window, and the window that looks into a region."""
