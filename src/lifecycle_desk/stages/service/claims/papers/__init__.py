"""The papers of claims."""
