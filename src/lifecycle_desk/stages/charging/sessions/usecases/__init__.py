"""What is done with charging sessions."""
