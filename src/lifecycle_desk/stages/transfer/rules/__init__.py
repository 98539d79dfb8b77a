"""What holds when vehicles are second-hand: taken in, looked at, graded, appraised, handed to another owner."""
