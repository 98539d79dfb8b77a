"""Depollution, and parts that are taken for re-use."""
