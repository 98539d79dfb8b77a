"""The screens of handovers."""
