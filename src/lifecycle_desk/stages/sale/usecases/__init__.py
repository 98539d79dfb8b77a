"""What is done from a car's arrival to its handover."""
