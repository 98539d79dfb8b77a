"""The files of the end of a life."""
