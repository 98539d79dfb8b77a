"""The region: what many dealers give an importer, without people, received, proved and folded."""
