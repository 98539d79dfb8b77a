"""What holds when cars arrive, wait, are inspected, sold, registered and handed over."""
