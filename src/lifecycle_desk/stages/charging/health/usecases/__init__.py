"""Use cases of battery health."""
