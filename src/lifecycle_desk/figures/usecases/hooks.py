"""Handlers of figures: every event, and the end of a transaction."""

from lifecycle_desk.figures.usecases.keeping import keep_marked, mark
from lifecycle_desk.store.store import before_commit
from lifecycle_desk.vehicle.usecases.following import on_told


def register() -> None:
    """Let events mark what they change, and count that before the transaction ends."""
    on_told(mark)
    before_commit(keep_marked)
