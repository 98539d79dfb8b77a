"""How repair orders are kept."""
