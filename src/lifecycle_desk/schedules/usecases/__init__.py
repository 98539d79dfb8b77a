"""Use cases of maintenance schedules."""
