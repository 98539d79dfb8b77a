"""Use cases of repair orders."""
