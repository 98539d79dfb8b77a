"""The screens of contracts of sale."""
