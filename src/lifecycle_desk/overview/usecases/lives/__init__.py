"""Facts of one car for papers across the stages: gathered once, so that papers are drawn from facts alone."""
