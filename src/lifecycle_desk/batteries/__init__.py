"""Batteries as things of their own: their codes, where they came from, and what became of them."""
