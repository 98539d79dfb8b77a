"""How charging sessions are kept."""
