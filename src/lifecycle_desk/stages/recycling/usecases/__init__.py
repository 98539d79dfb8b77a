"""What is done at the end of a vehicle's life."""
