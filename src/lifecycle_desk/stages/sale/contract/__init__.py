"""The contract of sale."""
