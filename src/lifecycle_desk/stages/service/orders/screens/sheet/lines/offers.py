"""A line that is filled in with an operation or a part that was offered for it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from lifecycle_desk.stages.service.catalogue.rules.offers import Offer
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind

if TYPE_CHECKING:
    from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import LineRow


def line_of(offer: Offer, before: Line) -> Line:
    """The line that an offer makes of another one: who pays, and which line of its order it is, stay."""
    count = {"hours": offer.hours} if offer.kind is LineKind.LABOUR else {"quantity": before.quantity or 1}
    return replace(
        Line(kind=offer.kind, pays=before.pays, campaign=before.campaign, id=before.id),
        code=offer.code,
        text=offer.text,
        price=None if offer.kind is LineKind.LABOUR else offer.price,
        group=offer.group,
        core=bool(offer.core) and offer.kind is LineKind.PART,
        **count,
    )


def take_offer(row: "LineRow", offer: Offer) -> None:
    """Fill a row in; the keyboard goes on to how many, and from there to the next line where nothing is missing."""
    base = replace(row.base, pays=row.payer)
    row.show_line(line_of(offer, base), offer.called)
    row.is_filled = offer.price is not None or offer.kind is LineKind.LABOUR
    row.core_offered.emit(offer.core or 0)
    row.edited.emit()
    row.figure.setFocus()
    row.figure.selectAll()
