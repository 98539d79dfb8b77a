"""The screens of purchasing."""
