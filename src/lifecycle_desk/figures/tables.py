"""Figures as they are kept: what each thing contributes, the sums of that by month, and how far all was counted.

All three are derived: they travel in no records, and are counted once where they are missing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import batched
from typing import Any, NamedTuple

from sqlalchemy import Index, Row, TypedColumns, bindparam, delete, func, insert, select

from lifecycle_desk.figures.rules.figure import REGISTERED_IN, Contribution, Dimension
from lifecycle_desk.figures.rules.periods import first_of, month_of
from lifecycle_desk.figures.rules.readings import SumRow, group_of
from lifecycle_desk.store.dialect import add_up, pour
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import DERIVED, IsoDay, day, maybe_words, of_vehicle, table, term, whole, words
from lifecycle_desk.vehicle.tables.life import VEHICLE

AT_ONCE = 500  # things that are asked for in one statement
AFTER = "\U0010ffff"  # behind every name that begins with something


class PartRow(TypedColumns):
    """A contribution of a thing ("order RO-2026-0001"), by its place among the thing's, with the car that it is of."""

    thing = term(primary_key=True)
    place = whole(primary_key=True)
    vin = of_vehicle()
    measure = term()
    on = day()
    brand = words()
    model = words()
    technician = words()
    sort = words()
    currency = words()
    amount = whole()
    things = whole()


class FigureSum(TypedColumns):
    """The sum of all contributions of a month that are alike in everything else; months are counted from the year 0."""

    measure = term(primary_key=True)
    month = whole(primary_key=True)
    brand = words(primary_key=True)
    model = words(primary_key=True)
    technician = words(primary_key=True)
    sort = words(primary_key=True)
    currency = words(primary_key=True)
    amount = whole()
    things = whole()


class Counted(TypedColumns):
    """How far the things of a source were counted, by its rules' version: up to a VIN, or all of them (None)."""

    source = words(primary_key=True)
    version = whole()
    until = maybe_words()


PART = table("figure_part", PartRow, **{DERIVED: True})
SUM = table("figure_sum", FigureSum, **{DERIVED: True})
COUNTED = table("figure_counted", Counted, **{DERIVED: True})
Index("ix_figure_part_measure_on", PART.c.measure, PART.c.on)

_COLUMNS = tuple(each.name for each in PART.columns)
_SUMMED = tuple(each.name for each in SUM.columns)
_KEYS, _ADDED = _SUMMED[:-2], _SUMMED[-2:]
_OF_THINGS = select(PART).where(PART.c.thing.in_(bindparam("things", expanding=True)))
_OF_THINGS = _OF_THINGS.order_by(PART.c.thing, PART.c.place)
_NO_PARTS = delete(PART).where(PART.c.thing.in_(bindparam("things", expanding=True)))
_STATES = select(COUNTED)
_NO_STATE, _NEW_STATE = delete(COUNTED).where(COUNTED.c.source == bindparam("of")), insert(COUNTED)
_BETWEEN = (PART.c.thing > bindparam("low"), PART.c.thing < bindparam("high"))
_SOME_THINGS = select(PART.c.thing).where(*_BETWEEN).distinct().order_by(PART.c.thing).limit(bindparam("most"))
_NO_SUMS = delete(SUM).where(SUM.c.measure > bindparam("low"), SUM.c.measure < bindparam("high"))
_GROUPS = {
    None: (),
    Dimension.BRAND: (SUM.c.brand,),
    Dimension.MODEL: (SUM.c.brand, SUM.c.model),
    Dimension.MARKET: (),
    Dimension.TECHNICIAN: (SUM.c.technician,),
}
_ADDED_UP = tuple(getattr(PART.c, name) for name in _KEYS if name != "month")
_PARTS_BY_DAY = select(
    *_ADDED_UP, PART.c.on, func.sum(PART.c.amount).label("amount"), func.sum(PART.c.things).label("things")
).group_by(*_ADDED_UP, PART.c.on)
_SUMS = select(SUM)
_CARS_ELSEWHERE = select(PART.c.vin, PART.c.sort).where(PART.c.measure == REGISTERED_IN)
_OF_CARS = select(
    PART.c.vin, PART.c.measure, PART.c.on, PART.c.sort, PART.c.currency, PART.c.amount, PART.c.things
).where(
    PART.c.vin.in_(bindparam("vins", expanding=True)),
    PART.c.measure.in_(bindparam("measures", expanding=True)),
    PART.c.on <= bindparam("ends", type_=IsoDay()),
)
_LISTED = (
    select(PART, VEHICLE.c.plate, VEHICLE.c.variant, VEHICLE.c.number)
    .join_from(PART, VEHICLE, VEHICLE.c.vin == PART.c.vin)
    .where(
        PART.c.measure == bindparam("measure"),
        PART.c.on >= bindparam("begins", type_=IsoDay()),
        PART.c.on <= bindparam("ends", type_=IsoDay()),
    )
    .order_by(PART.c.on.desc(), PART.c.thing, PART.c.place)
)
_STANDING_OF = (PART.c.thing, PART.c.vin, PART.c.brand, PART.c.model, PART.c.sort)
_STANDING = (
    select(*_STANDING_OF, func.max(PART.c.on).label("on"), VEHICLE.c.plate, VEHICLE.c.variant)
    .join_from(PART, VEHICLE, VEHICLE.c.vin == PART.c.vin)
    .where(PART.c.measure == bindparam("measure"), PART.c.on <= bindparam("ends", type_=IsoDay()))
    .group_by(*_STANDING_OF, VEHICLE.c.plate, VEHICLE.c.variant)
    .having(func.sum(PART.c.things) > 0)
    .order_by(func.max(PART.c.on).desc(), PART.c.thing)
)


