"""The screens of changes of owner."""
