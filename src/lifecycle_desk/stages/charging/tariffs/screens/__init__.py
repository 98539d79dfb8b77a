"""The screens of tariffs."""
