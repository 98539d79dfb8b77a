"""The screens of worked time."""
