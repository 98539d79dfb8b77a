"""The papers of batteries that leave scrapped cars."""
