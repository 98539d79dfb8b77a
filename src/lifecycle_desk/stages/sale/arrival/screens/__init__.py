"""The screens of arrivals."""
