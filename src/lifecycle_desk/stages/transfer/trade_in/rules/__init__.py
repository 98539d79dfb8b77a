"""The rules of trade-ins."""
