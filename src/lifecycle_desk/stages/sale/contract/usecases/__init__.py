"""What is done with contracts of sale."""
