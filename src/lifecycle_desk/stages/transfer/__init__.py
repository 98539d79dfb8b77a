"""Second-hand: trade-in and condition, the change of owner, what a buyer is told."""
