"""Vehicles, their events, people and documents, as they are kept."""
