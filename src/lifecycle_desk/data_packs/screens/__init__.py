"""Screens of data packs: how old published data are, and taking in later ones."""
