"""The screens of service due."""
