"""Rules of a vehicle: its number, its odometer, its model."""
