"""What is true of the catalogue."""
