"""Tables of anybody's on their way in, by what their rows are: sessions, visits, readings, vehicles, customers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from lifecycle_desk.base import clock
from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.quantities import LengthUnit
from lifecycle_desk.base.said import in_text
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.offers import Choices, Lines, Reader
from lifecycle_desk.commands.options import CURRENCY, DATES, VIN
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.stages.charging.imports.interchange.logbooks import (
    LONGEST_NOTE,
    LogbookRow,
    recorded_lines,
    told_lines,
)
from lifecycle_desk.stages.charging.imports.interchange.mapped import KIND, Opened, day_told, opened_by, rows_as
from lifecycle_desk.stages.charging.imports.interchange.options import MAP, MAPPING
from lifecycle_desk.stages.charging.imports.interchange.rows import Row
from lifecycle_desk.stages.charging.imports.interchange.taking_in import habits_of, recorded
from lifecycle_desk.stages.charging.imports.rules.mappings import MappingNeeded, Target
from lifecycle_desk.vehicle.interchange import vehicles
from lifecycle_desk.vehicle.interchange.vehicles import CodeUnknown
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.people import Person, check_person
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.customers import take_in_person
from lifecycle_desk.vehicle.usecases.listed import KnownPeople

AT_ONCE = 200  # customers of one transaction
TEXTS = ("name", "phone", "email", "address", "tax_id")


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in a table; without a mapping it is only tried, and what is proposed is told."""
    check_file(path)
    opened = opened_by(path, habits_of(user, choices))
    if not (choices.mapping or choices.dry_run):
        raise MappingNeeded(path.name, opened.target.value, opened.said)
    if opened.target is Target.SESSIONS:
        done = yield from recorded(user, KIND, path, choices)
        return Result(done.value.taken, done.warnings)
    return (yield from TAKING_IN[opened.target](user, path, choices, opened))


def _logged(user: UserSession, path: Path, choices: Choices, opened: Opened, *, is_visit: bool) -> Steps[Result[Taken]]:
    table = opened.table()
    taken = Taken(KIND, path.name, warnings=list(opened.roll.notes), read_as=table.read_as | {"mapping": opened.said})
    read = partial(_visit if is_visit else _reading, named=opened.mapping.columns.get("on", ""))
    given: dict[int, str] = {}
    lines = []
    with user.store.reading() as tx:
        for line in told_lines(table, partial(_with_car, read, given), taken):
            try:
                if "vin" in table.columns.at:
                    given[line.line] = str(life.row(tx, vins.canonical(given[line.line])).vin)
            except Objection as why:
                taken.refused.append(Refused(line.line, table.columns.spelt("vin"), why))
            else:
                lines.append(line)
    of = [given[line.line] for line in lines] if "vin" in table.columns.at and not choices.vin else None
    return (yield from recorded_lines(user, path, choices, taken, lines, is_visit=is_visit, of=of))


def _with_car(read: Callable[[Row], LogbookRow], given: dict[int, str], row: Row) -> LogbookRow:
    given[row.line] = row.text("vin")
    return read(row)


def _visit(row: Row, named: str) -> LogbookRow:
    line = _reading(row, named)
    workshop = row.text("workshop")
    return replace(line, named=(named, *line.named[1:], workshop.casefold(), line.note.casefold()), workshop=workshop,
                   cost=row.money("cost"))  # fmt: skip


def _reading(row: Row, named: str) -> LogbookRow:
    on = day_told(row, "on").date()
    odometer = row.distance("odometer_km", LengthUnit.KM) or row.distance("odometer_mi", LengthUnit.MILES)
    note = " · ".join(filter(None, (row.text(name, LONGEST_NOTE) for name in ("note", "more"))))
    driven = f"{odometer.value} {odometer.unit.value}" if odometer else ""
    return LogbookRow(row.line, on, (named, driven), odometer, note)


