"""A visit that is entered as a whole, on one page."""
