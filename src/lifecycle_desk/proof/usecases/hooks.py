"""Handlers of proof: keys, and the end of a transaction."""

from lifecycle_desk.dealership.usecases.keys import on_key_made
from lifecycle_desk.proof.usecases import key_chain, last_saved, rows_told
from lifecycle_desk.store.store import before_commit


def register() -> None:
    """New keys are told as events, changed rows beside the lives at the end of each transaction."""
    on_key_made(key_chain.tell_made)
    before_commit(rows_told.tell_changes)
    before_commit(last_saved.save_last)
