"""The papers of purchasing."""
