"""The chain of events as it stands: its links and seals, and whether the copies beside a body say what it says."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Text, bindparam, select, type_coerce

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.store.store import Work
from lifecycle_desk.trust.chain import START, Link
from lifecycle_desk.vehicle.tables.life import EVENT

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


def links(work: Work) -> Iterator[Link]:
    """The chain as it stands."""
    rows = work.connection.execute(_CHAIN, execution_options={"yield_per": 5_000})
    return (Link(seq, vin or "", body.encode(), kept, personal or b"") for seq, vin, body, kept, personal in rows)


def links_of(work: Work, vin: str) -> Iterator[tuple[Link, bytes]]:
    """The events of one life by number, each with the seal of the event before it in the store."""
    for seq, body, kept, personal, before in work.ask(_LINKS_OF, of=vin).all():
        yield Link(seq, vin, body.encode(), kept, personal or b""), bytes(before) if before else START


def head(work: Work) -> tuple[int, bytes]:
    """The number and seal of the last event; 0 and the start where there is none."""
    found = work.ask(_LAST).one_or_none()
    return (found.seq, found.seal) if found else (0, START)


def seal_of(work: Work, seq: int) -> bytes | None:
    """The seal of an event, or None where there is none of that number."""
    found = work.ask(_SEAL, which=seq).scalar()
    return bytes(found) if found else None


def first_seal(work: Work) -> bytes:
    """The seal of the first event, by which books are told apart."""
    return seal_of(work, 1) or START


def seals(work: Work) -> Iterator[tuple[int, bytes]]:
    """Number and seal of every event."""
    return ((seq, seal) for seq, seal in work.ask(_SEALS))


def wrong_copies(work: Work) -> Iterator[int]:
    """Events whose columns say something else than their sealed bodies."""
    for *copies, km, body in work.connection.execute(_COPIES, execution_options={"yield_per": 5_000}):
        try:
            held = msgspec.json.decode(body)
            distance = held["odometer"]
            read = Distance(distance["value"], LengthUnit.of(distance["unit"])).km if distance else None
            sealed = [held[name] for name in ("seq", "vin", "on", "at", "by", "kind", "segment", "corrects")]
        except (msgspec.DecodeError, KeyError, TypeError, ValueError):  # no body of ours
            yield copies[0]
            continue
        if (copies, km) != (sealed, read):
            yield copies[0]
