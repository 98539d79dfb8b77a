"""Handovers: a dealer's secret on its way to another seat, sealed under a code that people carry between them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import DERIVED, digest, table, utc_time


class KeyHandover(TypedColumns):
    """The secret that a mark names, sealed; one at a time."""

    mark = digest(primary_key=True)
    made_at = utc_time()
    salt = digest()
    sealed = digest()


HANDOVER = table("key_handover", KeyHandover, **{DERIVED: True})

_ALL = select(HANDOVER).order_by(HANDOVER.c.made_at.desc())
_NEW, _GONE = insert(HANDOVER), delete(HANDOVER).where(HANDOVER.c.mark == bindparam("which"))


@dataclass(frozen=True, slots=True)
class Handover:
    """A sealed secret as it waits."""

    mark: bytes
    made_at: datetime
    salt: bytes
    sealed: bytes


def waiting(tx: Transaction) -> list[Handover]:
    """The secrets that wait to be taken, the latest first."""
    return [Handover(*row) for row in tx.ask(_ALL)]


def lay_ready(tx: Transaction, mark: bytes, salt: bytes, sealed: bytes) -> None:
    """Lay a secret ready for another seat; an earlier code for it serves no more."""
    end(tx, mark)
    tx.write(_NEW, mark=mark, made_at=tx.at, salt=salt, sealed=sealed)


def end(tx: Transaction, mark: bytes) -> None:
    """Take it away: it was taken, or nobody came."""
    tx.write(_GONE, which=mark)
