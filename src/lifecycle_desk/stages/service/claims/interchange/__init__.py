"""The files of warranty claims."""
