"""The papers of battery health."""
