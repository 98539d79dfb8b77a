"""Owners' logbooks beside their charging: visits to workshops and readings, from LubeLogger's and MyGarage's CSV.

LubeLogger: columns and their other names are those of hargata/lubelog (Models/Shared/ImportModel.cs,
MapProfile/ImportMappers.cs); values stand as the server's culture writes them, the odometer has no unit and is read in
the market's own, and 0 is none. MyGarage: columns are those of homelabforge/mygarage, backend/app/routes/export.py; the
name of a column says its unit, and the lines of one visit are rows of the same day, odometer and vendor.

Neither file says which car it is of, so the caller does. A visit moves no clock of a schedule: what was done stands in
free words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path

from lifecycle_desk.base import clock
from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.offers import Choices, Group, Reader
from lifecycle_desk.commands.options import CURRENCY, DATES, VIN
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.knowing import by_columns
from lifecycle_desk.files.large_tables import open_roll
from lifecycle_desk.files.looking import rolled
from lifecycle_desk.files.spreadsheets import ColumnMissing
from lifecycle_desk.language.typed_days import NoSuchDay
from lifecycle_desk.schedules.usecases.logged import Entry, check_entry, take_in_entries
from lifecycle_desk.stages.charging.imports.interchange.columns import columns_of
from lifecycle_desk.stages.charging.imports.interchange.rows import (
    MOST_KM,
    CellEmpty,
    Row,
    Table,
    table_of,
)
from lifecycle_desk.stages.charging.imports.interchange.taking_in import habits_of
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.tables import life

LONGEST_NOTE = 10_000
MOST_ENTRIES = 20_000  # of one car's logbook
LUBELOGGER_NAMES = {
    "date": ("date",),
    "day": ("day",),
    "month": ("month",),
    "year": ("year",),
    "odometer": ("odometer", "odo"),
    "description": ("description",),
    "cost": ("cost", "total cost", "totalcost", "total price"),
    "notes": ("notes", "note"),
    "tags": ("tags",),
}
MYGARAGE_NAMES = {
    "version": ("units_version",),
    "units": ("unit_system",),
    "date": ("date",),
    "km": ("odometer (km)", "reading (km)"),
    "miles": ("mileage", "reading"),
    "description": ("description",),
    "category": ("category",),
    "cost": ("cost",),
    "vendor": ("vendor",),
    "notes": ("notes",),
}
NUMBERS = {"odometer": MOST_KM, "km": MOST_KM, "miles": MOST_KM, "cost": None}

CarNotNamed = objection(
    "CarNotNamed", N_("%(file)s does not say which vehicle it belongs to: set it with --vin."), "vin", file=str
)
TooManyEntries = objection(
    "TooManyEntries",
    N_("%(file)s has more than %(most)s entries, too many for one vehicle’s logbook. Please split it."),
    file=str,
    most=int,
)


@dataclass(frozen=True, slots=True)
class LogbookRow:
    """An entry as rows of a file tell it: the first row's line, how many rows they are, and what makes its key."""

    line: int
    on: date
    named: tuple[str, ...]
    odometer: Distance | None = None
    note: str = ""
    workshop: str = ""
    cost: Money | None = None
    rows: int = 1
    at: Mapping[str, str | None] = field(default_factory=dict, compare=False)


def _lubelogger(row: Row, *, is_visit: bool) -> LogbookRow:
    on = _day(row)
    reading = row.distance("odometer", row.table.habits.distance)
    odometer = reading if reading and reading.value else None
    description, notes, tags = (row.text(name, LONGEST_NOTE) for name in ("description", "notes", "tags"))
    note = " · ".join(filter(None, (description, notes, tags)))
    named = (description.casefold(),) if is_visit else (str(odometer.value) if odometer else "",)
    cost = row.money("cost") if is_visit else None
    return LogbookRow(row.line, on, named, odometer, note, cost=cost)


def _day(row: Row) -> date:
    if "date" in row.table.columns.at:
        return row.begins("date").at.date()
    parts = [row.text(name) for name in ("year", "month", "day")]
    if not all(parts):
        raise Fault("day", CellEmpty())
    try:
        return date(*map(int, parts))
    except ValueError:
        raise Fault("day", NoSuchDay("-".join(parts)[:40])) from None


