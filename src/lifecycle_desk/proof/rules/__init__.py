"""The rules of proof."""
