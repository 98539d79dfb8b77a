"""What a figure is, of which periods it is told, and what follows from the sums that are kept."""
