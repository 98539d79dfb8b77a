"""Vehicles and their events, as they are kept: the row, the chain, the figures."""

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Index, Row, TypedColumns, bindparam, func, insert, or_, select, update

from lifecycle_desk.base.clock import stamp
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    APPEND_ONLY,
    day,
    digest,
    flag,
    index_of_some,
    kilometres,
    maybe_bytes,
    maybe_day,
    maybe_of_vehicle,
    maybe_person,
    maybe_whole,
    maybe_words,
    table,
    utc_time,
    vin_text,
    watt_hours,
    whole,
    words,
)
from lifecycle_desk.trust import personal as sealing
from lifecycle_desk.trust.chain import START, canonical, seal
from lifecycle_desk.vehicle.rules.clock_jumps import ClockAhead, ClockBehind
from lifecycle_desk.vehicle.rules.dash import corrected, offset_told
from lifecycle_desk.vehicle.rules.life import (
    CLUSTER_REPLACED,
    ELSEWHERE,
    Event,
    Outlined,
    RecordedEvent,
    Stage,
    UnknownVehicle,
    VehicleState,
)
from lifecycle_desk.vehicle.rules.odometer import Reading
from lifecycle_desk.vehicle.tables import people


class Vehicle(TypedColumns):
    """A vehicle's description, and the figures that its life keeps up to date."""

    vin = vin_text(primary_key=True)
    number = whole(unique=True)
    original_vin = maybe_words()
    make = words()
    model = words()
    variant = words()
    model_year = maybe_whole()
    energy = maybe_words()
    chemistry = maybe_words()
    usable_wh = watt_hours()
    colour = words()
    stage = maybe_words()
    odometer_km = kilometres()
    odometer_on = maybe_day()
    plate = maybe_words()
    owner = maybe_person(index=True)
    owner_since = maybe_day()
    arrived_on = maybe_day()
    sold_on = maybe_day()
    handed_over_on = maybe_day()
    first_registered_on = maybe_day()
    warranty_started_on = maybe_day()
    battery = maybe_words()
    quarantined = flag()
    last_event_on = maybe_day()


class EventRow(TypedColumns):
    """One event: what it says is the canonical body; the other columns are copies of it for looking things up."""

    seq = whole(primary_key=True)
    vin = maybe_of_vehicle()
    on = day()
    at = utc_time()
    by = maybe_words()
    kind = words()
    odometer_km = kilometres()
    segment = whole()
    corrects = maybe_whole()
    body = words()
    person = maybe_person()
    personal = maybe_bytes()
    seal = digest()


VEHICLE = table("vehicle", Vehicle)
EVENT = table("event", EventRow, **{APPEND_ONLY: True})
Index("ix_event_vin_on_seq", EVENT.c.vin, EVENT.c.on, EVENT.c.seq)
Index("ix_event_vin_seq", EVENT.c.vin, EVENT.c.seq)
Index("ix_vehicle_last_event_on_number", VEHICLE.c.last_event_on, VEHICLE.c.number)
Index("ix_vehicle_stage_last_event_on_number", VEHICLE.c.stage, VEHICLE.c.last_event_on, VEHICLE.c.number)
Index("ix_event_corrects", EVENT.c.corrects)
# The few events that are of no vehicle: by (vin, seq) alone all of them are read for the ones of a kind.
index_of_some("ix_event_kind_seq", EVENT.c.vin.is_(None), EVENT.c.kind, EVENT.c.seq)

_FIGURES = tuple(each.name for each in fields(VehicleState))
A_DAY, A_LONG_TIME = timedelta(days=1), timedelta(days=62)  # a desk may rest for two months
WORDS = "words"  # of a personal part: the free words among the facts
MOST = 2**63  # what a whole number of either database holds
DESCRIBED = ("make", "model", "variant", "model_year", "energy", "chemistry", "usable_wh", "colour", "original_vin")

