"""Restores that the books tell of: what a restore took back is not missing, since the restore is an event itself."""

from dataclasses import dataclass
from datetime import datetime

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.facts import RestoreTold
from lifecycle_desk.vehicle.tables import life

RESTORED = "dealer.restored"


@dataclass(frozen=True, slots=True)
class PutBack:
    """A restore that the books tell of: with which event the backup ended, and when it was put back."""

    seq: int
    at: datetime


def put_back(tx: Transaction) -> list[PutBack]:
    """The restores that the books tell of."""
    return [PutBack(each.facts_as(RestoreTold).events, each.recorded_at) for each in life.of_dealer(tx, RESTORED)]


def is_taken_back(restores: list[PutBack], seq: int, at: datetime) -> bool:
    """Whether a restore took back what was known before it."""
    return any(seq > each.seq and at <= each.at for each in restores)
