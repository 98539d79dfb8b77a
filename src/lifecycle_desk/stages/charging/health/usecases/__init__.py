"""What is done with battery health."""
