"""What is done with the books as a whole."""
