"""Opening the books of a place."""

from pathlib import Path

from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.store import Store


def open_books(where: str | Path) -> Store:
    """Open a store; where it was of an older form, its figures are counted anew, since rules become better with it."""
    store = open_store(where)
    if store.migrated:
        from lifecycle_desk.books.usecases.figures import count_anew  # almost no opening needs it

        with store.writing() as tx:
            count_anew(tx)
    return store
