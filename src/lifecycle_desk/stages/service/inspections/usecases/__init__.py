"""Use cases of inspections in the workshop."""
