"""Delivery notes: which row of a note is which line of which purchase order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.stages.service.purchasing.rules.purchases import NOTHING, Purchase, PurchaseLine

NotOrdered = objection("NotOrdered", N_("No open purchase order has part %(code)s."), "part_number", code=str)
SeveralOrders = objection(
    "SeveralOrders",
    N_("%(code)s is on order from several suppliers: %(suppliers)s. Name the purchase order or the supplier."),
    "purchase_order",
    code=str,
    suppliers=NamesInText,
)
MoreThanOpen = objection(
    "MoreThanOpen",
    N_("%(given)s of %(code)s are more than the %(outstanding)s outstanding."),
    "quantity",
    given=Decimal,
    code=str,
    outstanding=Decimal,
)

type LineName = tuple[int, int]  # the purchase order's key, and the line's number


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A row of a delivery note, read; `ordered` is the number under which it was ordered, where it came under another.

    `at` is its line in the file. `cost` is what one costs in the dealer's currency, where `price` is in another.
    """

    at: int
    code: str
    quantity: Decimal
    ordered: str = ""
    price: int | None = None
    cost: int | None = None
    place: str = ""
    batch: str = ""
    serials: tuple[str, ...] = ()
    purchase: str = ""
    supplier: str = ""
    note: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """A part of a row that belongs to a line of a purchase order."""

    row: NoteRow
    purchase: Purchase
    line: PurchaseLine
    quantity: Decimal


def matched(
    row: NoteRow,
    purchases: Iterable[Purchase],
    suppliers: Mapping[int, str],
    given: Mapping[LineName, Decimal],
    superseded: Mapping[str, str],
) -> Sequence[Matched]:
    """The lines that a row brings, the oldest order first; `given` is what rows before it have brought already.

    `superseded` gives the number that follows another: a part may come under it without being named twice.
    """
    found = [
        (purchase, line, left)
        for purchase in purchases
        if row.purchase in {"", purchase.number} and row.supplier in {"", suppliers.get(purchase.supplier, "")}
        for line in purchase.lines
        if _is_meant(line, row, superseded)
        if (left := line.outstanding - given.get((purchase.key, line.id), NOTHING)) > 0
    ]
    if not found:
        raise NotOrdered(row.ordered or row.code)
    names = sorted({suppliers.get(purchase.supplier, "") for purchase, _, _ in found})
    if len(names) > 1:
        raise SeveralOrders(row.code, in_text(names))
    return tuple(_shared(row, found))


def _is_meant(line: PurchaseLine, row: NoteRow, superseded: Mapping[str, str]) -> bool:
    if line.is_called(row.ordered or row.code):
        return True
    return tight(superseded.get(tight(line.code), "")) == tight(row.code)


def _shared(row: NoteRow, found: Sequence[tuple[Purchase, PurchaseLine, Decimal]]) -> Iterable[Matched]:
    """A row's quantity over the lines that wait for it; refuses more than all of them do."""
    total = sum((left for _, _, left in found), NOTHING)
    if row.quantity > total:
        raise MoreThanOpen(row.quantity, row.code, total)
    rest = row.quantity
    for purchase, line, left in found:
        if rest:
            yield Matched(row, purchase, line, min(rest, left))
            rest -= min(rest, left)
