"""Use cases of data packs: one is taken in once its publisher is trusted, or withdrawn, and how old each file is."""
