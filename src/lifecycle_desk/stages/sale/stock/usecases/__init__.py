"""What is done with cars in stock."""
