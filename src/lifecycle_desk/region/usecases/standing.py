"""How the dealers of a region stand: who is late, who is in dispute; and deciding a dispute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lifecycle_desk.base import clock
from lifecycle_desk.region.rules.refusals import NoForkOpen, RegionDealerUnknown
from lifecycle_desk.region.tables import dealers, unread
from lifecycle_desk.region.tables.dealers import KnownDealer
from lifecycle_desk.region.tables.opening import RegionStore

LATE_AFTER = timedelta(days=1)  # dealers give every hour; a night and a morning are nobody's fault


@dataclass(frozen=True, slots=True)
class DealerStanding:
    """A dealer, up to which record and moment it is known, and what is wrong with that.

    `waiting` are its records that only a newer version of the program can read.
    """

    dealer: str
    name: str
    market: str
    epoch: int
    last: int
    last_at: datetime | None
    received_at: datetime | None
    is_late: bool
    disputed_since: datetime | None
    is_opened: bool
    waiting: int = 0


def standing(region: RegionStore, late_after: timedelta = LATE_AFTER) -> list[DealerStanding]:
    """All dealers by their names; one of whom no batch has come for so long is late."""
    now = clock.now()
    with region.reading() as connection:
        waiting = unread.counts(connection)
        return [_standing(each, now - late_after, waiting) for each in dealers.dealers(connection)]


def _standing(each: KnownDealer, since: datetime, waiting: Mapping[str, int]) -> DealerStanding:
    return DealerStanding(
        each.dealer,
        each.name,
        each.market,
        each.epoch,
        each.last_seq,
        each.last_at,
        each.received_at,
        each.received_at is None or each.received_at < since,
        each.forked_at,
        each.opened,
        waiting.get(each.dealer, 0),
    )


def open_epoch(region: RegionStore, of: str, by: str) -> int:
    """Let the records of a dealer in dispute go on from where both branches agree; gives the number of the epoch."""
    with region.writing() as connection:
        known = dealers.dealer(connection, _one(dealers.dealers(connection), of), locked=True)
        if known is None:
            raise RegionDealerUnknown(of)
        if known.forked_at is None or known.opened:
            raise NoForkOpen(known.name)
        return dealers.open_epoch(connection, known, by, clock.now())


def _one(known: Sequence[KnownDealer], of: str) -> str:
    """A dealer by the letters that its mark begins with, or by its whole name; itself where it is not one."""
    found = [each.dealer for each in known if each.dealer.startswith(of.lower()) or each.name == of]
    return found[0] if len(found) == 1 else of
