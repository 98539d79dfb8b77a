"""Our two lists: parts, a number a row; labour operations, a row for each model that has a flat rate of its own."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Command, Result, UserSession
from lifecycle_desk.commands.offers import Choices, Group, Reader
from lifecycle_desk.commands.options import DATES
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.files.days import Days, days_of
from lifecycle_desk.files.spreadsheets import Sheet
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.language.reading import NumberNotUnderstood
from lifecycle_desk.schedules.rules import Torque
from lifecycle_desk.stages.service.catalogue.interchange.reading import (
    Fault,
    ReadRow,
    Row,
    knows,
    lines,
    opened,
    taken_in,
)
from lifecycle_desk.stages.service.catalogue.rules.entries import (
    CatalogueEntry,
    CodeMissing,
    ModelHours,
    Price,
    tidied,
)
from lifecycle_desk.stages.service.catalogue.usecases.changing import UndoCatalogue, undo_catalogue
from lifecycle_desk.stages.service.claims.interchange.answers import minor
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

TEXTS = {code: f"text_{code.casefold()}" for code in LANGUAGES}
PARTS, OPERATIONS = "parts", "labour-operations"
PART_COLUMNS = ("number", "text", *TEXTS.values(), "price", "core_charge", "valid_from", "superseded_by", "part_group")
PART_NEEDED = ("number",)
OPERATION_COLUMNS = ("code", "text", *TEXTS.values(), "make", "model", "hours", "torques", "part_group")
OPERATION_NEEDED = ("code",)
HOURS = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]))?")
TORQUE = re.compile(r"(.*\S)\s+([0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*(?:Nm)?")

GroupUnknown = objection("GroupUnknown", N_("“%(given)s” is not one of %(codes)s."), "part_group", given=str, codes=str)
TorqueNotUnderstood = objection(
    "TorqueNotUnderstood",
    N_("“%(given)s” is not understood as a torque. Write it like “Wheel bolts 140”, separated by semicolons."),
    "torques",
    given=str,
)
PriceMissing = objection("PriceMissing", N_("A core charge or a date needs a price in the same row."), "price")
PriceTwice = objection(
    "PriceTwice", N_("An earlier row has another price for this part from %(day)s."), "price", day=date
)


def take_in_parts(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in a list of parts: names, prices from a day on, supersessions."""
    with opened(user, path, PART_COLUMNS, PART_NEEDED) as sheet:
        days, now, currency = days_of(_days_in(sheet), choices.dates), today_at(user), _currency(user)
        seen: dict[tuple[str, date], Price] = {}

        def read(row: Row) -> ReadRow:
            return _part(row, days, now, currency, seen)

        return (yield from taken_in(user, path, choices, PARTS, sheet, read))


