"""The papers of cars in stock."""
