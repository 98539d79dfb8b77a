"""Use cases of the books as a whole."""
