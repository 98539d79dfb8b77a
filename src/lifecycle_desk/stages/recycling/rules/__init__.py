"""What is true at the end of a vehicle's life, without a database."""