def _mygarage(row: Row, *, is_visit: bool) -> LogbookRow:
    on = row.begins("date").at.date()
    odometer = row.distance("km", LengthUnit.KM) or row.distance("miles", LengthUnit.MILES)
    vendor = row.text("vendor")
    parts = [row.text(name, LONGEST_NOTE) for name in ("category", "description", "notes")]
    driven = f"{odometer.value} {odometer.unit.value}" if odometer else ""
    named = (vendor.casefold(), driven) if is_visit else (driven,)
    cost = row.money("cost") if is_visit else None
    return LogbookRow(row.line, on, named, odometer, " · ".join(filter(None, parts)), vendor, cost)


@dataclass(frozen=True, slots=True)
class _Form:
    """A kind of logbook: its columns, which of them it cannot do without, and how its rows become entries.

    `shown_by` are the columns that together show a file to be of this kind.
    """

    kind: str
    title: str
    about: str
    shown_by: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    read: Callable[..., LogbookRow]
    is_visit: bool
    native: str | None = None
    joined: bool = False  # rows of the same day and name are lines of one visit


LUBELOGGER = (
    ("service", N_("LubeLogger services"), N_("LubeLogger service records, as CSV.")),
    ("repair", N_("LubeLogger repairs"), N_("LubeLogger repair records, as CSV.")),
    ("upgrade", N_("LubeLogger upgrades"), N_("LubeLogger upgrade records, as CSV.")),
)
FORMS = (
    *(
        _Form(
            f"lubelogger-{what}", title, about, ("odometer", "description"), LUBELOGGER_NAMES, ("description",),
            _lubelogger, is_visit=True,
        )
        for what, title, about in LUBELOGGER
    ),
    _Form(
        "lubelogger-odometer", N_("LubeLogger odometer readings"), N_("LubeLogger odometer records, as CSV."),
        ("date", "odometer"), LUBELOGGER_NAMES, ("odometer",), _lubelogger, is_visit=False,
    ),
    _Form(
        "mygarage-service", N_("MyGarage services"), N_("MyGarage service records, as CSV."),
        ("date", "description", "vendor"), MYGARAGE_NAMES, ("date", "description"), _mygarage, is_visit=True,
        native=".", joined=True,
    ),
    _Form(
        "mygarage-odometer", N_("MyGarage odometer readings"), N_("MyGarage odometer records, as CSV."),
        ("date", "units_version"), MYGARAGE_NAMES, ("date",), _mygarage, is_visit=False, native=".",
    ),
)  # fmt: skip


def _taking_in(form: _Form) -> Callable[[UserSession, Path, Choices], Steps[Result[Taken]]]:
    def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
        check_file(path, most=None)
        table = _opened(form, path, user, choices)
        taken = Taken(form.kind, path.name, warnings=list(table.roll.notes), read_as=table.read_as)
        read = partial(form.read, is_visit=form.is_visit)
        lines = list(told_lines(table, read, taken))
        if form.joined:
            lines = list(_joined(lines))
        return (yield from recorded_lines(user, path, choices, taken, lines, is_visit=form.is_visit))

    return take_in


def _opened(form: _Form, path: Path, user: UserSession, choices: Choices) -> Table:
    known = {name for names in form.names.values() for name in names}
    habits = habits_of(user, choices)
    roll = open_roll(path, known, habits.market)
    columns = columns_of(roll.header, form.names, form.needed, line=roll.head)
    if "date" not in columns.at and not columns.at.keys() >= {"day", "month", "year"}:
        raise ColumnMissing("Date", roll.head)
    if not form.is_visit and not columns.at.keys() & {"odometer", "km", "miles"}:
        raise ColumnMissing("Reading (km)", roll.head)
    return table_of(roll, columns, habits, NUMBERS, ("date",), native=form.native)


def told_lines(table: Table, read: Callable[[Row], LogbookRow], taken: Taken) -> Iterator[LogbookRow]:
    """The rows of a table as lines of a logbook; those that cannot be read are refused."""
    today = clock.now().astimezone(table.habits.zone).date()
    for got in table.roll.rows(table.columns.spoken):
        taken.rows += 1
        if taken.rows > MOST_ENTRIES:
            raise TooManyEntries(table.roll.path.name, MOST_ENTRIES)
        if isinstance(got, Refused):
            taken.refused.append(got)
            continue
        line, cells = got
        table.dated.days  # noqa: B018 (what all rows decide is decided before one is looked at, and refuses the file)
        try:
            made = read(Row(table, line, cells, today, []))
        except Fault as fault:
            taken.refused.append(Refused(line, table.columns.spelt(fault.at), fault.why))
        else:
            at = {name: table.columns.spelt(name) for name in table.columns.at}
            yield replace(made, at=at)


