"""The screens of batteries that leave scrapped cars."""
