"""Typesetting: from what was typed, in any script, to glyphs in their places that copy and search as it was typed."""
