"""Diagnosis: trouble codes that were read out, what they mean, and what cured them."""