# Statements are kept, not built: building one costs more than running it.
_THIS = EVENT.c.vin == bindparam("of")
_NEW = insert(VEHICLE)
_ONE = select(VEHICLE).where(VEHICLE.c.vin == bindparam("of"))
_KNOWN = select(VEHICLE.c.vin).where(VEHICLE.c.vin.in_(bindparam("vins", expanding=True)))
_VINS = select(VEHICLE.c.vin).order_by(VEHICLE.c.vin)
_HOW_MANY = select(func.count()).select_from(VEHICLE)
_KEEP = update(VEHICLE).where(VEHICLE.c.vin == bindparam("of"))
_KEEP_FIGURES = _KEEP.values({name: bindparam(name) for name in (*_FIGURES, "last_event_on")})
_KEEP_AND_TELL = _KEEP_FIGURES.returning(VEHICLE)
_DESCRIBE = _KEEP.values({name: bindparam(name) for name in DESCRIBED})
_TELL = insert(EVENT)
_LAST_OF = select(EVENT.c.seal).where(_THIS).order_by(EVENT.c.seq.desc()).limit(1)
_LAST_OF_DEALER = select(EVENT.c.seal).where(EVENT.c.vin.is_(None)).order_by(EVENT.c.seq.desc()).limit(1)
_LATEST = select(EVENT.c.seq, EVENT.c.seal, EVENT.c.at).order_by(EVENT.c.seq.desc()).limit(1)
_LAST = _LATEST.add_columns(_LAST_OF.correlate(None).scalar_subquery().label("link"))
_LAST_FOR_DEALER = _LATEST.add_columns(_LAST_OF_DEALER.correlate(None).scalar_subquery().label("link"))
_EVENTS = select(func.count()).select_from(EVENT)
_TOLD = select(EVENT.c.body, EVENT.c.person, EVENT.c.personal).where(_THIS).order_by(EVENT.c.on, EVENT.c.seq)
_THE = select(EVENT.c.body, EVENT.c.vin, EVENT.c.person, EVENT.c.personal).where(EVENT.c.seq == bindparam("which"))
_ABOUT = select(EVENT.c.body, EVENT.c.vin, EVENT.c.personal).where(EVENT.c.person == bindparam("who"))
_ABOUT = _ABOUT.order_by(EVENT.c.seq)
_LAST_ABOUT = select(EVENT.c.by, EVENT.c.at).where(EVENT.c.person == bindparam("who"))
_LAST_ABOUT = _LAST_ABOUT.order_by(EVENT.c.seq.desc()).limit(1)
_NAMING_BESIDES = (
    select(func.count())
    .select_from(EVENT)
    .where(EVENT.c.body.like(bindparam("part")), func.coalesce(EVENT.c.person, 0) != bindparam("who"))
)
_OF_DEALER = select(EVENT.c.body).where(EVENT.c.vin.is_(None), EVENT.c.kind == bindparam("kind"))
_OF_DEALER = _OF_DEALER.order_by(EVENT.c.seq)
_CORRECTING = select(EVENT.c.seq).where(EVENT.c.corrects == bindparam("which"))
_OUTLINE = (
    select(EVENT.c.seq, EVENT.c.on, EVENT.c.kind, EVENT.c.odometer_km, EVENT.c.segment, EVENT.c.corrects)
    .where(_THIS)
    .order_by(EVENT.c.on, EVENT.c.seq)
)
_NEXT = select(func.coalesce(func.max(VEHICLE.c.number), 0) + 1)
CLOSED = select(VEHICLE.c.vin).where(VEHICLE.c.stage == Stage.DESTROYED.value)  # for lists that leave these out
_OF_OWNER = select(VEHICLE.c.vin).where(VEHICLE.c.owner == bindparam("who")).order_by(VEHICLE.c.number)
_BY_OWNER = select(VEHICLE.c.owner, func.count()).where(VEHICLE.c.owner.is_not(None)).group_by(VEHICLE.c.owner)
_CORRECTED = select(EVENT.c.vin).where(
    or_(EVENT.c.corrects.is_not(None), EVENT.c.kind.in_(bindparam("kinds", expanding=True))), EVENT.c.vin.is_not(None)
)
_CORRECTED = _CORRECTED.distinct().order_by(EVENT.c.vin)
_TOLD_OF = select(EVENT.c.vin).where(EVENT.c.person == bindparam("who"), EVENT.c.vin.is_not(None)).distinct()
_CLUSTERS = select(EVENT.c.seq, EVENT.c.body).where(_THIS, EVENT.c.kind.in_((CLUSTER_REPLACED, ELSEWHERE)))


def save_vehicle(tx: Transaction, described: dict[str, Any]) -> None:
    """A new row; its figures come with its first event."""
    tx.write(_NEW, number=tx.ask(_NEXT).scalar_one(), quarantined=False, **described)


def describe(tx: Transaction, vin: str, described: dict[str, Any]) -> None:
    """Keep another description of a vehicle."""
    tx.write(_DESCRIBE, of=vin, **{name: described[name] for name in DESCRIBED})


def row(tx: Transaction, vin: str) -> Row[Any]:
    """A vehicle's row; refuses a VIN that is not in the books."""
    if found := tx.recall(VEHICLE.name, _ONE, of=vin):
        return found[0]
    raise UnknownVehicle(vin)


def is_known(tx: Transaction, vin: str) -> bool:
    """Whether a vehicle is in the books."""
    return bool(tx.recall(VEHICLE.name, _ONE, of=vin))


def known(tx: Transaction, vins: list[str]) -> set[str]:
    """Which of some VINs are in the books."""
    return set(tx.ask(_KNOWN, vins=vins).scalars())


