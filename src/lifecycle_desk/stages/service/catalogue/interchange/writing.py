"""The catalogue as the two lists that it is read from: what goes out comes in again and changes nothing."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.files.spreadsheets import BOM, written
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.stages.service.catalogue.interchange.lists import (
    OPERATION_COLUMNS,
    OPERATIONS,
    PART_COLUMNS,
    PARTS,
    TEXTS,
)
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

PAGE = 500

type Cells = Iterator[dict[str, str]]


def _written(
    user: UserSession, kind: LineKind, columns: tuple[str, ...], rows_of: Callable[[CatalogueEntry, int], Cells]
) -> Iterator[bytes]:
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, EXPORT)
        digits = currency_digits(market_in_force(tx).currency)
        yield BOM + written([columns])
        numbers = entry_rows.listed(tx, kind, None, withdrawn=False)
        for first in range(0, len(numbers), PAGE):
            some = numbers[first : first + PAGE]
            found = entry_rows.by_numbers(tx, some)
            cells = (row for number in some for row in rows_of(found[number], digits))
            yield written([[row.get(column, "") for column in columns] for row in cells])


def write_parts(user: UserSession, _asked: dict[str, Any]) -> Iterator[bytes]:
    """All parts that are offered, a row for each price."""
    return _written(user, LineKind.PART, PART_COLUMNS, _part)


def write_operations(user: UserSession, _asked: dict[str, Any]) -> Iterator[bytes]:
    """All operations that are offered, a row for each model with a flat rate of its own."""
    return _written(user, LineKind.LABOUR, OPERATION_COLUMNS, _operation)


def _said(entry: CatalogueEntry) -> dict[str, str]:
    texts = {TEXTS[code]: text for code, text in entry.texts.items() if code in TEXTS}
    return texts | {"text": entry.text, "part_group": str(entry.group) if entry.group else ""}


def _part(entry: CatalogueEntry, digits: int) -> Cells:
    said = _said(entry) | {"number": entry.code, "superseded_by": entry.replaced_by}
    for each in entry.prices:
        core = "" if each.core is None else f"{Decimal(each.core).scaleb(-digits):f}"
        dated = {"valid_from": each.valid_from.isoformat(), "price": f"{Decimal(each.price).scaleb(-digits):f}"}
        yield said | dated | {"core_charge": core}
    if not entry.prices:
        yield said


def _operation(entry: CatalogueEntry, _digits: int) -> Cells:
    torques = "; ".join(f"{each.text} {each.newton_metres:f}" for each in entry.torques)
    said = _said(entry) | {"code": entry.code, "torques": torques}
    for each in entry.hours:
        yield said | {"make": each.make, "model": each.model, "hours": f"{each.hours:f}"}
    if not entry.hours:
        yield said


WRITERS: tuple[Writer, ...] = (
    Writer(PARTS, N_("All parts of the catalogue as CSV, one row per price."), write_parts),
    Writer(OPERATIONS, N_("All labour operations of the catalogue as CSV, one row per flat rate."), write_operations),
)
