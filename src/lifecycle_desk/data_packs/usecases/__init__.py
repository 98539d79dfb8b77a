"""Use cases of data packs: one is taken in after its publisher is trusted, and how old each file in force is."""
