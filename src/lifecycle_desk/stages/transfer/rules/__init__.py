"""What holds when vehicles are second-hand: taken in, judged, sold on, handed to another owner."""
