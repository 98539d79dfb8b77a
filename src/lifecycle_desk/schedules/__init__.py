"""Maintenance schedules, and what is due of each car by them."""
