"""What is done with trade-ins."""
