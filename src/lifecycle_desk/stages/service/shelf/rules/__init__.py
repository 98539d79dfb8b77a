"""What the parts store rests on."""
