"""Rules of data packs: what one holds, whether it can be read, and what it changes."""
