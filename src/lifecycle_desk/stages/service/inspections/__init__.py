"""Inspections in the workshop, by templates of the dealer's own."""
