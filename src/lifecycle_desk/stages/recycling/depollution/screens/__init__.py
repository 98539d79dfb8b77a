"""The screens of depollution."""
