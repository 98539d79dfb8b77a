"""Papers across the stages, and their parts."""
