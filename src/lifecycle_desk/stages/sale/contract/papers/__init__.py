"""Papers about a contract of sale."""
