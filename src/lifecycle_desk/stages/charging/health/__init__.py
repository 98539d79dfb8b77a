"""The health of a battery, estimated from its charging."""
