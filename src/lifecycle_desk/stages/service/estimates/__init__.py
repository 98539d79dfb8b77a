"""Estimates: what the customer approves line by line, and what he refuses."""
