"""The files of charging records."""
