"""Campaigns: what makers and authorities ask for, which cars they mean, and where each car stands in them."""
