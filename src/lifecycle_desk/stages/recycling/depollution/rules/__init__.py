"""The rules of depollution."""