def _vehicles(user: UserSession, path: Path, choices: Choices, opened: Opened) -> Steps[Result[Taken]]:
    """Vehicles go the way of our own list, under its captions; faults are told under the file's own."""
    with TemporaryDirectory() as folder:
        place = Path(folder, path.name)
        with place.open("w", encoding="utf-8", newline="") as to:
            rows_as(opened, {name: name for name in vehicles.HEADER}, to)
        done = yield from vehicles.take_in(user, place, replace(choices, dates=opened.habits.dates))
    spelt = opened.mapping.columns
    done.value.refused = [replace(each, field=spelt.get(each.field or "", each.field)) for each in done.value.refused]
    done.value.kind = KIND
    done.value.read_as |= {"mapping": opened.said}
    return done


def _customers(user: UserSession, path: Path, choices: Choices, opened: Opened) -> Steps[Result[Taken]]:
    table = opened.table()
    taken = Taken(KIND, path.name, warnings=list(opened.roll.notes), read_as=table.read_as | {"mapping": opened.said})
    good: list[Person] = []
    today = clock.now().astimezone(table.habits.zone).date()
    for got in table.roll.rows(table.columns.spoken):
        taken.rows += 1
        if isinstance(got, Refused):
            taken.refused.append(got)
            continue
        line, cells = got
        try:
            good.append(_person(Row(table, line, cells, today, [])))
        except Fault as fault:
            taken.refused.append(Refused(line, table.columns.spelt(fault.at), fault.why))
        except Objection as why:
            taken.refused.append(Refused(line, table.columns.spelt(why.at), why))
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, IMPORT)
        known = KnownPeople.of(tx)
    notes: dict[str, Objection] = {}
    for first in range(0, len(good), AT_ONCE):
        with user.store.writing(user.staff) as tx:
            user.authorise(tx, IMPORT)
            for person in good[first : first + AT_ONCE]:
                if known.find(person) or _is_there(known, person):
                    taken.known += 1
                    continue
                taken.new += 1
                known.add(person, take_in_person(tx, person))
            notes |= {each.rule: each for each in tx.warnings}
            if not taken.written:
                tx.undo()
        yield Step(min(first + AT_ONCE, len(good)), len(good))
        user.store.give_way()
    return Result(taken, tuple(notes.values()))


def _is_there(known: KnownPeople, person: Person) -> bool:
    """Whether somebody without a phone is there already by the very name: a list that comes again adds nobody."""
    return not person.phone and known.has(person)


def _person(row: Row) -> Person:
    language = None
    if given := row.text("language"):
        code = given.casefold().replace("-", "_")
        found = next((each for each in LANGUAGES if each.casefold() == code), None)
        if found is None:
            raise Fault("language", CodeUnknown(given, in_text(LANGUAGES)))
        language = found
    texts = [row.text(name) for name in TEXTS]
    person = Person(texts[0], phone=texts[1], email=texts[2], address=texts[3], tax_id=texts[4], language=language)
    check_person(person)
    return person


TAKING_IN: dict[Target, Callable[[UserSession, Path, Choices, Opened], Steps[Result[Taken]]]] = {
    Target.SERVICES: partial(_logged, is_visit=True),
    Target.READINGS: partial(_logged, is_visit=False),
    Target.VEHICLES: _vehicles,
    Target.CUSTOMERS: _customers,
}


def _lines(user: UserSession, path: Path, choices: Choices) -> Lines:
    """The columns of a table that have a meaning, and its rows as they stand in these."""
    opened = opened_by(path, habits_of(user, choices))
    wanted = [column.casefold() for column in opened.mapping.columns.values()]
    places = [place for place, name in enumerate(opened.roll.header) if name.casefold() in wanted]

    def rows() -> Iterator[tuple[int, Sequence[str]] | Refused]:
        for row in opened.roll.rows(range(len(opened.roll.header))):
            yield row if isinstance(row, Refused) else (row[0], tuple(row[1][place] for place in places))

    return tuple(opened.roll.header[place] for place in places), rows()


READER = Reader(
    KIND,
    N_("Any table, CSV or xlsx, with column mapping: sessions, services, readings, vehicles, customers."),
    take_in,
    (VIN, MAP, MAPPING, DATES, CURRENCY),
    title=N_("Any table with column mapping"),
    lines=_lines,
    by_parts=True,
)
