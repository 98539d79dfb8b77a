"""How the catalogue is kept."""
