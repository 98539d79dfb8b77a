"""What a repair order may contain, how it moves through the workshop, and what it comes to."""
