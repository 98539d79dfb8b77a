"""The papers of the end of a life."""
