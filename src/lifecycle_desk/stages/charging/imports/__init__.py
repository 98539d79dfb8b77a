"""Charging records from files of other programs."""
