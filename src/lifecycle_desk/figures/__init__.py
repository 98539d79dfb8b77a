"""Figures of the dealership, kept as it works: what is counted by month, by what, and how it is read and recounted."""
