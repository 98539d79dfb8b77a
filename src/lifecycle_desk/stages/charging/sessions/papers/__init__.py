"""The papers of charging sessions."""
