"""Our two lists: parts, a number a row; labour operations, a row for each model that has a flat rate of its own."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Command, Result, UserSession
from lifecycle_desk.commands.offers import Choices, Reader
from lifecycle_desk.commands.options import DATES
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.files.amounts import minor
from lifecycle_desk.files.days import Days
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.lists import Cells, days_in, opened, table_reader
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.language.reading import NumberNotUnderstood
from lifecycle_desk.schedules.rules import Torque
from lifecycle_desk.stages.service.catalogue.interchange.reading import ReadRow, taken_in
from lifecycle_desk.stages.service.catalogue.rules.entries import (
    CatalogueEntry,
    CodeMissing,
    ModelHours,
    Price,
    tidied,
)
from lifecycle_desk.stages.service.catalogue.usecases.changing import UndoCatalogue, undo_catalogue
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

TEXTS = {code: f"text_{code.casefold()}" for code in LANGUAGES}
PARTS, OPERATIONS = "parts", "labour-operations"
PART_COLUMNS = ("number", "text", *TEXTS.values(), "price", "core_charge", "valid_from", "superseded_by", "part_group")
PART_NEEDED = ("number",)
OPERATION_COLUMNS = ("code", "text", *TEXTS.values(), "make", "model", "hours", "torques", "part_group")
OPERATION_NEEDED = ("code",)
HOURS = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]))?")
TORQUE = re.compile(r"(.*\S)\s+([0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*(?:Nm)?")

GroupUnknown = objection(
    "GroupUnknown", N_("“%(given)s” is not one of %(codes)s."), "part_group", given=str, codes=NamesInText
)
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
        days, now, currency = days_in(sheet, "valid_from", choices.dates), today_at(user), _currency(user)
        seen: dict[tuple[str, date], Price] = {}

        def read(row: Cells) -> ReadRow:
            return _part(row, days, now, currency, seen)

        return (yield from taken_in(user, path, choices, PARTS, sheet, read))


def take_in_operations(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in a list of labour operations: texts, flat-rate hours by model, torques."""
    with opened(user, path, OPERATION_COLUMNS, OPERATION_NEEDED) as sheet:
        return (yield from taken_in(user, path, choices, OPERATIONS, sheet, _operation))


def _currency(user: UserSession) -> str:
    with user.store.reading() as tx:
        return market_in_force(tx).currency


def _part(row: Cells, days: Days, now: date, currency: str, seen: dict[tuple[str, date], Price]) -> ReadRow:
    code = row.code("number", CodeMissing)
    since = row.read("valid_from", lambda text: days.read(text, now)) or now
    amount = row.read("price", lambda text: minor(text, currency))
    core = row.read("core_charge", lambda text: minor(text, currency))
    if amount is None and (core is not None or row.words("valid_from")):
        raise Fault("price", PriceMissing())
    price = None if amount is None else Price(since, amount, core)
    if price and seen.setdefault((tight(code), since), price) != price:
        raise Fault("price", PriceTwice(since))
    said = _said(row)
    after = row.words("superseded_by") or None

    def merge(entry: CatalogueEntry | None) -> CatalogueEntry:
        kept = entry or CatalogueEntry(kind=LineKind.PART, code=code)
        prices = {each.valid_from: each for each in kept.prices} | ({since: price} if price else {})
        more: dict[str, Any] = {"replaced_by": after} if after else {}
        return _tidy(replace(_with(kept, said), prices=tuple(prices.values()), withdrawn=False, **more), "number")

    merge(None if said else CatalogueEntry(kind=LineKind.PART, code=code, text=code))  # refuses at once what never fits
    return ReadRow(row.line, LineKind.PART, tight(code), code, merge, after)


def _operation(row: Cells) -> ReadRow:
    code = row.code("code", CodeMissing)
    hours = row.read("hours", _hours)
    torques = row.read("torques", _torques)
    said = _said(row)
    make, model = row.words("make"), row.words("model")

    def merge(entry: CatalogueEntry | None) -> CatalogueEntry:
        kept = entry or CatalogueEntry(kind=LineKind.LABOUR, code=code)
        rates = {(tight(each.make), tight(each.model)): each for each in kept.hours}
        if hours is not None:
            rates[tight(make), tight(model)] = ModelHours(hours, make, model)
        more: dict[str, Any] = {} if torques is None else {"torques": torques}
        return _tidy(replace(_with(kept, said), hours=tuple(rates.values()), withdrawn=False, **more), "code")

    merge(None if said else CatalogueEntry(kind=LineKind.LABOUR, code=code, text=code))
    return ReadRow(row.line, LineKind.LABOUR, tight(code), code, merge)


def _said(row: Cells) -> dict[str, Any]:
    """What a row says of texts and the part of the car; empty where it says neither."""
    texts = {code: text for code, column in TEXTS.items() if (text := row.words(column))}
    said: dict[str, Any] = {"text": text} if (text := row.words("text")) else {}
    group = row.read("part_group", _group)
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
    raise GroupUnknown(text, in_text(each.value for each in PartGroup))


def undone(taken: Taken) -> tuple[Command[Any, Any], UndoCatalogue] | None:
    """The way back from a list that came in, where it changed something."""
    return (undo_catalogue, UndoCatalogue(taken.change)) if taken.change and taken.new + taken.changed else None


PARTS_READER = table_reader(
    PARTS,
    N_("Part numbers with names, prices, core charges and supersessions, as CSV or xlsx; only the number is required."),
    take_in_parts,
    PART_COLUMNS,
    PART_NEEDED,
    takes=(DATES,),
    title=N_("Parts price list"),
    seen_on="catalogue",
    by_parts=True,
    undo=undone,
)
OPERATIONS_READER = table_reader(
    OPERATIONS,
    N_(
        "Labour operations with texts, flat-rate hours by model and torques, as CSV or xlsx; only the code is required."
    ),
    take_in_operations,
    OPERATION_COLUMNS,
    OPERATION_NEEDED,
    title=N_("Labour operations"),
    seen_on="catalogue",
    by_parts=True,
    undo=undone,
)
READERS: tuple[Reader, ...] = (PARTS_READER, OPERATIONS_READER)
