"""The screens of inspections in the workshop."""
