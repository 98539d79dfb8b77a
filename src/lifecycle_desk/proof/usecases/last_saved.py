"""The last save, compared with the books: entries that a lost journal took with it, which no signed head covers.

Heads are signed once a day, with each backup and each paper; the last save is noted beside the store every time.
"""

from collections.abc import Iterator

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.proof.rules import witness
from lifecycle_desk.proof.usecases.put_back import is_taken_back, put_back
from lifecycle_desk.store.last_saved import LastSaved, keep, last_saved, place_of, save_lost
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.chain import START
from lifecycle_desk.vehicle.tables import chain


def save_last(tx: Transaction) -> None:
    """Once this is committed, keep which event was the last; what was missing before stays known."""
    store = tx.store.path
    if store is None:
        return
    gone = False
    if tx.store.books is None and (books := chain.first_seal(tx)) != START:
        tx.store.books, tx.store.place = books, place_of(store)
        gone = missing(tx, last_saved(store)) is not None

    def afterwards(_: object) -> None:
        if tx.last and tx.store.books:
            if gone:
                save_lost(store)
            keep(store, tx.store.place, LastSaved(tx.store.books, *tx.last))

    tx.afterwards.append(afterwards)


def missing(tx: Transaction, saved: LastSaved | None) -> Objection | None:
    """The objection to books that lack the last save at their place (read before the books were)."""
    if saved is None or chain.seal_of(tx, saved.seq) == saved.seal:
        return None
    if saved.books != chain.first_seal(tx) or is_taken_back(put_back(tx), saved.seq, saved.at):
        return None
    last = chain.last_stamp(tx)
    if last and last[0] < saved.seq:
        return witness.EntriesMissing(saved.seq - last[0], last[1])
    return witness.EntryMissing(saved.seq, saved.at)


def lost(tx: Transaction, saved: tuple[LastSaved | None, ...]) -> Iterator[tuple[str, str]]:
    """The same for a check: where and why, for a finding each."""
    for each in saved:
        found = missing(tx, each)
        if isinstance(found, witness.EntriesMissing):
            yield "journal", f"{found.n} events that were saved after {found.since:{witness.MOMENT}} are missing"
        elif isinstance(found, witness.EntryMissing):
            yield "journal", f"event {found.seq}, saved at {found.then:{witness.MOMENT}}, is missing or is another"
