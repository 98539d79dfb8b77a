"""Service due: which cars are called, and what is booked for them."""
