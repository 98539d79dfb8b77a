"""The screens of the end of a life."""
