"""Campaigns: recalls and service campaigns of makers and authorities, and where each car stands in them."""
