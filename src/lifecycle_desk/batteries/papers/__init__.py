"""The papers of batteries."""
