"""The rules of repair orders."""
