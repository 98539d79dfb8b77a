"""The screens of batteries."""
