"""Papers of the parts store."""
