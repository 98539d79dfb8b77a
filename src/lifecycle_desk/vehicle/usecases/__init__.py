"""Use cases of vehicles and people."""
