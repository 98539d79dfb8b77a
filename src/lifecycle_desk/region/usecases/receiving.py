"""Receiving: whose batch it is, whether it goes on where the last one ended, and its records and sums in one commit.

A dealer is locked while something of it is received. What was received before is known by its seal and changes
nothing; what contradicts it is kept as a fork, after which nothing is received until a person has decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import batched

import msgspec
from sqlalchemy import Connection

from lifecycle_desk.base import clock
from lifecycle_desk.base.clock import stamped
from lifecycle_desk.dealership.usecases.keys import KeyMade
from lifecycle_desk.region.rules import refusals
from lifecycle_desk.region.rules.batch import (
    BatchHead,
    Brought,
    CampaignLine,
    CarLine,
    EndorsedKey,
    RecordLine,
    UnknownLine,
    is_known,
)
from lifecycle_desk.region.rules.readable import what_is_read
from lifecycle_desk.region.rules.veil import KEY_REVOKED
from lifecycle_desk.region.tables import dealers, lives, unread
from lifecycle_desk.region.tables.dealers import KnownDealer
from lifecycle_desk.region.tables.opening import RegionStore
from lifecycle_desk.region.tables.unread import Waiting
from lifecycle_desk.region.usecases.folding import AT_ONCE, fold_cars
from lifecycle_desk.region.usecases.kept_cars import kept_cars
from lifecycle_desk.trust.chain import START
from lifecycle_desk.trust.signing import fingerprint, holds, is_fingerprint


@dataclass(frozen=True, slots=True)
class Received:
    """The outcome of a batch: its dealer, how many records are new, and up to where they lead.

    `waiting` are the records of this dealer that only a newer version of the program can read.
    """

    dealer: str
    name: str
    new: int
    cars: int
    last: int
    waiting: int = 0


class _ForkFound(Exception):  # noqa: N818 (it ends a transaction, and is told as an objection after it)
    """Known numbers with other seals: the transaction is given up, and the fork kept in one of its own."""

    def __init__(self, known: KnownDealer, theirs: bytes) -> None:
        super().__init__(known.dealer)
        self.known, self.theirs = known, theirs


def receive(region: RegionStore, brought: Brought, trust: tuple[str, ...] = ()) -> Received:
    """Receive a batch, or refuse it by name; `trust` are fingerprints that somebody compared with new dealers."""
    head = brought.head
    if not head.holds:
        raise refusals.BatchSignatureWrong(head.name)
    try:
        with region.writing() as connection:
            return _received(connection, brought, trust)
    except _ForkFound as fork:
        with region.writing() as connection:
            dealers.save_fork(connection, fork.known, fork.theirs, written(head), clock.now())
        raise refusals.RecordsForked(head.name, min(fork.known.last_seq, head.seq), head.dealer) from None


def _received(connection: Connection, brought: Brought, trust: tuple[str, ...]) -> Received:
    head, at = brought.head, clock.now()
    made_at = _moment(head)
    known = _known_dealer(connection, head, trust, at)
    _check_key(connection, known, head, at)
    if known.forked_at:
        if not known.opened:
            raise refusals.ForkOpen(head.name, known.forked_at, known.dealer)
        known = _on_new_branch(connection, known, head, made_at)
    if _is_known(connection, known, head, made_at):
        dealers.save_reached(connection, known, head, at, made_at)
        return Received(known.dealer, head.name, 0, 0, known.last_seq)
    _check_beginning(connection, known, head)
    records = _Records(known, head)
    lives.pour(connection, known.dealer, records.new(brought))
    records.check_end()
    for public, then in records.revoked:
        dealers.revoke_key(connection, known.dealer, public, then)
    unread.save_lines(connection, unread.rows_of(known.dealer, records.unread, what_is_read()))
    _fold(connection, known, brought, records.vins)
    dealers.save_batch(connection, known, head, written(head), at)
    more = {"last_seq": head.seq, "last_seal": bytes.fromhex(head.seal), "last_at": records.last_at}
    if not dealers.save_reached(connection, known, head, at, made_at, **more):
        raise refusals.ReceivedMeanwhile(head.name)
    waiting = unread.counts(connection).get(known.dealer, 0)
    return Received(known.dealer, head.name, head.seq - known.last_seq, head.cars, head.seq, waiting)


def written(head: BatchHead) -> str:
    """A head as it was signed, in JSON."""
    return msgspec.json.encode(head.said | {"signature": head.signature}).decode()


def _moment(head: BatchHead) -> datetime:
    try:
        return stamped(head.made_at)
    except ValueError:
        raise refusals.BatchAltered(head.name) from None


# Whose it is ----------------------------------------------------------------------------------------------------------


def _known_dealer(connection: Connection, head: BatchHead, trust: tuple[str, ...], at: datetime) -> KnownDealer:
    """The dealer, locked; one that is not known yet is kept once somebody has compared its key."""
    if known := dealers.dealer(connection, head.dealer, locked=True):
        return known
    print_ = fingerprint(head.public)
    if not trust:
        raise refusals.DealerUnknown(head.name, print_)
    if not any(is_fingerprint(each, head.public) for each in trust):
        raise refusals.TrustedKeyOther(head.name, print_)
    if head.after:
        raise refusals.RecordsMissing(head.name, 0, 1, head.after + 1)
    dealers.save_new(connection, head, at)
    known = dealers.dealer(connection, head.dealer, locked=True)
    if known is None or known.last_seq:  # somebody else received it at the same time
        raise refusals.ReceivedMeanwhile(head.name)
    number = next((each.number for each in head.endorsed if each.public == head.key), 1)
    dealers.save_key(connection, known.dealer, head.public, number, at)
    return known


def _check_key(connection: Connection, known: KnownDealer, head: BatchHead, at: datetime) -> None:
    """Refuse a key that is neither known of the dealer nor endorsed by one that is; keep those that are endorsed."""
    keys = {bytes(row.public): row.revoked_at for row in dealers.keys(connection, known.dealer)}
    waiting = list(head.endorsed)
    while found := next((each for each in waiting if _endorses(keys, each)), None):
        waiting.remove(found)
        public = bytes.fromhex(found.public)
        if public not in keys:
            keys[public] = None
            dealers.save_key(connection, known.dealer, public, found.number, at, bytes.fromhex(found.by))
    if head.public not in keys:
        raise refusals.DealerKeyUnknown(head.name, fingerprint(head.public))
    if then := keys[head.public]:
        raise refusals.DealerKeyRevoked(head.name, fingerprint(head.public), then)


def _endorses(keys: dict[bytes, datetime | None], each: EndorsedKey) -> bool:
    """Whether a known key that was not revoked endorses another."""
    try:
        by, public = bytes.fromhex(each.by), bytes.fromhex(each.public)
    except ValueError:
        return False
    return by in keys and keys[by] is None and holds(by, KeyMade.endorsed(each.number, public), each.endorsement)


# Where it begins ------------------------------------------------------------------------------------------------------


def _is_known(connection: Connection, known: KnownDealer, head: BatchHead, made_at: datetime) -> bool:
    """Whether all of a batch is here; one that was made later than the last and ends before it shows a tail cut off."""
    if head.seq > known.last_seq:
        return False
    if _seal_here(connection, known, head.seq) != bytes.fromhex(head.seal):
        raise _ForkFound(known, bytes.fromhex(head.seal))
    if head.stands < known.last_seq and known.made_at and made_at > known.made_at:
        raise _ForkFound(known, bytes.fromhex(head.seal))
    return True


def _check_beginning(connection: Connection, known: KnownDealer, head: BatchHead) -> None:
    """Refuse a batch that begins behind the next record, and one whose past is another."""
    if head.after > known.last_seq:
        raise refusals.RecordsMissing(head.name, known.last_seq, known.last_seq + 1, head.after + 1)
    if _seal_here(connection, known, head.after) != bytes.fromhex(head.before):
        raise _ForkFound(known, bytes.fromhex(head.before))


def _seal_here(connection: Connection, known: KnownDealer, seq: int) -> bytes | None:
    if seq == known.last_seq:
        return bytes(known.last_seal)
    return lives.seal_of(connection, known.dealer, seq) if seq else START


def _on_new_branch(connection: Connection, known: KnownDealer, head: BatchHead, made_at: datetime) -> KnownDealer:
    """Go on from where both branches agree, once a person has opened the next epoch; the old branch is put aside."""
    is_old = known.made_at is not None and made_at <= known.made_at
    if is_old and head.seq <= known.last_seq:  # of the old branch, come once more
        return known
    if head.after > known.last_seq:
        raise refusals.RecordsMissing(head.name, known.last_seq, known.last_seq + 1, head.after + 1)
    ours = _seal_here(connection, known, head.after)
    if ours is None or ours != bytes.fromhex(head.before):
        raise refusals.BranchBeginsEarlier(head.name, head.after)
    unread.forget_after(connection, known.dealer, head.after)
    moved = lives.give_up_branch(connection, known.dealer, known.epoch - 1, head.after)
    for some in batched(moved, AT_ONCE):
        fold_cars(connection, known.dealer, kept_cars(connection, known.dealer, some))
    dealers.save_reached(
        connection, known, head, clock.now(), made_at, last_seq=head.after, last_seal=ours, forked_at=None, opened=False
    )
    return replace(known, last_seq=head.after, last_seal=ours, forked_at=None, opened=False, made_at=made_at)


# What it holds --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Records:
    """The records of a batch on their way in: each the next one, the last with the seal that the head names."""

    known: KnownDealer
    head: BatchHead
    seq: int = 0
    seal: str = ""
    last_at: datetime | None = None
    vins: dict[str, None] = field(default_factory=dict)
    unread: list[Waiting] = field(default_factory=list)
    revoked: list[tuple[bytes, datetime]] = field(default_factory=list)

    def new(self, brought: Brought) -> Iterator[RecordLine]:
        """Those that are not here yet."""
        self.seq = self.head.after
        for each in brought.lines():
            if isinstance(each, UnknownLine):
                continue
            if not isinstance(each, RecordLine):
                break
            self._check(each)
            if each.seq == self.known.last_seq and bytes.fromhex(each.seal) != self.known.last_seal:
                raise _ForkFound(self.known, bytes.fromhex(each.seal))
            if each.seq > self.known.last_seq:
                self._note(each)
                yield each

    def _check(self, each: RecordLine) -> None:
        name = self.head.name
        if each.seq != self.seq + 1:
            raise refusals.LinesOutOfOrder(name, each.seq)
        self.seq, self.seal = each.seq, each.seal
        try:
            self.last_at = stamped(each.at)
            bytes.fromhex(each.seal)
        except ValueError as fault:
            raise refusals.RecordUnreadable(name, each.seq, str(fault)) from None
        if not f"{each.vin or ''}{each.kind}".isprintable():
            raise refusals.RecordUnreadable(name, each.seq, "not printable")

    def _note(self, each: RecordLine) -> None:
        if each.vin:
            self.vins[each.vin] = None
        if each.unread or not is_known(each):
            self.unread.append((each.seq, 0, each.vin, each.kind, each.unread))
        if each.kind == KEY_REVOKED and (public := each.told.get("facts", {}).get("public")):
            self.revoked.append((bytes.fromhex(public), stamped(each.at)))

    def check_end(self) -> None:
        """Refuse records that do not end where the head says."""
        if self.seq != self.head.seq or self.seal != self.head.seal:
            raise refusals.LinesOutOfOrder(self.head.name, self.seq)


def _fold(connection: Connection, known: KnownDealer, brought: Brought, vins: dict[str, None]) -> None:
    """Fold the cars of a batch, and those of its records that it forgot to describe."""
    waiting, unknown = dict(vins), list[Waiting]()
    for some in batched(_cars(connection, known, brought, unknown), AT_ONCE):
        fold_cars(connection, known.dealer, some)
        for each in some:
            waiting.pop(each.vin, None)
    unread.save_lines(connection, unread.rows_of(known.dealer, unknown, what_is_read()))
    for few in batched(waiting, AT_ONCE):
        fold_cars(connection, known.dealer, kept_cars(connection, known.dealer, few))


def _cars(connection: Connection, known: KnownDealer, brought: Brought, unknown: list[Waiting]) -> Iterator[CarLine]:
    """The cars of a batch; its campaigns are forgotten on the way, and lines of a newer version noted as `unknown`."""
    for place, each in enumerate(brought.lines(), 1):
        if isinstance(each, UnknownLine):
            unknown.append((brought.head.seq, place, None, each.kind, each.text))
        elif isinstance(each, CampaignLine):
            lives.forget_campaign(connection, known.dealer, each.campaign)
        elif isinstance(each, CarLine):
            yield each
