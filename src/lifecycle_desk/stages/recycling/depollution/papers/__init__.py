"""The papers of depollution."""
