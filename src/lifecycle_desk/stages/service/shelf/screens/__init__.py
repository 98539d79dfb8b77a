"""The pages of the parts store."""
