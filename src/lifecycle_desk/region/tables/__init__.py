"""The tables of a region, apart from those of a dealer, and the way in."""
