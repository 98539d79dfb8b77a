"""The chain of events as it stands: its links and seals, and whether the copies beside a body say what it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Row, Text, bindparam, func, select, type_coerce

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.chain import START, Link
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables.life import DESCRIBED, EVENT, VEHICLE, read_body

_LAST = select(EVENT.c.seq, EVENT.c.seal).order_by(EVENT.c.seq.desc()).limit(1)
_CHAIN = select(EVENT.c.seq, EVENT.c.vin, EVENT.c.body, EVENT.c.seal, EVENT.c.personal).order_by(EVENT.c.seq)
_BEFORE = EVENT.alias("before")
_LINKS_OF = (
    select(EVENT.c.seq, EVENT.c.body, EVENT.c.seal, EVENT.c.personal, _BEFORE.c.seal.label("before"))
    .select_from(EVENT.outerjoin(_BEFORE, _BEFORE.c.seq == EVENT.c.seq - 1))
    .where(EVENT.c.vin == bindparam("of"))
    .order_by(EVENT.c.seq)
)
_SEAL = select(EVENT.c.seal).where(EVENT.c.seq == bindparam("which"))
_SEALS = select(EVENT.c.seq, EVENT.c.seal)
_BETWEEN = EVENT.c.seq > bindparam("after"), EVENT.c.seq <= bindparam("until")
_RECORDS = select(EVENT.c.seq, EVENT.c.seal, EVENT.c.body).where(*_BETWEEN).order_by(EVENT.c.seq)
_VINS = select(EVENT.c.vin).where(*_BETWEEN, EVENT.c.vin.is_not(None)).distinct().order_by(EVENT.c.vin)
_COPIES = select(
    EVENT.c.seq,
    EVENT.c.vin,
    type_coerce(EVENT.c.on, Text),  # as it stands: a forged or damaged day may be none
    type_coerce(EVENT.c.at, Text),
    EVENT.c.by,
    EVENT.c.kind,
    EVENT.c.segment,
    EVENT.c.corrects,
    EVENT.c.odometer_km,
    EVENT.c.body,
)
_COPIES = _COPIES.order_by(EVENT.c.seq)
_OF_KINDS = select(EVENT.c.body, EVENT.c.vin, EVENT.c.person, EVENT.c.personal)
_OF_KINDS = _OF_KINDS.where(EVENT.c.kind.in_(bindparam("kinds", expanding=True))).order_by(EVENT.c.seq)
_OF_KINDS_IN = _OF_KINDS.where(EVENT.c.vin.in_(bindparam("lives", expanding=True)))
_OF_KINDS_OF_DEALER = _OF_KINDS.where(EVENT.c.vin.is_(None))
_SEALED = select(EVENT.c.seq, EVENT.c.person, EVENT.c.kind, EVENT.c.vin, EVENT.c.personal)
_SEALED = _SEALED.where(EVENT.c.personal.is_not(None)).order_by(EVENT.c.seq)
_DESCRIBING = select(EVENT.c.vin, EVENT.c.body)
_DESCRIBING = _DESCRIBING.where(EVENT.c.vin.is_not(None), EVENT.c.body.like('%"description":{%')).order_by(EVENT.c.seq)
_DESCRIBED_ROWS = select(VEHICLE.c.vin, *(VEHICLE.c[name] for name in DESCRIBED)).order_by(VEHICLE.c.vin)
_BODIES = select(EVENT.c.vin, EVENT.c.on, EVENT.c.person, EVENT.c.body).order_by(EVENT.c.seq)
_BODIES = _BODIES.where(EVENT.c.kind.not_in(bindparam("without", expanding=True)))
_PLACES = select(EVENT.c.seq, EVENT.c.vin, EVENT.c.on)
_LATEST_DAYS = select(EVENT.c.vin, func.max(EVENT.c.on)).where(EVENT.c.vin.is_not(None)).group_by(EVENT.c.vin)
_LAST_STAMP = select(EVENT.c.seq, EVENT.c.at).order_by(EVENT.c.seq.desc()).limit(1)
_STAMPS = select(EVENT.c.seq, EVENT.c.at).order_by(EVENT.c.seq)


def links(tx: Transaction) -> Iterator[Link]:
    """The chain as it stands."""
    rows = tx.connection.execute(_CHAIN, execution_options={"yield_per": 5_000})
    return (Link(seq, vin or "", body.encode(), kept, personal or b"") for seq, vin, body, kept, personal in rows)


def links_of(tx: Transaction, vin: str) -> Iterator[tuple[Link, bytes]]:
    """The events of one life by number, each with the seal of the event before it in the store."""
    for seq, body, kept, personal, before in tx.ask(_LINKS_OF, of=vin).all():
        yield Link(seq, vin, body.encode(), kept, personal or b""), bytes(before) if before else START


def head(tx: Transaction) -> tuple[int, bytes]:
    """The number and seal of the last event; 0 and the start where there is none."""
    found = tx.ask(_LAST).one_or_none()
    return (found.seq, found.seal) if found else (0, START)


def seal_of(tx: Transaction, seq: int) -> bytes | None:
    """The seal of an event, or None where there is none of that number."""
    found = tx.ask(_SEAL, which=seq).scalar()
    return bytes(found) if found else None


def bodies(tx: Transaction, without: Sequence[str] = ()) -> Iterator[tuple[str | None, date, int | None, str]]:
    """The events but for some kinds, by number: vehicle, day, the person beside the seal, body."""
    rows = tx.connection.execute(_BODIES, {"without": list(without)}, execution_options={"yield_per": 5_000})
    return ((vin, on, person, body) for vin, on, person, body in rows)


def first_seal(tx: Transaction) -> bytes:
    """The seal of the first event, by which books are told apart."""
    return seal_of(tx, 1) or START


def seals(tx: Transaction) -> Iterator[tuple[int, bytes]]:
    """Number and seal of every event."""
    return ((seq, seal) for seq, seal in tx.ask(_SEALS))


def records(tx: Transaction, after: int, until: int) -> Iterator[tuple[int, bytes, str]]:
    """Number, seal and body of the events after one up to another, by number."""
    rows = tx.connection.execute(_RECORDS, {"after": after, "until": until}, execution_options={"yield_per": 2_000})
    return ((seq, bytes(sealed), body) for seq, sealed, body in rows)


def vins_between(tx: Transaction, after: int, until: int) -> list[str]:
    """The vehicles that these events are of."""
    return [str(vin) for vin in tx.ask(_VINS, after=after, until=until).scalars()]


def told_by(
    tx: Transaction, kinds: Sequence[str], lives: Sequence[str] | None = None
) -> Iterator[tuple[RecordedEvent, str | None, bytes | None]]:
    """The events of some kinds in some lives, each with its vehicle and sealed part.

    Without lives those of the dealer alone, which an index finds; with None all of them, which are looked through.
    """
    asked = _OF_KINDS if lives is None else _OF_KINDS_IN if lives else _OF_KINDS_OF_DEALER
    facts = {"kinds": list(kinds)} | ({"lives": list(lives)} if lives else {})
    for body, vin, person, secret in tx.ask(asked, **facts).all():
        yield read_body(body, person), vin, secret


@dataclass(frozen=True, slots=True)
class SealedPart:
    """What an event seals about a person."""

    seq: int
    person: int
    kind: str
    vin: str | None
    secret: bytes


def sealed(tx: Transaction) -> Iterator[SealedPart]:
    """Everything that is sealed about people."""
    for seq, person, kind, vin, secret in tx.ask(_SEALED):
        yield SealedPart(seq, person or 0, kind, vin, secret or b"")


def descriptions(tx: Transaction) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every description that the lives told, in the order in which they were told."""
    for vin, body in tx.connection.execute(_DESCRIBING, execution_options={"yield_per": 5_000}):
        described = msgspec.json.decode(body)["facts"].get("description")
        if vin and isinstance(described, dict):
            yield vin, described


