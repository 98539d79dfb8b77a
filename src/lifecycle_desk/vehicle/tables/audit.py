"""The audit list as it is asked of the chain: numbers by filter, entries by number, and how many of each kind."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, func, not_, or_, select

from lifecycle_desk.store.columns import columns_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.audit import ACCESS_PREFIXES, DEALER, NOBODY, PEOPLE_PREFIXES, Area
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables.life import EVENT, VEHICLE, read_body, with_words

_LAST = select(func.coalesce(func.max(EVENT.c.seq), 0))
_SOME = select(EVENT.c.seq, EVENT.c.vin, EVENT.c.body, EVENT.c.person, EVENT.c.personal)
_SOME = _SOME.where(EVENT.c.seq.in_(bindparam("wanted", expanding=True)))
_OF_ALL: dict[str, Any] = {
    "number": select(EVENT.c.seq, EVENT.c.seq),
    "when": select(EVENT.c.seq, EVENT.c.at),
    "who": select(EVENT.c.seq, EVENT.c.by),
    "car": select(EVENT.c.seq, EVENT.c.vin),
    "plate": select(EVENT.c.seq, VEHICLE.c.plate).join(VEHICLE, VEHICLE.c.vin == EVENT.c.vin),
}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked for; `found` are the VINs, the customers and the number that some letters mean."""

    area: Area | None = None
    by: str = ""
    since: datetime | None = None
    before: datetime | None = None
    found: tuple[Sequence[str], Sequence[int], int | None, str] | None = None


def numbers(tx: Transaction, of: Narrowed, first: int | None) -> "array[int]":
    """The numbers of the entries, the latest first, or only of the first ones."""
    if of == Narrowed():  # numbers have no gaps
        last = tx.ask(_LAST).scalar_one()
        return array("q", range(last, max(last - first, 0) if first else 0, -1))
    asked = select(EVENT.c.seq).where(*_conditions(of)).order_by(EVENT.c.seq.desc())
    return array("q", tx.ask(asked.limit(first) if first else asked).scalars())


def kinds(tx: Transaction, of: Narrowed, since: int = 0) -> list[tuple[str, int]]:
    """How many entries there are of each kind, or how many behind one."""
    asked = select(EVENT.c.kind, func.count()).where(EVENT.c.seq > since, *_conditions(of)).group_by(EVENT.c.kind)
    return [(kind, count) for kind, count in tx.ask(asked)]


def entries(tx: Transaction, wanted: Sequence[int]) -> list[tuple[RecordedEvent, str | None]]:
    """Some entries with their vehicles; the free words of people are there while their keys are."""
    keys: dict[int, bytes | None] = {}
    return [
        (with_words(tx, read_body(row.body, row.person), row.vin, row.personal, keys), row.vin)
        for row in tx.ask(_SOME, wanted=list(wanted)).all()
    ]


def of_all(tx: Transaction, column: str) -> dict[int, Any]:
    """What all entries hold in a column, by their numbers."""
    return dict(zip(*columns_of(tx, _OF_ALL[column]), strict=True))


def is_of_all(column: str) -> bool:
    """Whether a column of all entries can be asked for at once."""
    return column in _OF_ALL


def _conditions(of: Narrowed) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if of.area:
        found.append(_about(of.area))
    if of.by:
        found.append(EVENT.c.by.is_(None) if of.by == NOBODY else EVENT.c.by == of.by)
    if of.since:
        found.append(EVENT.c.at >= of.since)
    if of.before:
        found.append(EVENT.c.at < of.before)
    if of.found:
        cars, people, number, text = of.found
        found.append(
            or_(
                EVENT.c.vin.in_(list(cars)) if cars else false(),
                EVENT.c.person.in_(list(people)) if people else false(),
                EVENT.c.seq == number if number is not None else false(),
                func.lower(EVENT.c.by) == text.lower(),
            )
        )
    return found


def _about(area: Area) -> ColumnElement[bool]:
    """The condition by which an entry is about something; the dealership is what is left of its own kinds."""
    if area is Area.PEOPLE:
        return _begins(PEOPLE_PREFIXES)
    if area is Area.ACCESS:
        return _begins(ACCESS_PREFIXES)
    if area is Area.DEALER:
        return _begins((DEALER,)) & not_(_begins((*PEOPLE_PREFIXES, *ACCESS_PREFIXES)))
    return _begins((f"{area.value}.",))


def _begins(prefixes: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(EVENT.c.kind.startswith(each, autoescape=True) for each in prefixes))
