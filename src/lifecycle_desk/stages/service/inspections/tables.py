"""Inspections of the workshop as they are kept: the dealer's templates, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ForeignKey, Row, TypedColumns, bindparam, delete, insert, select, update

from lifecycle_desk.stages.service.inspections.rules import Finding, InspectionTemplate, Point
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import TOLD, day, flag, of_vehicle, table, utc_time, whole, words


class TemplateRow(TypedColumns):
    """A template under its name; its points as JSON, since it is only ever read whole."""

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
TEMPLATE, INSPECTION = (
    table("inspection_template", TemplateRow, **{TOLD: True}),
    table("service_inspection", InspectionRow),
)


@dataclass(frozen=True, slots=True)
class Body:
    """What an inspection was about and what was found."""

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
_TEMPLATES = select(TEMPLATE.c.name, TEMPLATE.c.points).order_by(TEMPLATE.c.name)
_TEMPLATE = select(TEMPLATE.c.points).where(TEMPLATE.c.name == bindparam("called"))
_NO_TEMPLATE, _NEW_TEMPLATE = delete(TEMPLATE).where(TEMPLATE.c.name == bindparam("called")), insert(TEMPLATE)
_NEW = insert(INSPECTION)
_ONE = select(INSPECTION).where(INSPECTION.c.event == bindparam("of"))
_OF_ORDER = select(INSPECTION).where(INSPECTION.c.order_key == bindparam("of")).order_by(INSPECTION.c.event.desc())
_ALL = select(INSPECTION).order_by(INSPECTION.c.event)
_GONE = update(INSPECTION).where(INSPECTION.c.event == bindparam("of")).values(counts=False)
_PLACES = select(INSPECTION.c.event, INSPECTION.c.vin, INSPECTION.c.on)


def keep_template(tx: Transaction, made: InspectionTemplate) -> None:
    """Keep a template in place of the one of its name."""
    tx.write(_NO_TEMPLATE, called=made.name)
    points = msgspec.json.encode(made.points).decode()
    tx.write(_NEW_TEMPLATE, name=made.name, points=points, changed_at=tx.at)


def drop_template(tx: Transaction, name: str) -> None:
    """Keep it no longer."""
    tx.write(_NO_TEMPLATE, called=name)


def template(tx: Transaction, name: str) -> InspectionTemplate | None:
    """A template by its name."""
    found = tx.ask(_TEMPLATE, called=name).scalar()
    return None if found is None else InspectionTemplate(name, msgspec.json.decode(found, type=tuple[Point, ...]))


def templates(tx: Transaction) -> list[InspectionTemplate]:
    """All templates, by name."""
    return [
        InspectionTemplate(name, msgspec.json.decode(points, type=tuple[Point, ...]))
        for name, points in tx.ask(_TEMPLATES)
    ]


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
