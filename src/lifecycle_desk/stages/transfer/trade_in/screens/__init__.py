"""The screens of trade-ins."""
