"""The screens of diagnosis."""
