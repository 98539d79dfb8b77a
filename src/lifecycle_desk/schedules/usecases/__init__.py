"""What is done with maintenance schedules."""
