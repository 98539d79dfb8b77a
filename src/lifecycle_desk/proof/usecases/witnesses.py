"""Witnesses as they are looked at: which there are, what each has, and since when nobody outside has the entries."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.proof import tables as head_rows
from lifecycle_desk.proof.usecases.heads import file_of_witness, last_of_witness
from lifecycle_desk.proof.usecases.heads_check import moment_of
from lifecycle_desk.vehicle.tables import chain


@dataclass(frozen=True, slots=True)
class KnownWitness:
    """A folder outside: since when it is one, the last entry that it has, when that came, whether it is there now."""

    place: str
    since: datetime
    seq: int | None
    at: datetime | None
    is_there: bool


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The witnesses, and how many of the last entries none of them has; `since` is when the first of these was told."""

    known: tuple[KnownWitness, ...]
    last: int
    unwitnessed: int
    since: datetime | None


def witnesses(user: UserSession) -> Witnesses:
    """The witnesses of a store, and since when its entries are unwitnessed."""
    with user.store.reading() as tx:
        books, last = chain.first_seal(tx), chain.head(tx)[0]
        known = tuple(
            KnownWitness(each.place, each.since, seq, at, file_of_witness(Path(each.place), books).is_file())
            for each in head_rows.witnesses(tx)
            for seq, at in [last_of_witness(tx, each) or (None, None)]
        )
        furthest = max((each.seq or 0 for each in known), default=0)
        missing = max(0, last - furthest)
        return Witnesses(known, last, missing, moment_of(tx, furthest + 1) if missing else None)
