"""The screens of charging sessions."""