def corrected_vins(tx: Transaction, kinds: Sequence[str]) -> list[str]:
    """The vehicles in whose lives something was corrected, or events of some kinds are told."""
    return [str(vin) for vin in tx.ask(_CORRECTED, kinds=list(kinds)).scalars()]


def closed(tx: Transaction) -> set[str]:
    """The vehicles whose life is closed."""
    return set(tx.ask(CLOSED).scalars())


def vins(tx: Transaction) -> Iterator[str]:
    """All VINs."""
    return iter(tx.ask(_VINS).scalars())


def how_many(tx: Transaction) -> int:
    """How many vehicles there are."""
    return tx.ask(_HOW_MANY).scalar_one()


def figures(tx: Transaction, vin: str) -> tuple[VehicleState, date | None]:
    """The figures that a vehicle's row keeps, and the day of its latest event."""
    found = row(tx, vin)
    return figures_of(found), found.last_event_on


def figures_of(found: Row[Any]) -> VehicleState:
    """The figures in a row that has them."""
    kept = {name: getattr(found, name) for name in _FIGURES}
    kept["stage"] = Stage.of(kept["stage"]) if kept["stage"] else None
    kept["quarantined"] = kept["quarantined"] or None
    return VehicleState(**kept)


def save_figures(tx: Transaction, vin: str, kept: VehicleState, last_event_on: date | None) -> None:
    """Keep them."""
    told: dict[str, Any] = {name: getattr(kept, name) for name in _FIGURES} | {"quarantined": bool(kept.quarantined)}
    told["last_event_on"] = last_event_on
    if tx.is_at_server:  # the row as it is now comes with another answer
        tx.write(_KEEP_FIGURES, of=vin, **told)
        tx.ask_ahead(_ONE, of=vin)
    else:
        tx.recall_as(VEHICLE.name, _ONE, tx.ask(_KEEP_AND_TELL, of=vin, **told).all(), of=vin)


def append(tx: Transaction, event: Event, body: dict[str, Any], km: int | None, secret: bytes | None) -> int:
    """Seal an event into the chain and give its number.

    The last number + 1 leaves no gaps and is safe, because only one writes at a time. A clock that is set right by
    some seconds puts no moment before the last; one that jumped is told of, and its word is taken: order is by number,
    and a moment that follows a wrong one would be wrong for years.
    """
    found = tx.ask(_LAST, of=event.vin) if event.vin else tx.ask(_LAST_FOR_DEALER)
    last, previous, then, link = found.one_or_none() or (0, START, tx.at, None)
    at = tx.at if then - tx.at > A_DAY else max(tx.at, then)
    if last and not -A_DAY <= tx.at - then <= A_LONG_TIME:
        tx.note(ClockAhead(tx.at, then) if tx.at > then else ClockBehind(tx.at, last, then))
    seq = last + 1
    told = body | ({"via": tx.via} if tx.via else {})
    sealed_body = canonical(told | {"seq": seq, "by": tx.by, "at": stamp(at), "vin": event.vin})
    sealed = seal(previous, link or START, sealed_body, secret or b"")
    of, before = tx.recalled.get(EVENT.name, {}).get(_OUTLINE, ({}, ()))
    tx.write(
        _TELL,
        seq=seq,
        vin=event.vin,
        on=event.on,
        at=at,
        by=tx.by,
        kind=event.kind,
        odometer_km=km,
        segment=event.segment,
        corrects=event.corrects,
        body=sealed_body.decode(),
        person=event.person,
        personal=secret,
        seal=sealed,
    )
    if of == {"of": event.vin}:  # what was asked of this life before is known with one event more
        own = Outlined(seq, event.on, event.kind, km, event.segment, event.corrects)
        insort(before, own, key=lambda each: (each.on, each.seq))
        tx.recall_as(EVENT.name, _OUTLINE, before, **of)
    tx.first, tx.last = tx.first or seq, (seq, sealed, at)
    return seq


def told(tx: Transaction, vin: str) -> list[RecordedEvent]:
    """All events of a vehicle, by day."""
    keys: dict[int, bytes | None] = {}
    return [with_words(tx, read_body(row.body, row.person), vin, row.personal, keys) for row in tx.ask(_TOLD, of=vin)]


def with_words(
    tx: Transaction, told: RecordedEvent, vin: str | None, secret: bytes | None, keys: dict[int, bytes | None]
) -> RecordedEvent:
    """An event with its free words put back among its facts, while the key of whom they concern is there."""
    if not told.sealed or told.person is None or secret is None:
        return told
    if told.person not in keys:
        keys[told.person] = people.key_of(tx, told.person)
    said = unsealed(keys[told.person], secret, vin, told.kind) or {}
    return replace(told, facts=told.facts | said.get(WORDS, {}))


