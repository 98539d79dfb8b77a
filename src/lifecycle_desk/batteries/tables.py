"""Batteries as they are kept: each with what is known of it, the links between them, and the events about each."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, TypedColumns, bindparam, delete, insert, or_, select, update

from lifecycle_desk.batteries.rules.codes import ProductType
from lifecycle_desk.batteries.rules.genealogy import Battery, Link
from lifecycle_desk.batteries.rules.moves import NO_HANDING, Handing
from lifecycle_desk.batteries.rules.words import BatteryFacts, BatteryStatus, Relation, Whereabouts
from lifecycle_desk.store import reporting as reported
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    day,
    maybe_day,
    maybe_of_vehicle,
    maybe_whole,
    maybe_words,
    table,
    watt_hours,
    whole,
    words,
)
from lifecycle_desk.vehicle.rules.models import Chemistry
from lifecycle_desk.vehicle.tables.life import EVENT, VEHICLE


class BatteryRow(TypedColumns):
    """One battery: `vin` is the car that it is in or was last in, `place` whether it is."""

    code = words(primary_key=True)
    kind = words()
    chemistry = maybe_words()
    nominal_wh = watt_hours()
    mass_g = maybe_whole()
    serial = words()
    passport = words()
    status = words()
    place = words()
    vin = maybe_of_vehicle(index=True)
    moved_on = day()


class BatteryLinkRow(TypedColumns):
    """Two batteries that belong together; the child's vehicle is the row's."""

    number = whole(primary_key=True)
    parent = words(index=True)
    child = words(ForeignKey("battery.code"), index=True)
    relation = words()
    since = day()
    until = maybe_day()


class BatteryMoveRow(TypedColumns):
    """An event about a battery; `fate` stands where the event is another room's and tells of a handing over."""

    event = whole(ForeignKey("event.seq"), primary_key=True)
    code = words(primary_key=True, index=True)
    fate = maybe_words()


BATTERY = table("battery", BatteryRow)
LINK = table("battery_link", BatteryLinkRow)
MOVE = table("battery_move", BatteryMoveRow)

FRONTIER = 500  # codes that are asked for at once

_SOME = select(BATTERY).where(BATTERY.c.code.in_(bindparam("codes", expanding=True)))
_ALL = select(BATTERY).order_by(BATTERY.c.code)
_AT = select(BATTERY).where(BATTERY.c.place == bindparam("at")).order_by(BATTERY.c.moved_on, BATTERY.c.code)
_OF_CAR = select(BATTERY).where(BATTERY.c.vin == bindparam("of")).order_by(BATTERY.c.code)
_BESIDE = select(LINK).where(
    or_(
        LINK.c.parent.in_(bindparam("codes", expanding=True)),
        LINK.c.child.in_(bindparam("codes", expanding=True)),
    )
)
_LINKS = select(LINK).order_by(LINK.c.number)
_NEW, _GONE = insert(BATTERY), delete(BATTERY).where(BATTERY.c.code == bindparam("which"))
_CHANGE = update(BATTERY).where(BATTERY.c.code == bindparam("which"))
_CHANGE = _CHANGE.values({each.name: bindparam(each.name) for each in BATTERY.columns if each.name != "code"})
_NEW_LINK = insert(LINK)
_CLOSE_LINK = update(LINK).where(LINK.c.number == bindparam("which")).values(until=bindparam("ended"))
_LAST_LINK = select(LINK.c.number).order_by(LINK.c.number.desc()).limit(1)
_NO_LINKS = delete(LINK)
_TELL = insert(MOVE)
_TOLD_LATER = select(EVENT.c.seq).where(
    EVENT.c.vin == bindparam("of"), EVENT.c.on > bindparam("than"), EVENT.c.seq.in_(select(MOVE.c.event))
)
_HANDED = select(MOVE.c.event, MOVE.c.code, MOVE.c.fate).where(MOVE.c.fate.is_not(None))
_HANDED = _HANDED.order_by(MOVE.c.event, MOVE.c.code)
_TOLD = select(EVENT.c.seq, EVENT.c.body, EVENT.c.vin).where(EVENT.c.seq.in_(select(MOVE.c.event)))
_TOLD = _TOLD.order_by(EVENT.c.on, EVENT.c.seq)
_ABOUT = select(MOVE.c.event).where(MOVE.c.code.in_(bindparam("codes", expanding=True)))
_TOLD_OF = select(EVENT.c.body, EVENT.c.vin).where(EVENT.c.seq.in_(_ABOUT)).order_by(EVENT.c.on, EVENT.c.seq)
_FITTED = select(VEHICLE.c.vin).where(VEHICLE.c.battery.in_(bindparam("codes", expanding=True)))
_OWN = select(BATTERY.c.code).where(BATTERY.c.code.startswith(bindparam("sign")))


def some(tx: Transaction, codes: Iterable[str]) -> list[Battery]:
    """Those of some batteries that are known."""
    wanted = list(codes)
    pieces = (wanted[at : at + FRONTIER] for at in range(0, len(wanted), FRONTIER))
    return [_read(row) for piece in pieces for row in tx.ask(_SOME, codes=piece)]


def of_car(tx: Transaction, vin: str) -> list[Battery]:
    """The batteries that are in a car, or were last in it."""
    return [_read(row) for row in tx.ask(_OF_CAR, of=vin)]


def at(tx: Transaction, place: Whereabouts) -> list[Battery]:
    """The batteries that are in a place, those first that came there first."""
    return [_read(row) for row in tx.ask(_AT, at=place.value)]


def every(tx: Transaction) -> list[Battery]:
    """All batteries, by code."""
    return [_read(row) for row in tx.ask(_ALL)]


