"""Keeping figures within the transactions that change them, counting them once, reading and checking them."""
