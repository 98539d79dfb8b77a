"""Data packs as files."""
