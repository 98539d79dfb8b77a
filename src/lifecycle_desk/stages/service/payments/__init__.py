"""Payments: what customers paid for their repair orders, how, and what is still open."""
