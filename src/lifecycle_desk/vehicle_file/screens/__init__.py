"""The screens of a vehicle's file."""
