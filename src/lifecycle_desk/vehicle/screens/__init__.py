"""The screens of vehicles and customers, and what all pages about vehicles are made of."""
