"""The papers of warranty cover."""
