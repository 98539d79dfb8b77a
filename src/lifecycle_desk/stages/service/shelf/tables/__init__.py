"""How the ledger of parts and what is on hand are kept."""
