"""The trade-in, and where a car stands second-hand."""
