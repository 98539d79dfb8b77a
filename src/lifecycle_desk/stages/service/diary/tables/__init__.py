"""How the diary is kept."""
