"""Tariffs: what charging costs where."""
