"""The screens of the cover of lines."""
