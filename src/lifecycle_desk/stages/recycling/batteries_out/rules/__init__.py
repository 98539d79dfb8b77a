"""The rules of batteries that leave scrapped cars."""
