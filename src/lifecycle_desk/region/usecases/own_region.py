"""How giving to the region stands at a dealer: where it goes, up to which record, and what the region has confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from lifecycle_desk.base.clock import stamped
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.region.rules.receipt import Receipt
from lifecycle_desk.region.tables.link import link, receipts
from lifecycle_desk.region.usecases.linking import is_against, shown
from lifecycle_desk.region.usecases.margins import gives_margins
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.signing import FINGERPRINT_GROUPS, GROUP, is_fingerprint
from lifecycle_desk.vehicle.tables import chain

CONFIRMED_WITHIN = timedelta(days=1)  # giving is hourly; a region may receive by night alone
LAST_RECEIPTS = 20


@dataclass(frozen=True, slots=True)
class ReceiptSeen:
    """A receipt: up to which record, when, whether the records here agree with it, and which region gave it."""

    seq: int
    at: datetime
    agrees: bool
    region: str


@dataclass(frozen=True, slots=True)
class OwnRegion:
    """The region of a dealer; without a `place` none is set, and its receipts are those of before.

    `sent` is the last record that was given, `last` that of the dealer, `waiting_since` the moment of the first record
    that the region has not confirmed; `name` is what the region with this key last called itself; `margins` whether
    what new vehicles cost is given too.
    """

    place: str
    fingerprint: str
    name: str
    since: datetime | None
    sent: int
    sent_at: datetime | None
    last: int
    waiting_since: datetime | None
    receipts: tuple[ReceiptSeen, ...]
    margins: bool
    now: datetime

    @property
    def confirmed(self) -> int:
        """The last record that the region has as it stands here."""
        return max((each.seq for each in self.receipts if each.agrees), default=0)

    @property
    def is_in_conflict(self) -> bool:
        """Whether the region has confirmed a record that is another here."""
        return not all(each.agrees for each in self.receipts)

    @property
    def is_late(self) -> bool:
        """Whether a record has waited for its receipt for more than a day, all of it with this region."""
        if not self.since or not self.waiting_since:
            return False
        return self.now - max(self.since, self.waiting_since) > CONFIRMED_WITHIN


def own_region(user: UserSession) -> OwnRegion:
    """How giving stands."""
    with user.store.reading() as tx:
        return own_region_in(tx)


def own_region_in(tx: Transaction) -> OwnRegion:
    """The same within a transaction."""
    known, last = link(tx), chain.head(tx)[0]
    receipts_here = receipts(tx, chain.first_seal(tx))
    came = [
        ReceiptSeen(each.seq, each.at, not is_against(tx, each), each.region) for each in receipts_here[-LAST_RECEIPTS:]
    ]
    confirmed = max((each.seq for each in came if each.agrees), default=0)
    return OwnRegion(
        place=shown(known.place) if known else "",
        fingerprint=grouped(known.fingerprint) if known else "",
        name=_name(receipts_here, known.fingerprint) if known else "",
        since=known.since if known else None,
        sent=(known.sent_seq or 0) if known else 0,
        sent_at=known.sent_at if known else None,
        last=last,
        waiting_since=_recorded_at(tx, confirmed + 1) if confirmed < last else None,
        receipts=tuple(reversed(came)),
        margins=gives_margins(tx),
        now=tx.at,
    )


def _name(came: Iterable[Receipt], fingerprint: str) -> str:
    """The name in the last receipt of a key."""
    names = [(each.at, each.region) for each in came if each.region and is_fingerprint(fingerprint, each.public)]
    return max(names)[1] if names else ""


def _recorded_at(tx: Transaction, seq: int) -> datetime | None:
    body = next((body for _, _, body in chain.records(tx, seq - 1, seq)), None)
    return stamped(msgspec.json.decode(body)["at"]) if body else None


def grouped(letters: str) -> str:
    """A fingerprint as people compare it, from its letters alone."""
    return " ".join(letters[n * GROUP : (n + 1) * GROUP] for n in range(FINGERPRINT_GROUPS))
