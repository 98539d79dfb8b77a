"""What is done with batteries."""
