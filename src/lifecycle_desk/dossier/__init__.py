"""The dossier: one car's life from one dealer to the next; and verifying what somebody brings."""
