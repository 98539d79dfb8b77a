"""Battery passports: given out in two data models, and kept as their makers gave them."""
