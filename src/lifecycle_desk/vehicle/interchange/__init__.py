"""Vehicles and people as files."""
