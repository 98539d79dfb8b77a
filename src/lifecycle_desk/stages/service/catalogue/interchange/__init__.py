"""Files of the catalogue."""
