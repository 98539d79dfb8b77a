"""Bays, courtesy cars, and the dealer's own hours, as they are kept."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, delete, func, insert, select

from lifecycle_desk.stages.service.diary.rules.opening import DaySaid, Span
from lifecycle_desk.stages.service.diary.rules.resources import Resource, ResourceKind
from lifecycle_desk.stages.service.diary.tables.schema import DAY, RESOURCE, WEEKDAY
from lifecycle_desk.store.store import Transaction

_RESOURCES = select(RESOURCE).order_by(RESOURCE.c.kind, RESOURCE.c.place, RESOURCE.c.name)
_THIS = (RESOURCE.c.kind == bindparam("of"), RESOURCE.c.name == bindparam("called"))
_NEW, _GONE = insert(RESOURCE), delete(RESOURCE).where(*_THIS)
_NEXT = select(func.coalesce(func.max(RESOURCE.c.place), 0) + 1).where(RESOURCE.c.kind == bindparam("of"))
_WEEKDAYS, _DAYS = select(WEEKDAY).order_by(WEEKDAY.c.weekday), select(DAY).order_by(DAY.c.on)
_NEW_WEEKDAY, _NO_WEEKDAY = insert(WEEKDAY), delete(WEEKDAY).where(WEEKDAY.c.weekday == bindparam("of"))
_NEW_DAY, _NO_DAY = insert(DAY), delete(DAY).where(DAY.c.on == bindparam("of"))


def resources(tx: Transaction) -> list[Resource]:
    """All bays and courtesy cars, in the order in which they were taken in."""
    return [Resource(ResourceKind.of(row.kind), row.name, active=row.active) for row in tx.ask(_RESOURCES)]


def resource(tx: Transaction, kind: ResourceKind, name: str) -> Resource | None:
    """A bay or a courtesy car by its name."""
    return next((each for each in resources(tx) if (each.kind, each.name) == (kind, name)), None)


def save_resource(tx: Transaction, of: Resource) -> None:
    """Save a bay or a courtesy car; one that is known keeps its place."""
    known = {(row.kind, row.name): row.place for row in tx.ask(_RESOURCES)}
    place = known.get((str(of.kind), of.name)) or tx.ask(_NEXT, of=str(of.kind)).scalar_one()
    tx.write(_GONE, of=str(of.kind), called=of.name)
    tx.write(_NEW, kind=str(of.kind), name=of.name, place=place, active=of.active)


def drop_resource(tx: Transaction, of: Resource) -> None:
    """Keep a bay or a courtesy car no longer."""
    tx.write(_GONE, of=str(of.kind), called=of.name)


def weekdays(tx: Transaction) -> dict[int, Span]:
    """The dealer's own hours by weekday, as far as he said any."""
    return {row.weekday: Span(row.opens, row.closes) for row in tx.ask(_WEEKDAYS)}


def save_weekday(tx: Transaction, weekday: int, span: Span | None) -> None:
    """Save the hours of a weekday; None is as in the market."""
    tx.write(_NO_WEEKDAY, of=weekday)
    if span:
        tx.write(_NEW_WEEKDAY, weekday=weekday, opens=span.opens, closes=span.closes)


def days(tx: Transaction) -> dict[date, DaySaid]:
    """The days on which the dealer is closed, or open otherwise."""
    return {row.on: DaySaid(Span(row.opens, row.closes), row.why) for row in tx.ask(_DAYS)}


def save_day(tx: Transaction, on: date, said: DaySaid | None) -> None:
    """Save what holds on a day; None is as on every such weekday."""
    tx.write(_NO_DAY, of=on)
    if said:
        tx.write(_NEW_DAY, on=on, opens=said.span.opens, closes=said.span.closes, why=said.why)


def active(of: Iterable[Resource], kind: ResourceKind) -> tuple[str, ...]:
    """The names of a kind that are offered."""
    return tuple(each.name for each in of if each.kind is kind and each.active)
