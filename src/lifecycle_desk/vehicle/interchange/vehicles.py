"""Vehicles as CSV: our own columns, of which only the VIN is needed; taken in from dealers' lists, and given out."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.commands.offers import Choices, Group, Reader, Writer
from lifecycle_desk.commands.options import DATES, VIN, WITHOUT_PEOPLE
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.files.amounts import NumberTwoWays
from lifecycle_desk.files.days import Days, days_of
from lifecycle_desk.files.knowing import by_columns
from lifecycle_desk.files.looking import sheeted
from lifecycle_desk.files.spreadsheets import BOM, Sheet, open_sheet, written
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.language.reading import NumberNotUnderstood
from lifecycle_desk.vehicle.rules import life, odometer, vin
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.rules.people import LONGEST_NAME, Person, check_person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import lists as vehicle_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.life import Description
from lifecycle_desk.vehicle.usecases.listed import Listed, Outcome, take_in_list

KIND = "vehicles"
HEADER = (
    "vin", "original_vin", "make", "model", "variant", "model_year", "energy", "battery_chemistry",
    "battery_usable_kwh", "battery_code", "plate", "arrived_on", "sold_on", "first_registered_on", "odometer_km",
    "owner_name", "owner_phone", "owner_language",
)  # fmt: skip
DAYS = ("arrived_on", "sold_on", "first_registered_on")
TEXTS = ("make", "model", "variant", "battery_code", "plate", "owner_name", "owner_phone")
WHOLE = re.compile(r"[0-9]{1,9}")
GROUPED = re.compile(r"([0-9]{1,3})[.,]([0-9]{3})")
KWH = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,3}))?")
YEAR = re.compile(r"[0-9]{4}")
ROWS_A_STEP, PAGE = 500, 500

CodeUnknown = objection("CodeUnknown", N_("“%(given)s” is not one of %(codes)s."), given=str, codes=NamesInText)
VinMissing = objection("VinMissing", N_("The row has no VIN."))
VinTwice = objection("VinTwice", N_("Line %(line)s conflicts with this row for the same VIN."), line=int)


class _Field(Exception):  # noqa: N818 (it only carries an objection to its row)
    """A cell that cannot be read: its column, and why."""


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in a list: read and checked whole before anything is written, then poured."""
    _allow(user, IMPORT)
    sheet = open_sheet(path, HEADER, ("vin",), dealer(user.store).market)
    days = days_of(_cells(sheet, DAYS), choices.dates)
    taken = Taken(KIND, sheet.file, warnings=list(sheet.notes), read_as=sheet.read_as | days.read_as)
    today = today_at(user)
    good: dict[str, tuple[int, Listed]] = {}
    for row in sheet.rows():
        taken.rows += 1
        read = _read(row, days, today, good)
        if isinstance(read, Refused):
            taken.refused.append(read)
        elif read is None:
            taken.known += 1
        else:
            good[read[1].vin] = read
        if taken.rows % ROWS_A_STEP == 0:
            yield Step(taken.rows)
    done = yield from _pour(user, [listed for _, listed in good.values()], taken, choices)
    return Result(taken, done)


def _pour(user: UserSession, rows: list[Listed], taken: Taken, choices: Choices) -> Steps[tuple[Objection, ...]]:
    """Write the good rows where that is wanted, and count what became of them in any case; gives the warnings."""
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    done = yield from take_in_list(user, rows, dry_run=not taken.written)
    taken.new = done.value[Outcome.NEW]
    taken.changed = done.value[Outcome.CHANGED]
    taken.known += done.value[Outcome.KNOWN]
    return done.warnings


