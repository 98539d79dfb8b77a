"""Signing in at the window: who acts at a shared machine, changed in two keys, locked when nobody has touched it."""
