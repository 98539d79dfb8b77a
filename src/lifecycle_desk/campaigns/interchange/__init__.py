"""The files of campaigns."""
