"""Whether a line of an order is covered by a warranty."""
