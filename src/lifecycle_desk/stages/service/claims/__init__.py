"""Warranty claims: what the maker is asked to pay, and what he answered."""
