"""How warranty claims are kept."""
