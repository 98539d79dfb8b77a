"""The papers of proof."""
