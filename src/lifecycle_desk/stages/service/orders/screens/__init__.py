"""The screens of repair orders."""
