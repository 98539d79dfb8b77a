"""The files of proof."""