def unsealed(key: bytes | None, secret: bytes | None, vin: str | None, kind: str) -> dict[str, Any] | None:
    """The personal part of an event; None where there is none, or the key is gone."""
    plain = sealing.opened(key, secret, sealed_to(vin, kind)) if key and secret else None
    return msgspec.json.decode(plain) if plain else None


def sealed_to(vin: str | None, kind: str) -> bytes:
    """Where a personal part stands: sealed for one place, it opens at no other."""
    return f"{vin or ''} {kind}".encode()


def read_body(body: str, person: int | None = None) -> RecordedEvent:
    """An event from its canonical body."""
    told = msgspec.json.decode(body, type=RecordedEvent)
    return told if person is None else replace(told, person=person)


def tip(tx: Transaction, vin: str) -> bytes:
    """The seal of the last event of a life: another one tells that something was told meanwhile."""
    return bytes(tx.ask(_LAST_OF, of=vin).scalar() or START)


def event(tx: Transaction, seq: int) -> tuple[RecordedEvent, str | None, bytes | None] | None:
    """One event, the vehicle that it belongs to and its sealed personal part."""
    found = tx.ask(_THE, which=seq).one_or_none() if 0 < seq < MOST else None
    if found is None:
        return None
    told = with_words(tx, read_body(found.body, found.person), found.vin, found.personal, {})
    return told, found.vin, found.personal


def about(tx: Transaction, person: int) -> list[tuple[RecordedEvent, str | None]]:
    """The events that concern a person, each with its vehicle, in the order in which they were told."""
    keys: dict[int, bytes | None] = {}
    rows = tx.ask(_ABOUT, who=person).all()
    return [(with_words(tx, read_body(row.body, person), row.vin, row.personal, keys), row.vin) for row in rows]


def about_sealed(tx: Transaction, person: int) -> list[tuple[RecordedEvent, str | None, bytes | None]]:
    """The same, each with its sealed part."""
    rows = tx.ask(_ABOUT, who=person).all()
    return [(read_body(row.body, person), row.vin, row.personal) for row in rows]


def is_named_besides(tx: Transaction, digest: str, person: int) -> bool:
    """Whether an event that is not about a person names a document."""
    return bool(tx.ask(_NAMING_BESIDES, part=f"%{digest}%", who=person).scalar_one())


def of_dealer(tx: Transaction, kind: str) -> list[RecordedEvent]:
    """The events of a kind that concern the dealer alone, in the order in which they were told."""
    return [read_body(body) for body in tx.ask(_OF_DEALER, kind=kind).scalars()]


def is_corrected(tx: Transaction, seq: int) -> bool:
    """Whether an event has been corrected by another that counts; a correction may itself have been corrected."""
    return any(not is_corrected(tx, each) for each in tx.ask(_CORRECTING, which=seq).scalars().all())


def outline(tx: Transaction, vin: str) -> list[Outlined]:
    """The events of a vehicle that count, by day, without what they say."""
    rows: Sequence[Any] = tx.recall(EVENT.name, _OUTLINE, of=vin)
    gone = corrected((each.seq, each.corrects) for each in rows if each.corrects is not None)
    return [each for each in rows if each.seq not in gone]


def readings(tx: Transaction, vin: str) -> list[Reading]:
    """The odometer readings of a vehicle that count, by day."""
    return [
        Reading(each.on, each.odometer_km, each.segment, each.seq)
        for each in outline(tx, vin)
        if each.odometer_km is not None
    ]


def offsets(tx: Transaction, vin: str) -> dict[int, int]:
    """The offsets of each cluster that the vehicle has had after its first one, in km."""
    rows = tx.ask(_CLUSTERS, of=vin).all()
    told = [each for each in (read_body(row.body) for row in rows) if each.corrects is None]
    held = ((each.seq, offset_told(each.kind, each.facts)) for each in told)
    return {0: 0} | dict(found for seq, found in held if found and not is_corrected(tx, seq))


def of_owner(tx: Transaction, person: int) -> list[str]:
    """The vehicles that a customer owns now."""
    return list(tx.ask(_OF_OWNER, who=person).scalars())


def cars_by_owner(tx: Transaction) -> dict[int, int]:
    """How many vehicles each customer owns now."""
    return {owner: number for owner, number in tx.ask(_BY_OWNER) if owner}


def concerning(tx: Transaction, person: int) -> list[str]:
    """The vehicles that a customer owns now, or that an event about them tells of: all events are looked through."""
    return sorted({*of_owner(tx, person), *map(str, tx.ask(_TOLD_OF, who=person).scalars())})


def last_about(tx: Transaction, person: int) -> tuple[str | None, datetime] | None:
    """Who told the last event about somebody, and when."""
    found = tx.ask(_LAST_ABOUT, who=person).one_or_none()
    return (found.by, found.at) if found else None
