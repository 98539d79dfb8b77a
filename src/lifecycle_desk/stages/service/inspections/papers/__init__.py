"""The papers of inspections in the workshop."""
