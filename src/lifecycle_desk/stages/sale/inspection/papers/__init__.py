"""The papers of pre-delivery inspections."""
