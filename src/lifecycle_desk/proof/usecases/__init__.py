"""What is done with proof."""
