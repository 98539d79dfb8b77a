"""Files of purchasing."""
