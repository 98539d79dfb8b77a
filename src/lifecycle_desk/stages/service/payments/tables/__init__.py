"""How payments are kept."""
