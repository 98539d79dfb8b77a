"""What is done with vehicles, people and the books as a whole."""
