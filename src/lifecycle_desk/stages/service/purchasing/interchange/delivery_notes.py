"""Delivery notes as CSV or xlsx: a part a row, held against what is on order, and received."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.options import DATES
from lifecycle_desk.files.amounts import minor
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.lists import Cells, digest_of, opened, table_reader
from lifecycle_desk.language.reading import NumberNotUnderstood
from lifecycle_desk.stages.service.purchasing.interchange.whole_files import (
    currency_at,
    day_reader,
    quantity,
    taken_from_file,
)
from lifecycle_desk.stages.service.purchasing.rules.notes import NoteRow
from lifecycle_desk.stages.service.purchasing.rules.purchases import PartNumberMissing
from lifecycle_desk.stages.service.purchasing.usecases.notes import take_note

KIND = "delivery-note"
COLUMNS = (
    "delivery_note", "delivered_on", "supplier", "purchase_order", "part_number", "ordered_number", "quantity", "price",
    "unit_cost", "storage_place", "batch", "serial_numbers",
)  # fmt: skip
NEEDED = ("part_number", "quantity")
OF_FILE = 12  # characters of the file's hash, by which a note without a number is known again


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take a delivery note in: read whole, held against what is on order, then received in one transaction."""
    with opened(user, path, COLUMNS, NEEDED) as sheet:  # which refuses what has no end
        named, currency = f"sha256 {digest_of(path)[:OF_FILE]}", currency_at(user)
        taken = Taken(KIND, path.name, warnings=list(sheet.notes), read_as=dict(sheet.read_as))
        day = day_reader(user, sheet, "delivered_on", choices, taken)

        def read(row: Cells) -> NoteRow:
            return note_row(row, day, currency, named)

        return (yield from taken_from_file(taken, sheet, choices, read, partial(take_note, user)))


def note_row(row: Cells, day: Callable[[str], date], currency: str, named: str) -> NoteRow:
    """A row from its cells; raises for the first cell that cannot be read."""
    code, many = row.code("part_number", PartNumberMissing), row.read("quantity", quantity)
    if many is None:
        raise Fault("quantity", NumberNotUnderstood("", "1"))
    return NoteRow(
        at=row.line,
        code=code,
        quantity=many,
        ordered=row.words("ordered_number"),
        price=row.read("price", lambda text: minor(text, currency)),
        cost=row.read("unit_cost", lambda text: minor(text, currency)),
        place=row.words("storage_place"),
        batch=row.words("batch"),
        serials=tuple(filter(None, (" ".join(each.split()) for each in row.words("serial_numbers").split(";")))),
        purchase=row.words("purchase_order").upper(),
        supplier=row.words("supplier"),
        note=row.words("delivery_note") or named,
        on=row.read("delivered_on", day),
    )


READER = table_reader(
    KIND,
    N_("A supplier’s delivery note as CSV or xlsx; only part number and quantity are required."),
    take_in,
    COLUMNS,
    NEEDED,
    takes=(DATES,),
    title=N_("Delivery note"),
    seen_on="parts_on_order",
)
