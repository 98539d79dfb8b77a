"""Warranty claims: what a dealer asks of a maker for work that the customer does not pay, until the money is there."""
