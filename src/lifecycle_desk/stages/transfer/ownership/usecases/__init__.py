"""What is done with changes of owner."""
