"""The screens of maintenance schedules."""
