"""What the vehicle's room is called for: events of a life, corrections, keys, the end of a transaction."""

from lifecycle_desk.dealership.usecases.keys import on_key_made
from lifecycle_desk.store.store import before_commit
from lifecycle_desk.vehicle.usecases import campaigns, due, genealogy, key_chain, last_saved, rows_told
from lifecycle_desk.vehicle.usecases.following import on_told
from lifecycle_desk.vehicle.usecases.life import on_taken_back


def register() -> None:
    """What follows: campaigns and what is due from each event, batteries from corrections, an event from a key.

    At the end of each transaction rows beside the lives are told, and after it what was saved last is kept.
    """
    on_told(campaigns.follow)
    on_told(due.heard)
    on_taken_back(genealogy.heed)
    on_key_made(key_chain.tell_made)
    before_commit(rows_told.tell_changes)
    before_commit(last_saved.keep_saved)
