"""Use cases of cars in stock."""
