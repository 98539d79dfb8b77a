"""How purchases are kept."""
