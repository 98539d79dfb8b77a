"""Inspections of the workshop as they are kept: the dealer's templates, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ForeignKey, Row, TypedColumns, bindparam, insert, select, update

from lifecycle_desk.stages.service.inspections.rules import Finding, InspectionTemplate, Point
from lifecycle_desk.stages.service.orders.tables.templates import Named
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import TOLD, day, flag, of_vehicle, table, utc_time, whole, words


class TemplateRow(TypedColumns):
    """Points that are often gone through, under a name."""

    name = words(primary_key=True)
    points = words()
    changed_at = utc_time()


class InspectionRow(TypedColumns):
    """An inspection, by its event; points and findings as JSON, as they were on the day."""

    event = whole(ForeignKey("event.seq"), primary_key=True)
    vin = of_vehicle(index=True)
    order_key = whole(ForeignKey("repair_order.key"), index=True)
    counts = flag()
    on = day()
    template = words()
    body = words()
    inspector = words()


MOST = 2**63  # what a whole number of either database holds
INSPECTION = table("service_inspection", InspectionRow)
TEMPLATES = Named(table("inspection_template", TemplateRow, **{TOLD: True}), "points", tuple[Point, ...])


@dataclass(frozen=True, slots=True)
class Body:
    """An inspection's subject and its findings."""

    points: tuple[Point, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection as it is kept; `event` is its number."""

    event: int
    vin: str
    order: int
    counts: bool
    on: date
    template: str
    body: Body
    inspector: str


_KEPT = Parts(INSPECTION, Inspection, columns={"order": "order_key"}, apart=("body",))
_NEW = insert(INSPECTION)
_ONE = select(INSPECTION).where(INSPECTION.c.event == bindparam("of"))
_OF_ORDER = select(INSPECTION).where(INSPECTION.c.order_key == bindparam("of")).order_by(INSPECTION.c.event.desc())
_ALL = select(INSPECTION).order_by(INSPECTION.c.event)
_GONE = update(INSPECTION).where(INSPECTION.c.event == bindparam("of")).values(counts=False)
_PLACES = select(INSPECTION.c.event, INSPECTION.c.vin, INSPECTION.c.on)


def template(tx: Transaction, name: str) -> InspectionTemplate | None:
    """A template by its name."""
    points = TEMPLATES.one(tx, name)
    return None if points is None else InspectionTemplate(name, points)


def templates(tx: Transaction) -> tuple[InspectionTemplate, ...]:
    """All templates, by name."""
    return tuple(InspectionTemplate(*each) for each in TEMPLATES.all(tx))


def save(tx: Transaction, made: Inspection) -> None:
    """A new inspection."""
    tx.write(_NEW, **_KEPT.row(made), body=msgspec.json.encode(made.body).decode())


def void(tx: Transaction, event: int) -> None:
    """An inspection that was taken back counts no more."""
    tx.write(_GONE, of=event)


def inspection(tx: Transaction, event: int) -> Inspection | None:
    """One inspection by the number of its event."""
    if not 0 < event < MOST:
        return None
    return next(iter(_made(tx.ask(_ONE, of=event).all())), None)


def of_order(tx: Transaction, order: int) -> list[Inspection]:
    """The inspections of an order, the last first."""
    return _made(tx.ask(_OF_ORDER, of=order).all())


def every(tx: Transaction) -> list[Inspection]:
    """All inspections, by event."""
    return _made(tx.ask(_ALL).all())


def places(tx: Transaction) -> list[tuple[int, str, date]]:
    """The event of every inspection, with the vehicle and the day that its row names."""
    return [(event, vin, on) for event, vin, on in tx.ask(_PLACES)]


def _made(rows: Sequence[Row[Any]]) -> list[Inspection]:
    return [_KEPT.made(row, body=msgspec.json.decode(row.body, type=Body)) for row in rows]