def _allow(user: UserSession, right: Right) -> None:
    """Refuse who may not, before a long file is read."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, right)


def _cells(sheet: Sheet, columns: tuple[str, ...]) -> Iterator[str]:
    """The cells of some columns that say something."""
    for row in sheet.rows():
        if not isinstance(row, Refused):
            yield from (cell for column in columns if (cell := row[1].get(column)))


def _read(
    row: tuple[int, dict[str, str]] | Refused, days: Days, today: date, good: dict[str, tuple[int, Listed]]
) -> tuple[int, Listed] | Refused | None:
    """A row as a vehicle, or refused; None where an earlier row says just the same."""
    if isinstance(row, Refused):
        return row
    line, cells = row
    try:
        listed = listed_of(cells, days, today)
    except _Field as fault:
        column, why = fault.args
        return Refused(line, column, why)
    if listed.vin not in good:
        return line, listed
    earlier, before = good[listed.vin]
    return None if before == listed else Refused(line, "vin", VinTwice(earlier))


def listed_of(cells: dict[str, str], days: Days, today: date) -> Listed:
    """A vehicle from the cells of a row; raises for the first cell that cannot be read."""

    def read[Value](column: str, how: Callable[[str], Value]) -> Value | None:
        try:
            return how(text) if (text := cells.get(column, "")) else None
        except Objection as why:
            raise _Field(column, why) from None

    of = read("vin", vin.canonical)
    if of is None:
        raise _Field("vin", VinMissing())
    texts = {column: read(column, _text) or "" for column in TEXTS}
    dates = {column: read(column, lambda text: _day(text, days, today)) for column in DAYS}
    described = Description(
        make=texts["make"],
        model=texts["model"],
        variant=texts["variant"],
        model_year=read("model_year", lambda text: _year(text, today)),
        energy=read("energy", lambda text: _code(text, Energy)),
        chemistry=read("battery_chemistry", lambda text: _code(text, Chemistry)),
        usable_wh=read("battery_usable_kwh", _watt_hours),
        original_vin=read("original_vin", vin.canonical),
    )
    return Listed(
        of,
        described,
        texts["battery_code"] or None,
        texts["plate"] or None,
        **dates,
        odometer=read("odometer_km", _kilometres),
        owner=_owner(texts, read("owner_language", _language)),
    )


def _owner(texts: dict[str, str], language: str | None) -> Person | None:
    if not (texts["owner_name"] or texts["owner_phone"] or language):
        return None
    person = Person(texts["owner_name"], phone=texts["owner_phone"], language=language)
    try:
        check_person(person)
    except Objection as why:
        raise _Field(f"owner_{why.at}", why) from None
    return person


def _text(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise TextTooLong(len(text), LONGEST_NAME)
    return text


def _day(text: str, days: Days, today: date) -> date:
    made = days.read(text, today)
    life.check_day(made, today)
    return made


def _year(text: str, today: date) -> int:
    if not YEAR.fullmatch(text) or not vin.FIRST_YEAR <= int(text) <= today.year + 2:
        raise NumberNotUnderstood(text, str(today.year))
    return int(text)


def _code[Code: (Energy, Chemistry)](text: str, codes: type[Code]) -> Code:
    for code in codes:
        if text.casefold() == code.value.casefold():
            return code
    raise CodeUnknown(text, in_text(code.value for code in codes))


def _language(text: str) -> str:
    for code in LANGUAGES:
        if text.casefold().replace("-", "_") == code.casefold():
            return code
    raise CodeUnknown(text, in_text(LANGUAGES))


def _watt_hours(text: str) -> int:
    """A battery's energy: below 1,000 kWh a point or comma can only part decimals."""
    found = KWH.fullmatch(text)
    if not found:
        raise NumberNotUnderstood(text, "64.5")
    return int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))


def _kilometres(text: str) -> Distance:
    """Whole kilometres in plain digits; what could be groups or decimals is refused with both readings."""
    if found := GROUPED.fullmatch(text):
        raise NumberTwoWays(text, int(found[1] + found[2]), Decimal(f"{found[1]}.{found[2]}"))
    if not WHOLE.fullmatch(text):
        raise NumberNotUnderstood(text, "12345")
    made = Distance(int(text))
    odometer.kilometres(made)
    return made


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """All vehicles as CSV, or one; in the order in which they came into the books."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, EXPORT)
        yield BOM + written([HEADER])
        if asked.get("vin"):
            wanted = [life_rows.row(tx, vin.canonical(asked["vin"])).number]
        else:
            wanted = sorted(vehicle_rows.numbers(tx, None, None))
        for first in range(0, len(wanted), PAGE):
            rows = sorted(vehicle_rows.numbered(tx, wanted[first : first + PAGE]), key=lambda row: int(row.number))
            owners = people.some(tx, [] if asked.get("without_people") else [each.owner for each in rows if each.owner])
            yield written([_cells_of(each, owners.get(each.owner)) for each in rows])


def _cells_of(row: Any, owner: Person | None) -> list[str]:
    """A vehicle as the cells of a row, in the order of the header."""
    told = {name: getattr(row, name, None) for name in HEADER} | {
        "battery_chemistry": row.chemistry,
        "battery_usable_kwh": None if row.usable_wh is None else f"{Decimal(row.usable_wh) / 1000:f}",
        "battery_code": row.battery,
    }
    if owner:
        told |= {"owner_name": owner.name, "owner_phone": owner.phone, "owner_language": owner.language}
    return ["" if told[name] is None else str(told[name]) for name in HEADER]


READER = Reader(
    KIND,
    N_("Vehicles as CSV, one per row; only the VIN is required."),
    take_in,
    takes=(DATES,),
    header=HEADER,
    title=N_("Vehicle list"),
    group=Group.VEHICLES,
    knows=by_columns(HEADER, ("vin",), ours=True),
    lines=sheeted(HEADER, "vin"),
    by_parts=True,
)
WRITER = Writer(KIND, N_("Vehicles as CSV, one per row."), write, takes=(VIN, WITHOUT_PEOPLE))
