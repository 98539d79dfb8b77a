"""Proof: issued papers, signed heads, witnesses, and the keys that vouch for them."""