def take_in_operations(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in a list of labour operations: texts, flat-rate hours by model, torques."""
    with opened(user, path, OPERATION_COLUMNS, OPERATION_NEEDED) as sheet:
        return (yield from taken_in(user, path, choices, OPERATIONS, sheet, _operation))


def _days_in(sheet: Sheet) -> list[str]:
    rows = (row[1].get("valid_from", "") for row in sheet.rows() if not isinstance(row, Refused))
    return [each for each in rows if each]


def _currency(user: UserSession) -> str:
    with user.store.reading() as tx:
        return market_in_force(tx).currency


def _part(row: Row, days: Days, now: date, currency: str, seen: dict[tuple[str, date], Price]) -> ReadRow:
    line, cells = row
    code = _code(cells, "number")
    since = _read(cells, "valid_from", lambda text: days.read(text, now)) or now
    amount = _read(cells, "price", lambda text: minor(text, currency))
    core = _read(cells, "core_charge", lambda text: minor(text, currency))
    if amount is None and (core is not None or cells.get("valid_from")):
        raise Fault("price", PriceMissing())
    price = None if amount is None else Price(since, amount, core)
    if price and seen.setdefault((tight(code), since), price) != price:
        raise Fault("price", PriceTwice(since))
    said = _said(cells)
    after = cells.get("superseded_by") or None

    def merge(entry: CatalogueEntry | None) -> CatalogueEntry:
        kept = entry or CatalogueEntry(kind=LineKind.PART, code=code)
        prices = {each.valid_from: each for each in kept.prices} | ({since: price} if price else {})
        more: dict[str, Any] = {"replaced_by": after} if after else {}
        return _tidy(replace(_with(kept, said), prices=tuple(prices.values()), withdrawn=False, **more), "number")

    merge(None if said else CatalogueEntry(kind=LineKind.PART, code=code, text=code))  # refuses at once what never fits
    return ReadRow(line, LineKind.PART, tight(code), code, merge, after)


def _operation(row: Row) -> ReadRow:
    line, cells = row
    code = _code(cells, "code")
    hours = _read(cells, "hours", _hours)
    torques = _read(cells, "torques", _torques)
    said = _said(cells)
    make, model = cells.get("make", ""), cells.get("model", "")

    def merge(entry: CatalogueEntry | None) -> CatalogueEntry:
        kept = entry or CatalogueEntry(kind=LineKind.LABOUR, code=code)
        rates = {(tight(each.make), tight(each.model)): each for each in kept.hours}
        if hours is not None:
            rates[tight(make), tight(model)] = ModelHours(hours, make, model)
        more: dict[str, Any] = {} if torques is None else {"torques": torques}
        return _tidy(replace(_with(kept, said), hours=tuple(rates.values()), withdrawn=False, **more), "code")

    merge(None if said else CatalogueEntry(kind=LineKind.LABOUR, code=code, text=code))
    return ReadRow(line, LineKind.LABOUR, tight(code), code, merge)


def _code(cells: dict[str, str], column: str) -> str:
    code = " ".join(cells.get(column, "").split())
    if not tight(code):
        raise Fault(column, CodeMissing())
    return code


def _said(cells: dict[str, str]) -> dict[str, Any]:
    """What a row says of texts and the part of the car; empty where it says neither."""
    texts = {code: cells[column] for code, column in TEXTS.items() if cells.get(column)}
    said: dict[str, Any] = {"text": cells["text"]} if cells.get("text") else {}
    group = _read(cells, "part_group", _group)
    return said | ({"texts": texts} if texts else {}) | ({"group": group} if group else {})


def _with(entry: CatalogueEntry, said: dict[str, Any]) -> CatalogueEntry:
    more = {"texts": {**entry.texts, **said["texts"]}} if "texts" in said else {}
    return replace(entry, **said | more)


def _tidy(entry: CatalogueEntry, code: str) -> CatalogueEntry:
    try:
        return tidied(entry)
    except Objection as why:
        column = {"code": code, "prices": "price", "replaced_by": "superseded_by"}.get(why.at or "", why.at)
        raise Fault(column or code, why) from None


def _read[Value](cells: dict[str, str], column: str, how: Callable[[str], Value]) -> Value | None:
    try:
        return how(text) if (text := cells.get(column, "")) else None
    except Objection as why:
        raise Fault(column, why) from None


def _hours(text: str) -> Decimal:
    found = HOURS.fullmatch(text)
    if not found:
        raise NumberNotUnderstood(text, "1.5")
    return Decimal(f"{found[1]}.{found[2] or 0}").normalize() if found[2] else Decimal(found[1])


def _torques(text: str) -> tuple[Torque, ...]:
    made = []
    for each in filter(None, map(str.strip, text.split(";"))):
        found = TORQUE.fullmatch(each)
        if not found:
            raise TorqueNotUnderstood(each)
        made.append(Torque(found[1], Decimal(found[2].replace(",", "."))))
    return tuple(made)


def _group(text: str) -> PartGroup:
    wanted = re.sub(r"[\s-]+", "_", text.casefold())
    for each in PartGroup:
        if each.value == wanted:
            return each
    raise GroupUnknown(text, ", ".join(each.value for each in PartGroup))


def undone(taken: Taken) -> tuple[Command[Any, Any], UndoCatalogue] | None:
    """The way back from a list that came in, where it changed something."""
    return (undo_catalogue, UndoCatalogue(taken.change)) if taken.change and taken.new + taken.changed else None


PARTS_READER = Reader(
    PARTS,
    N_("Part numbers with names, prices, core charges and supersessions, as CSV or xlsx; only the number is required."),
    take_in_parts,
    takes=(DATES,),
    header=PART_COLUMNS,
    title=N_("Parts price list"),
    group=Group.WORKSHOP,
    knows=knows(PART_COLUMNS, PART_NEEDED),
    lines=lines(PART_COLUMNS, PART_NEEDED),
    seen_on="catalogue",
    by_parts=True,
    undo=undone,
)
OPERATIONS_READER = Reader(
    OPERATIONS,
    N_(
        "Labour operations with texts, flat-rate hours by model and torques, as CSV or xlsx; only the code is required."
    ),
    take_in_operations,
    header=OPERATION_COLUMNS,
    title=N_("Labour operations"),
    group=Group.WORKSHOP,
    knows=knows(OPERATION_COLUMNS, OPERATION_NEEDED),
    lines=lines(OPERATION_COLUMNS, OPERATION_NEEDED),
    seen_on="catalogue",
    by_parts=True,
    undo=undone,
)
READERS: tuple[Reader, ...] = (PARTS_READER, OPERATIONS_READER)
