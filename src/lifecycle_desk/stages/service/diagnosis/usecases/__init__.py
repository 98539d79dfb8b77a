"""What is done with diagnosis."""
