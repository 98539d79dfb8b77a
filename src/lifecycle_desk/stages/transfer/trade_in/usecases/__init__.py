"""Use cases of trade-ins."""
