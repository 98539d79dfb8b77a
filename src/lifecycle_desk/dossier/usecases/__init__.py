"""Use cases of dossiers."""
