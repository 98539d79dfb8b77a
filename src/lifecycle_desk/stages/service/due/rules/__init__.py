"""The rules of service due."""
