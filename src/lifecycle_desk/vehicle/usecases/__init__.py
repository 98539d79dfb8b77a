"""What is done with vehicles and people."""
