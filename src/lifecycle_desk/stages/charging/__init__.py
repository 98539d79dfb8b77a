"""Charging: the sessions of each vehicle, what they cost, and what they tell of its battery."""
