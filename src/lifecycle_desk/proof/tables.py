"""Signed heads of the chain, and the places outside to which they are sent, as they are kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import TypedColumns, bindparam, delete, insert, select, update

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    APPEND_ONLY,
    DERIVED,
    digest,
    maybe_utc_time,
    maybe_whole,
    table,
    utc_time,
    whole,
    words,
)
from lifecycle_desk.trust.heads import Head


class SignedHead(TypedColumns):
    """Where the chain stood when the dealer's key signed it: the number and seal of the last event."""

    seq = whole(primary_key=True)
    seal = digest()
    at = utc_time()
    public = digest()
    signature = words()


class WitnessRow(TypedColumns):
    """A folder outside to which heads are sent, and the last one that reached it."""

    place = words(primary_key=True)
    since = utc_time()
    seq = maybe_whole()
    at = maybe_utc_time()


# Neither goes with records: a head is signed of a store, and a folder is that of a computer.
SIGNED_HEAD = table("signed_head", SignedHead, **{APPEND_ONLY: True, DERIVED: True})
WITNESS = table("witness", WitnessRow, **{DERIVED: True})

_NEW = insert(SIGNED_HEAD)
_ALL = select(SIGNED_HEAD).order_by(SIGNED_HEAD.c.seq)
_LAST = select(SIGNED_HEAD).order_by(SIGNED_HEAD.c.seq.desc()).limit(1)
_WITNESSES = select(WITNESS).order_by(WITNESS.c.place)
_NAMED = insert(WITNESS)
_REACHED = update(WITNESS).where(WITNESS.c.place == bindparam("which")).values(seq=bindparam("seq"), at=bindparam("at"))
_GONE = delete(WITNESS).where(WITNESS.c.place == bindparam("which"))


@dataclass(frozen=True, slots=True)
class Witness:
    """A place outside, since when it is a witness, and the number and moment of the last head that it has."""

    place: str
    since: datetime
    seq: int | None = None
    at: datetime | None = None


def save(tx: Transaction, head: Head) -> None:
    """Keep a head."""
    tx.write(_NEW, seq=head.seq, seal=head.seal, at=head.at, public=head.public, signature=head.signature)


def heads(tx: Transaction, books: bytes) -> list[Head]:
    """All heads that the store itself keeps, the first first."""
    return [Head(books, each.seq, each.seal, each.at, each.public, each.signature) for each in tx.ask(_ALL)]


def last(tx: Transaction, books: bytes) -> Head | None:
    """The last one."""
    row = tx.ask(_LAST).one_or_none()
    return Head(books, row.seq, row.seal, row.at, row.public, row.signature) if row else None


def witnesses(tx: Transaction) -> list[Witness]:
    """The places to which heads are sent."""
    return [Witness(*row) for row in tx.ask(_WITNESSES)]


def save_witness(tx: Transaction, place: str) -> None:
    """Send heads to a place from now on; one that is known already stays."""
    if all(each.place != place for each in witnesses(tx)):
        tx.write(_NAMED, place=place, since=tx.at, seq=None, at=None)


def drop_witness(tx: Transaction, place: str) -> bool:
    """Send none there any more; gives whether it was a witness."""
    return tx.write_counted(_GONE, which=place) > 0


def reached(tx: Transaction, place: str, head: Head) -> None:
    """Keep which head reached a place last."""
    tx.write(_REACHED, which=place, seq=head.seq, at=head.at)
