"""Columns of an evcc file: by captions in any of evcc's languages, else by evcc's order, if proved.

Orders and captions are dated data (resources/charging/evcc.toml, read from evcc's own history). A file whose captions
are not all known is read in the order of its width only where its own rows show that it is that one: the cost of a
session is its energy times its price per kWh, and its energy is the difference of the meter's two readings. An order
that no row shows is asked.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.resources import resource
from lifecycle_desk.files.large_tables import Roll
from lifecycle_desk.stages.charging.imports.interchange.columns import Columns, columns_of, placed
from lifecycle_desk.stages.charging.imports.interchange.moments import day_of
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits
from lifecycle_desk.stages.charging.imports.interchange.rows import MOST_KM, MOST_KWH, MOST_PERCENT, Table, table_of

NEEDED = ("created", "finished", "energy")
READ = (*NEEDED, "point", "identifier", "vehicle", "odometer", "soc_start", "soc_end", "price")
BEFORE_ENERGY = frozenset({"created", "finished", "point", "identifier", "vehicle", "odometer", "energy"})
NUMBERS: Mapping[str, int | None] = {
    "odometer": MOST_KM,
    "meter_start": None,
    "meter_stop": None,
    "energy": MOST_KWH,
    "soc_start": MOST_PERCENT,
    "soc_end": MOST_PERCENT,
    "solar": MOST_PERCENT,
    "price": None,
    "price_per_kwh": None,
}
MOMENTS = ("created", "finished")
BY_ORDER, BY_NAME = "order", "named"
ROWS_TRIED = 500
MICRO = 6  # decimal places at which a proof is reckoned
WRITTEN = Decimal("0.001")  # three decimals of each figure until February 2026, four since then
MISSES_IN = 10  # one row in ten may not fit: a session that evcc closed after a restart has lost a part
LEAST_KNOWN = 3  # captions, by which a file with others is evcc's all the same

NotEvcc = objection(
    "NotEvcc",
    N_("%(file)s contains no evcc sessions: its columns match neither evcc’s names nor its order."),
    file=str,
)


class OrderNotProved(Objection):
    """Columns that are not known by name, and whose figures do not show that they stand in evcc's order."""

    message = N_(
        "Column “%(column)s” is not recognised. It may be evcc’s “%(one)s” or something else, and no "
        "row proves it. Use --columns order if it is, or --columns named to read only columns with "
        "known names."
    )
    column: str
    one: str


@dataclass(frozen=True, slots=True)
class Layout:
    """evcc's columns: the orders that it has had, by their number, and the captions of each, in small letters."""

    orders: Mapping[int, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    english: Mapping[str, str]


@lru_cache(maxsize=1)
def layout() -> Layout:
    """The dated data."""
    told = tomllib.loads(resource("charging/evcc.toml").read_text("utf-8"))
    captions: dict[str, dict[str, str]] = told["captions"]
    english = {
        name: next((caption for caption, languages in each.items() if "en" in languages.split()), next(iter(each)))
        for name, each in captions.items()
    }
    return Layout(
        {len(each["columns"]): tuple(each["columns"]) for each in told["orders"]},
        {name: tuple(caption.casefold() for caption in each) for name, each in captions.items()},
        english,
    )


def names() -> Mapping[str, Sequence[str]]:
    """The captions of each column, in small letters."""
    return layout().names


def stored_too() -> frozenset[str]:
    """The columns that are kept beside a session as they stand."""
    return frozenset(names()) - set(READ)


def evcc_columns(roll: Roll, habits: Habits) -> Columns:
    """The columns of a file; refuses one that is not evcc's, and one that leaves open which column is which."""
    named = columns_of(roll.header, names(), (), stored_too(), roll.head)
    enough = named.at.keys() >= set(NEEDED)
    order = layout().orders.get(len(roll.header))
    if order is None or not _agrees(named, order) or habits.columns == BY_NAME:
        if enough:
            return named
        raise NotEvcc(roll.path.name)
    unknown = [name for name in order if name in READ and name not in named.at]
    if not unknown:
        return named
    columns = placed(roll.header, {name: place for place, name in enumerate(order)}, stored_too())
    if habits.columns == BY_ORDER:
        return columns
    if not _looks_like(roll) and not enough:
        raise NotEvcc(roll.path.name)
    if left := _not_proved(roll, columns, habits, unknown):
        if not enough and len(named.at) < LEAST_KNOWN:
            raise NotEvcc(roll.path.name)
        raise OrderNotProved(columns.header[columns.at[left]], layout().english[left])
    return columns


def _agrees(named: Columns, order: Sequence[str]) -> bool:
    """Whether every caption that is known stands where the order has it."""
    return all(place < len(order) and order[place] == name for name, place in named.at.items())


def _looks_like(roll: Roll) -> bool:
    """Whether the first row begins with a moment."""
    first = next((row for row in roll.rows(range(len(roll.header))) if not isinstance(row, Refused)), None)
    return first is None or first[1][0][4:5] == "-" or bool(day_of(first[1][0]))


def _not_proved(roll: Roll, columns: Columns, habits: Habits, unknown: Sequence[str]) -> str | None:
    """The first of some unknown columns that says something and that no row proves; None where all are proved."""
    try:
        table = table_of(roll, columns, habits, NUMBERS, MOMENTS)
    except Objection:
        return unknown[0]
    rows = [row[1] for row in islice(roll.rows(columns.spoken), ROWS_TRIED) if not isinstance(row, Refused)]
    if _proves(table, rows, _cost):
        return None
    proved = BEFORE_ENERGY if _proves(table, rows, _meter) else frozenset()
    said = (name for name in unknown if name not in proved and any(cells[columns.at[name]].strip() for cells in rows))
    return next(said, None)


type _Figures = Mapping[str, Decimal | None]
type _Relation = Callable[[_Figures], bool | None]


def _proves(table: Table, rows: Sequence[Sequence[str]], fits: _Relation) -> bool:
    """Whether a relation holds in the rows that tell all its parts."""
    told = [
        made for cells in rows if (made := fits({name: _figure(table, cells, name) for name in NUMBERS})) is not None
    ]
    return any(told) and told.count(False) * MISSES_IN <= len(told)


def _figure(table: Table, cells: Sequence[str], name: str) -> Decimal | None:
    place = table.columns.at.get(name)
    text = cells[place].strip() if place is not None else ""
    try:
        return Decimal(table.figures.scaled(text, MICRO)).scaleb(-MICRO) if text else None
    except Objection:
        return None


def _cost(told: _Figures) -> bool | None:
    """Whether the cost is the energy times the price; None where one of them is missing or nothing."""
    energy, price, each = told["energy"], told["price"], told["price_per_kwh"]
    if not (energy and price and each):
        return None
    return abs(price - energy * each) <= WRITTEN * (1 + abs(energy) + abs(each))


def _meter(told: _Figures) -> bool | None:
    """Whether the energy is what the meter went on by."""
    energy, start, stop = told["energy"], told["meter_start"], told["meter_stop"]
    if not (energy and stop) or start is None:
        return None
    return abs(stop - start - energy) <= 3 * WRITTEN