class Stored(NamedTuple):
    """A contribution as it is kept, without the thing that it is of and its place."""

    vin: str
    measure: str
    on: date
    brand: str
    model: str
    technician: str
    sort: str
    currency: str
    amount: int
    things: int

    @classmethod
    def of(cls, car: Row[Any], told: Contribution) -> "Stored":
        """A contribution of something of a car."""
        given = told.technician, told.sort, told.currency, told.amount, told.count
        return cls(car.vin, told.measure, told.on, car.make or "", car.model or "", *given)

    @property
    def key(self) -> tuple[Any, ...]:
        """The sum to which it is added."""
        return self.measure, month_of(self.on), *self[3:8]


def parts(tx: Transaction, things: Sequence[str]) -> dict[str, list[Stored]]:
    """What is kept of some things."""
    found: dict[str, list[Stored]] = defaultdict(list)
    for row in tx.ask(_OF_THINGS, things=list(things)):
        found[row.thing].append(Stored(*row[2:]))
    return found


def ask_ahead(tx: Transaction, things: Sequence[str]) -> None:
    """Say of which things `keep` will keep something now, so that a server answers it along with another question."""
    tx.ask_ahead(_OF_THINGS, things=list(things))


def keep(tx: Transaction, things: Mapping[str, Sequence[Stored]]) -> None:
    """Keep what some things contribute now, in place of what they did; the sums move by the difference."""
    before = parts(tx, list(things))
    changed = {thing: list(now) for thing, now in things.items() if before.get(thing, []) != list(now)}
    if not changed:
        return
    moved = Counter[tuple[Any, ...]](), Counter[tuple[Any, ...]]()
    for each, sign in _signed(before, changed):
        moved[0][each.key] += sign * each.amount
        moved[1][each.key] += sign * each.things
    if gone := [thing for thing in changed if thing in before]:
        tx.write(_NO_PARTS, things=gone)
    rows = [(thing, at, *_driven(each)) for thing, now in changed.items() for at, each in enumerate(now)]
    pour(tx.connection, PART.name, _COLUMNS, rows)
    sums = [(*key, moved[0][key], count) for key, count in moved[1].items() if moved[0][key] or count]
    add_up(tx.connection, SUM.name, _KEYS, _ADDED, sums)


def _signed(before: Mapping[str, list[Stored]], now: Mapping[str, list[Stored]]) -> Iterable[tuple[Stored, int]]:
    for thing, parts_now in now.items():
        yield from ((each, -1) for each in before.get(thing, ()))
        yield from ((each, 1) for each in parts_now)


def _driven(each: Stored) -> tuple[Any, ...]:
    """A contribution as the driver takes it."""
    return (*each[:2], each.on.isoformat(), *each[3:])


def states(tx: Transaction) -> dict[str, tuple[int, str | None]]:
    """How far each source was counted: the version of its rules, and up to which VIN, or None where all is."""
    return {source: (version, until) for source, version, until in tx.ask_plainly(_STATES)}


def save_state(tx: Transaction, source: str, version: int, until: str | None) -> None:
    """Keep how far a source was counted."""
    tx.write(_NO_STATE, of=source)
    tx.write(_NEW_STATE, source=source, version=version, until=until)


