"""The files of charging sessions."""