def links(tx: Transaction) -> dict[int, Link]:
    """All links, by number."""
    return {row.number: _read_link(row) for row in tx.ask(_LINKS)}


def links_beside(tx: Transaction, codes: Sequence[str]) -> dict[int, Link]:
    """The links from and to some batteries, by number."""
    pieces = (list(codes[at : at + FRONTIER]) for at in range(0, len(codes), FRONTIER))
    return {row.number: _read_link(row) for piece in pieces for row in tx.ask(_BESIDE, codes=piece)}


def save_new(tx: Transaction, batteries: Iterable[Battery]) -> None:
    """Keep new batteries."""
    if rows := [_row(each) for each in batteries]:
        tx.write(_NEW, *rows)


def save_changed(tx: Transaction, batteries: Iterable[Battery]) -> None:
    """Keep what changed of some batteries."""
    rows = [_row(each) for each in batteries]
    if rows:
        tx.write(_CHANGE, *({"which": row.pop("code")} | row for row in rows))


def drop(tx: Transaction, code: str) -> None:
    """Keep a battery no longer."""
    tx.write(_GONE, which=code)


def save_links(tx: Transaction, links: Iterable[Link]) -> None:
    """Keep new links."""
    first = (tx.ask(_LAST_LINK).scalar() or 0) + 1
    rows = [_row_of_link(number, link) for number, link in enumerate(links, first)]
    if rows:
        tx.write(_NEW_LINK, *rows)


def close_link(tx: Transaction, number: int, until: date) -> None:
    """Let a link end on a day."""
    tx.write(_CLOSE_LINK, which=number, ended=until)


def drop_links(tx: Transaction) -> None:
    """Keep no links, before all are kept anew."""
    tx.write(_NO_LINKS)


def save_told(tx: Transaction, event: int, codes: Iterable[str], fate: str | None = None) -> None:
    """Keep which batteries an event is about."""
    if rows := [{"event": event, "code": code, "fate": fate} for code in dict.fromkeys(codes)]:
        tx.write(_TELL, *rows)


def is_told_later(tx: Transaction, vin: str, on: date) -> bool:
    """Whether a car's life tells of batteries after a day."""
    return tx.ask(_TOLD_LATER.limit(1), of=vin, than=on).first() is not None


def told(tx: Transaction) -> list[tuple[str, str | None, Handing]]:
    """The bodies of all events about batteries by day, the vehicles whose they are, and what rooms handed over."""
    handed: dict[int, Handing] = {}
    for event, code, fate in tx.ask(_HANDED):
        handed[event] = Handing((*handed.get(event, NO_HANDING).codes, code), fate)
    return [(body, vin, handed.get(seq, NO_HANDING)) for seq, body, vin in tx.ask(_TOLD)]


def told_of(tx: Transaction, codes: Sequence[str]) -> list[tuple[str, str | None]]:
    """The bodies of the events about some batteries and the vehicles whose they are, by day."""
    return [(body, vin) for body, vin in tx.ask(_TOLD_OF, codes=list(codes))]


def fitted_in(tx: Transaction, codes: Sequence[str]) -> str | None:
    """The car whose life says that it has a battery of one of some spellings; all cars are looked through."""
    return tx.ask(_FITTED, codes=list(codes)).scalars().first()


def numbered(tx: Transaction, sign: str) -> list[str]:
    """The batteries whose code begins with a sign."""
    return list(tx.ask(_OWN, sign=sign).scalars())


def _row(battery: Battery) -> dict[str, Any]:
    facts = battery.facts
    return {
        "code": facts.code,
        "kind": facts.kind.value,
        "chemistry": facts.chemistry.value if facts.chemistry else None,
        "nominal_wh": facts.nominal_wh,
        "mass_g": facts.mass_g,
        "serial": facts.serial,
        "passport": facts.passport,
        "status": battery.status.value,
        "place": battery.where.value,
        "vin": battery.vin,
        "moved_on": battery.moved_on,
    }


def _row_of_link(number: int, link: Link) -> dict[str, Any]:
    return {
        "number": number,
        "parent": link.parent,
        "child": link.child,
        "relation": link.relation.value,
        "since": link.since,
        "until": link.until,
    }


def _read(row: Any) -> Battery:
    facts = BatteryFacts(
        row.code,
        ProductType.of(row.kind),
        Chemistry(row.chemistry) if row.chemistry else None,
        row.nominal_wh,
        row.mass_g,
        row.serial,
        row.passport,
    )
    return Battery(facts, BatteryStatus.of(row.status), Whereabouts.of(row.place), row.vin, row.moved_on)


def _read_link(row: Any) -> Link:
    return Link(row.parent, row.child, Relation.of(row.relation), row.since, row.until)


reported.report_view(
    "battery",
    "One row for each battery: a pack, a module or a cell, as a thing of its own.",
    reported.ReportColumn("battery_code", BATTERY.c.code, "The battery's code."),
    reported.code("kind", BATTERY.c.kind, "What it is", ProductType),
    reported.code("chemistry", BATTERY.c.chemistry, "Its chemistry", Chemistry),
    reported.exact("nominal_kwh", BATTERY.c.nominal_wh, 3, "Its nominal energy."),
    reported.exact("mass_kg", BATTERY.c.mass_g, 3, "Its mass."),
    reported.code("status", BATTERY.c.status, "What it is by law", BatteryStatus),
    reported.code("place", BATTERY.c.place, "Where it is", Whereabouts),
    reported.ReportColumn("vin", BATTERY.c.vin, "The vehicle that it is in, or was last in."),
    reported.day("moved_on", BATTERY.c.moved_on, "The day of its last move."),
    source=BATTERY,
    order=(BATTERY.c.code,),
)
