"""What papers across the stages tell of one car: gathered once, so that what is drawn is drawn from facts alone."""
