"""Repair orders: a workshop visit from its opening to the hand-over, its jobs and its lines."""