def described_rows(tx: Transaction) -> Iterator[Row[Any]]:
    """The VIN of every vehicle, and how it is described."""
    return iter(tx.ask(_DESCRIBED_ROWS).all())


def places_of(tx: Transaction) -> dict[int, tuple[str | None, date]]:
    """The vehicle and the day of every event, by its number."""
    return {seq: (vin, on) for seq, vin, on in tx.ask(_PLACES)}


def latest_days(tx: Transaction) -> Iterator[tuple[str, date]]:
    """The day of the latest event of each vehicle."""
    return ((vin, on) for vin, on in tx.ask(_LATEST_DAYS) if vin)


def last_stamp(tx: Transaction) -> tuple[int, datetime] | None:
    """The number and moment of the last event."""
    found = tx.ask(_LAST_STAMP).one_or_none()
    return (found.seq, found.at) if found else None


def stamps(tx: Transaction) -> Iterator[tuple[int, datetime]]:
    """The number and moment of every event."""
    return ((seq, at) for seq, at in tx.ask(_STAMPS))


def wrong_copies(tx: Transaction) -> Iterator[int]:
    """Events whose columns say something else than their sealed bodies."""
    for *copies, km, body in tx.connection.execute(_COPIES, execution_options={"yield_per": 5_000}):
        try:
            held = msgspec.json.decode(body)
            distance = held["odometer"]
            read = Distance(distance["value"], LengthUnit(distance["unit"])).km if distance else None
            sealed = [held[name] for name in ("seq", "vin", "on", "at", "by", "kind", "segment", "corrects")]
        except (msgspec.DecodeError, KeyError, TypeError, ValueError):  # no body of ours
            yield copies[0]
            continue
        if (copies, km) != (sealed, read):
            yield copies[0]
