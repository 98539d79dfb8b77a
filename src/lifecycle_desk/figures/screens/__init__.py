"""The pages of figures: all of a period as tiles, and one of them with its months, its groups and its list."""
