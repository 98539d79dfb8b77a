"""The arrival of a car, and how it is looked after until it is sold."""
