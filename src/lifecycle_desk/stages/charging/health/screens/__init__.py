"""The screens of battery health."""
