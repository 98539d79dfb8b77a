"""How campaigns are kept."""
