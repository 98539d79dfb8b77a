"""The screens of cars in stock."""
