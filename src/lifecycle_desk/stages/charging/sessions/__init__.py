"""Charging sessions: recorded in batches, put right, shown, and told to a car's life."""
