"""The papers of condition reports."""
