"""The files of the books as a whole."""