def forget_sums(tx: Transaction, source: str) -> None:
    """Take away the sums of a source, which is counted anew."""
    tx.write(_NO_SUMS, low=f"{source}.", high=f"{source}.{AFTER}")


def forget_parts(tx: Transaction, source: str, most: int) -> bool:
    """Take away what some things of a source contribute, the sums being gone; gives whether there were any."""
    between = {"low": f"{source} ", "high": f"{source} {AFTER}"}
    gone = list(tx.ask(_SOME_THINGS, **between, most=most).scalars())
    if gone:
        tx.write(_NO_PARTS, things=gone)
    return bool(gone)


def forget_all(tx: Transaction) -> None:
    """Take away all that is kept, and that it was counted."""
    for each in (PART, SUM, COUNTED):
        tx.write(delete(each))


def kept_things(tx: Transaction, source: str) -> set[str]:
    """All things of a source of which something is kept."""
    between = {"low": f"{source} ", "high": f"{source} {AFTER}"}
    return set(tx.ask(_SOME_THINGS.limit(None), **between).scalars())


def sums(
    tx: Transaction, measures: Sequence[str], levels: Sequence[str], first: int, last: int, by: Dimension | None
) -> list[SumRow]:
    """The sums of some measures from a month to another, and of levels from their beginning, by a dimension."""
    groups = _GROUPS[by]
    columns: tuple[Any, ...] = (SUM.c.measure, SUM.c.month, SUM.c.sort, SUM.c.currency, *groups)
    asked = select(*columns, func.sum(SUM.c.amount).label("summed"), func.sum(SUM.c.things).label("counted"))
    asked = asked.where(SUM.c.month <= last).group_by(*columns)
    flows = asked.where(SUM.c.measure.in_(list(measures)), SUM.c.month >= first)
    rows = [*tx.ask(flows), *(tx.ask(asked.where(SUM.c.measure.in_(list(levels)))) if levels else ())]
    return [_sum_row(row) for row in rows if row.summed or row.counted]  # what was taken back leaves nothing


def _sum_row(row: Sequence[Any]) -> SumRow:
    measure, month, sort, currency, *groups, amount, things = row
    return SumRow(measure, month, sort, group_of(*groups), currency, int(amount), int(things))


def elsewhere(tx: Transaction, measures: Sequence[str], levels: Sequence[str], first: int, last: int) -> list[SumRow]:
    """The same sums of the cars of other markets than the dealer's alone, each by its country."""
    countries = {row.vin: row.sort for row in tx.ask(_CARS_ELSEWHERE)}
    found: dict[tuple[str, int, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for vins in batched(sorted(countries), AT_ONCE):
        asked = {"vins": list(vins), "measures": [*measures, *levels], "ends": first_of(last + 1) - timedelta(days=1)}
        for row in tx.ask(_OF_CARS, **asked):
            month = month_of(row.on)
            if month >= first or row.measure in levels:
                of = found[row.measure, month, row.sort, countries[row.vin], row.currency]
                of[0] += row.amount
                of[1] += row.things
    return [SumRow(*key, amount, things) for key, (amount, things) in found.items()]


def wrong_sums(tx: Transaction) -> list[str]:
    """The measures and months whose sum is not that of what is kept of their things."""
    counted: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    for row in tx.ask(_PARTS_BY_DAY):
        key = row.measure, month_of(row.on), row.brand, row.model, row.technician, row.sort, row.currency
        counted[key][0] += int(row.amount)
        counted[key][1] += int(row.things)
    kept = {tuple(row[:-2]): [row.amount, row.things] for row in tx.ask(_SUMS)}
    keys = kept.keys() | counted.keys()
    nothing = [0, 0]
    return [f"{key[0]} {key[1]}" for key in sorted(keys) if kept.get(key, nothing) != counted.get(key, nothing)]


def listed(tx: Transaction, measure: str, begins: date, ends: date) -> list[Row[Any]]:
    """What contributes to a measure between two days, the latest first, each with its car."""
    return list(tx.ask(_LISTED, measure=measure, begins=begins, ends=ends).all())


def standing(tx: Transaction, measure: str, ends: date) -> list[Row[Any]]:
    """What stood in a level on a day, the last that came first, each with its car."""
    rows: Iterable[Any] = tx.ask(_STANDING, measure=measure, ends=ends)
    return list(rows)
