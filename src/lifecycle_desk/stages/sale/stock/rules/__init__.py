"""The rules of cars in stock."""
