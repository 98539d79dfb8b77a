"""What is done with inspections in the workshop."""
