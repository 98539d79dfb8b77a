"""Dealers of a region as they are kept: up to where their records are here, their keys, batches and forks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from lifecycle_desk.region.rules.batch import BatchHead
from lifecycle_desk.region.tables.schema import BATCH, DEALER, DEALER_KEY, FORK
from lifecycle_desk.store.own_schema import add_or_leave
from lifecycle_desk.trust.chain import START

_ONE = select(DEALER).where(DEALER.c.dealer == bindparam("of"))
_LOCKED = _ONE.with_for_update()
_ALL = select(DEALER).order_by(DEALER.c.name, DEALER.c.dealer)
_KEYS = select(DEALER_KEY).where(DEALER_KEY.c.dealer == bindparam("of")).order_by(DEALER_KEY.c.since)
_FORKS = select(FORK).where(FORK.c.dealer == bindparam("of")).order_by(FORK.c.epoch)
_BATCHES = select(func.count()).select_from(BATCH).where(BATCH.c.dealer == bindparam("of"))


@dataclass(frozen=True, slots=True)
class KnownDealer:
    """A dealer: where its records stand here, and whether they are in dispute."""

    dealer: str
    name: str
    market: str
    language: str
    time_zone: str
    books: bytes
    since: datetime
    epoch: int
    last_seq: int
    last_seal: bytes
    last_at: datetime | None
    made_at: datetime | None
    received_at: datetime | None
    forked_at: datetime | None
    opened: bool


def dealer(connection: Connection, of: str, *, locked: bool = False) -> KnownDealer | None:
    """A dealer; `locked` until the transaction ends, so that one receives of it at a time."""
    row = connection.execute(_LOCKED if locked else _ONE, {"of": of}).one_or_none()
    return KnownDealer(*row) if row else None


def dealers(connection: Connection) -> list[KnownDealer]:
    """All dealers by their names."""
    return [KnownDealer(*row) for row in connection.execute(_ALL)]


def save_new(connection: Connection, head: BatchHead, at: datetime) -> bool:
    """Keep a dealer of whom nothing is here yet; False where somebody else did meanwhile."""
    new = {
        "dealer": head.dealer,
        "name": head.name,
        "market": head.market,
        "language": head.language,
        "time_zone": head.time_zone,
        "books": bytes.fromhex(head.books),
        "since": at,
        "epoch": 1,
        "last_seq": 0,
        "last_seal": START,
        "opened": False,
    }
    return add_or_leave(connection, DEALER, new) == 1


def save_reached(
    connection: Connection, before: KnownDealer, head: BatchHead, at: datetime, made_at: datetime, **more: Any
) -> bool:
    """Keep what a batch says of its dealer, and up to where it leads; False where another got there meanwhile."""
    values = {
        "name": head.name,
        "market": head.market,
        "language": head.language,
        "time_zone": head.time_zone,
        "made_at": max(made_at, before.made_at or made_at),
        "received_at": at,
    }
    moved = update(DEALER).where(DEALER.c.dealer == before.dealer, DEALER.c.last_seq == before.last_seq)
    return connection.execute(moved.values(**values | more)).rowcount == 1


def keys(connection: Connection, of: str) -> Sequence[Row[Any]]:
    """The keys of a dealer, the first first."""
    return connection.execute(_KEYS, {"of": of}).all()


def save_key(
    connection: Connection, of: str, public: bytes, number: int, at: datetime, endorsed_by: bytes | None = None
) -> None:
    """Keep a key of a dealer."""
    new = {"dealer": of, "public": public, "number": number, "since": at, "endorsed_by": endorsed_by}
    add_or_leave(connection, DEALER_KEY, new)


def revoke_key(connection: Connection, of: str, public: bytes, at: datetime) -> None:
    """A key of a dealer is believed no longer."""
    gone = update(DEALER_KEY).where(DEALER_KEY.c.dealer == of, DEALER_KEY.c.public == public)
    connection.execute(gone.where(DEALER_KEY.c.revoked_at.is_(None)).values(revoked_at=at))


def save_batch(connection: Connection, before: KnownDealer, head: BatchHead, signed: str, at: datetime) -> None:
    """Keep a batch that was received, with its head as it was signed."""
    connection.execute(
        insert(BATCH).values(
            dealer=before.dealer,
            epoch=before.epoch,
            last_seq=head.seq,
            first_seq=before.last_seq + 1,
            seal=bytes.fromhex(head.seal),
            public=head.public,
            head=signed,
            signature=head.signature,
            cars=head.cars,
            received_at=at,
        )
    )


def how_many_batches(connection: Connection, of: str) -> int:
    """How many batches of a dealer were received."""
    return connection.execute(_BATCHES, {"of": of}).scalar_one()


def save_fork(connection: Connection, known: KnownDealer, theirs: bytes, head: str, at: datetime) -> None:
    """Keep a fork that was found, and receive nothing more of the dealer."""
    fork = {
        "dealer": known.dealer,
        "epoch": known.epoch,
        "seq": known.last_seq,
        "ours": known.last_seal,
        "theirs": theirs,
        "head": head,
        "found_at": at,
        "opened_by": "",
    }
    add_or_leave(connection, FORK, fork)
    connection.execute(update(DEALER).where(DEALER.c.dealer == known.dealer).values(forked_at=at, opened=False))


def forks(connection: Connection, of: str) -> Sequence[Row[Any]]:
    """The forks of a dealer, by epoch."""
    return connection.execute(_FORKS, {"of": of}).all()


def open_epoch(connection: Connection, known: KnownDealer, by: str, at: datetime) -> int:
    """Open the next epoch of a dealer in dispute; gives its number."""
    disputed = update(FORK).where(FORK.c.dealer == known.dealer, FORK.c.epoch == known.epoch)
    connection.execute(disputed.values(opened_at=at, opened_by=by))
    of = update(DEALER).where(DEALER.c.dealer == known.dealer)
    connection.execute(of.values(epoch=known.epoch + 1, opened=True))
    return known.epoch + 1
