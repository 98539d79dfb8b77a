"""The files of diagnosis."""
