"""Moving parts, counting them, and showing what is there."""
