"""What is done when a vehicle is second-hand: taken in trade, looked at, appraised, handed to another owner."""
