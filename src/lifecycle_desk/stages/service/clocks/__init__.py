"""Worked time: technicians' clocks on jobs, and the hours of a day."""
