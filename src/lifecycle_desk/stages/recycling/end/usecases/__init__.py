"""What is done with the end of a life."""
