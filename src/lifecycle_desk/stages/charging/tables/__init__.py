"""Charging as it is kept."""
