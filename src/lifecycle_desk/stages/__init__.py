"""The life of a vehicle, in order; stages meet only in the vehicle."""
