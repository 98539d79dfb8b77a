"""The screens of the workshop's board."""
