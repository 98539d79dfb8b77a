"""Files of the diary."""
