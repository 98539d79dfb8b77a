"""Second-hand trade as it is kept."""
