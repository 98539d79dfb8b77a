"""The papers of estimates."""
