"""Use cases of contracts of sale."""