def _joined(lines: Iterable[LogbookRow]) -> Iterator[LogbookRow]:
    """Lines of one visit as one entry: its words one after the other, its costs summed."""
    visits: dict[tuple[object, ...], list[LogbookRow]] = {}
    for each in lines:
        visits.setdefault((each.on, each.named), []).append(each)
    for some in visits.values():
        paid = [each.cost for each in some if each.cost]
        cost = sum(paid[1:], start=paid[0]) if paid else None
        note = "; ".join(sorted({each.note for each in some if each.note}))  # in any order of rows
        yield replace(some[0], note=note, cost=cost, rows=len(some))


def recorded_lines(
    user: UserSession,
    path: Path,
    choices: Choices,
    taken: Taken,
    lines: list[LogbookRow],
    *,
    is_visit: bool,
    of: list[str] | None = None,
) -> Steps[Result[Taken]]:
    """Take in a logbook, every line checked before one is written; `of` is whose each is, else the caller says."""
    if of is None and not choices.vin:
        raise CarNotNamed(path.name)
    good: list[tuple[LogbookRow, Entry]] = []
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, IMPORT)
        car = str(life.row(tx, vins.canonical(choices.vin)).vin) if choices.vin else ""
        cars = [car] * len(lines) if of is None else of
        for line, entry in zip(lines, _entries(taken.kind, lines, cars, is_visit=is_visit), strict=True):
            try:
                check_entry(tx, entry)
            except Objection as why:
                taken.refused.append(Refused(line.line, _spelt(line, why.at), why))
                taken.refused += (Refused(line.line, _spelt(line, why.at), why) for _ in range(line.rows - 1))
            else:
                good.append((line, entry))
    taken.refused.sort(key=lambda each: each.line)
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    done = yield from take_in_entries(user, [entry for _, entry in good], dry_run=not taken.written)
    for (line, _), became in zip(good, done.value, strict=True):
        setattr(taken, became.value, getattr(taken, became.value) + line.rows)
    return Result(taken, done.warnings)


def _spelt(line: LogbookRow, name: str | None) -> str | None:
    """The file's own name of what an entry is refused for."""
    wanted = {"on": ("date", "day"), "odometer": ("odometer", "km", "miles"), "note": ("description", "notes"),
              "workshop": ("vendor", "workshop")}.get(name or "", ())  # fmt: skip
    return next((line.at[each] for each in wanted if each in line.at), None)


def _entries(kind: str, lines: list[LogbookRow], cars: list[str], *, is_visit: bool) -> Iterator[Entry]:
    """The lines as entries, with keys that stay when the file is shuffled or grows.

    Entries of the same day and name are told apart by their number, in the order of what else they say.
    """
    alike: dict[tuple[object, ...], list[int]] = {}
    for place, (line, car) in enumerate(zip(lines, cars, strict=True)):
        alike.setdefault((car, line.on, line.named), []).append(place)
    numbers = dict[int, int]()
    for places in alike.values():
        for number, place in enumerate(sorted(places, key=lambda at: _order(lines[at])), 1):
            numbers[place] = number
    for place, (line, car) in enumerate(zip(lines, cars, strict=True)):
        named = blake2b("\0".join(line.named).encode(), digest_size=8).hexdigest()
        key = f"{line.on}/{named}" + (f"/{numbers[place]}" if numbers[place] > 1 else "")
        yield Entry(car, kind, key, line.on, is_visit, line.odometer, line.note, line.workshop, line.cost)


def _order(line: LogbookRow) -> tuple[object, ...]:
    return (line.odometer.km if line.odometer else 0, line.cost.minor if line.cost else 0, line.note)


def _reader(form: _Form) -> Reader:
    known = tuple(name for names in form.names.values() for name in names)
    return Reader(
        form.kind,
        form.about,
        _taking_in(form),
        (VIN, DATES, CURRENCY),
        title=form.title,
        group=Group.LOGBOOKS,
        knows=by_columns(known, form.shown_by, without=("vin",)),
        lines=rolled(known),
        by_parts=True,
    )


READERS = tuple(map(_reader, FORMS))
