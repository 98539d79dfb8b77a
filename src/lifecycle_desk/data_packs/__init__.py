"""Data packs: published data by make that come after the program, as signed files, and how old what one has is."""
