"""What is done with estimates."""
