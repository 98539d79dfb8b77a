"""How diagnosis is kept."""
