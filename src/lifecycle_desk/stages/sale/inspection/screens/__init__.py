"""The screens of pre-delivery inspections."""
