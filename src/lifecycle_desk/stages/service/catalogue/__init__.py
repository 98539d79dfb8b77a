"""The catalogue: labour operations and parts as the dealer keeps them, and what order lines teach."""
