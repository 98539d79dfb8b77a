"""The papers of repair orders."""
