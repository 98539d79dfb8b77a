"""The file of one vehicle: all that is known of it on one page, and the base of every page of one car."""
