"""The papers of handovers."""
