"""The screens of charging records."""
