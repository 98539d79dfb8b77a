"""The screens of condition reports."""
