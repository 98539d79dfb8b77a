"""Delivery notes as CSV or xlsx: a part a row, held against what is on order, and received."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import file_digest
from pathlib import Path

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices, Group, Reader
from lifecycle_desk.commands.options import DATES
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.files.days import Days, days_of
from lifecycle_desk.language.reading import NumberNotUnderstood
from lifecycle_desk.stages.service.catalogue.interchange.reading import Fault, Row, knows, lines, opened
from lifecycle_desk.stages.service.claims.interchange.answers import minor
from lifecycle_desk.stages.service.purchasing.rules.notes import NoteRow
from lifecycle_desk.stages.service.purchasing.rules.purchases import PartNumberMissing, check_quantity
from lifecycle_desk.stages.service.purchasing.usecases.notes import take_note

KIND = "delivery-note"
COLUMNS = (
    "delivery_note", "delivered_on", "supplier", "purchase_order", "part_number", "ordered_number", "quantity", "price",
    "unit_cost", "storage_place", "batch", "serial_numbers",
)  # fmt: skip
NEEDED = ("part_number", "quantity")
WHOLE, BEHIND = 6, 3  # digits of a quantity before and behind the point
OF_FILE = 12  # characters of the file's hash, by which a note without a number is known again


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take a delivery note in: read whole, held against what is on order, then received in one transaction."""
    with path.open("rb") as file:
        named = f"sha256 {file_digest(file, 'sha256').hexdigest()[:OF_FILE]}"
    with opened(user, path, COLUMNS, NEEDED) as sheet:
        rows = list(sheet.rows())
        cells = [row for row in rows if not isinstance(row, Refused)]
        days = days_of((cell for _, row in cells if (cell := row.get("delivered_on"))), choices.dates)
        taken = Taken(KIND, path.name, warnings=list(sheet.notes), read_as=sheet.read_as | days.read_as)
        taken.rows = len(rows)
        taken.refused += [row for row in rows if isinstance(row, Refused)]
        yield Step(0, taken.rows)
        good = _read_all(user, cells, days, named, taken)
    dry = choices.dry_run or (bool(taken.refused) and not choices.skip_refused)
    done = take_note(user, good, dry_run=dry, skip_refused=choices.skip_refused)
    taken.new, taken.known = done.value.new, done.value.known
    taken.refused += done.value.refused
    taken.refused.sort(key=lambda each: each.line)
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    yield Step(taken.rows, taken.rows)
    return Result(taken, done.warnings)


def _read_all(user: UserSession, cells: list[Row], days: Days, named: str, taken: Taken) -> list[NoteRow]:
    """The rows that can be read; those that cannot are refused with the column that is at fault."""
    with user.store.reading() as tx:
        currency = market_in_force(tx).currency
    today, good = today_at(user), list[NoteRow]()
    for row in cells:
        try:
            good.append(note_row(row, days, today, currency, named))
        except Fault as fault:
            taken.refused.append(Refused(row[0], fault.column, fault.why))
    return good


def note_row(row: Row, days: Days, today: date, currency: str, named: str) -> NoteRow:
    """A row from its cells; raises for the first cell that cannot be read."""
    at, cells = row

    def read[Value](column: str, how: Callable[[str], Value]) -> Value | None:
        try:
            return how(text) if (text := cells.get(column, "").strip()) else None
        except Objection as why:
            raise Fault(column, why) from None

    code = " ".join(cells.get("part_number", "").split())
    if not code:
        raise Fault("part_number", PartNumberMissing())
    quantity = read("quantity", _quantity)
    if quantity is None:
        raise Fault("quantity", NumberNotUnderstood("", "1"))
    return NoteRow(
        at=at,
        code=code,
        quantity=quantity,
        ordered=" ".join(cells.get("ordered_number", "").split()),
        price=read("price", lambda text: minor(text, currency)),
        cost=read("unit_cost", lambda text: minor(text, currency)),
        place=" ".join(cells.get("storage_place", "").split()),
        batch=" ".join(cells.get("batch", "").split()),
        serials=tuple(filter(None, (" ".join(each.split()) for each in cells.get("serial_numbers", "").split(";")))),
        purchase=cells.get("purchase_order", "").strip().upper(),
        supplier=" ".join(cells.get("supplier", "").split()),
        note=" ".join(cells.get("delivery_note", "").split()) or named,
        on=read("delivered_on", lambda text: days.read(text, today)),
    )


def _quantity(text: str) -> Decimal:
    """A quantity in plain digits: 4, 0.5, 1,25."""
    whole, _, behind = text.replace(",", ".").partition(".")
    if not (whole.isascii() and whole.isdigit() and ((behind.isascii() and behind.isdigit()) or not behind)):
        raise NumberNotUnderstood(text, "1.5")
    if len(whole) > WHOLE or len(behind) > BEHIND:
        raise NumberNotUnderstood(text, "1.5")
    found = Decimal(f"{whole}.{behind or 0}").normalize()
    check_quantity(found)
    return found


READER = Reader(
    KIND,
    N_("A supplier's delivery note as CSV or xlsx; only part number and quantity are required."),
    take_in,
    takes=(DATES,),
    header=COLUMNS,
    title=N_("Delivery note"),
    group=Group.WORKSHOP,
    knows=knows(COLUMNS, NEEDED),
    lines=lines(COLUMNS, NEEDED),
    seen_on="parts_on_order",
)
