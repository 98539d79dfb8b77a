"""Reservations: pieces that are kept for a line of a repair order, and are not offered to another meanwhile.

A reservation counts while its order is open and its line wants the part: it ends by itself with either, and with the
pieces that were issued to the line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.shelf.rules.parts import quantity_of

ReservedForOthers = objection(
    "ReservedForOthers",
    N_("%(reserved)s of %(code)s are reserved for %(orders)s. Confirm that you take reserved parts."),
    "reserved",
    reserved=Decimal,
    code=str,
    orders=NamesInText,
)
MoreThanLineWants = objection(
    "MoreThanLineWants",
    N_("%(given)s are more than the line still wants: %(open)s."),
    "quantity",
    given=Decimal,
    open=Decimal,
)
TakenFromReserved = objection(
    "TakenFromReserved", N_("%(code)s was reserved for %(orders)s."), code=str, orders=NamesInText
)


@dataclass(frozen=True, slots=True)
class Reserved:
    """Pieces that a line of an open order has reserved and was not given yet, in thousandths."""

    order_key: int
    line: int
    thousandths: int

    @property
    def order(self) -> str:
        """The number of the order."""
        return number_of(self.order_key)


def of_others(all_of_it: Iterable[Reserved], order_key: int | None, line: int | None) -> tuple[Reserved, ...]:
    """The reservations of other lines than one, or of all where the pieces are for none."""
    return tuple(each for each in all_of_it if (each.order_key, each.line) != (order_key, line))


def names(of: Iterable[Reserved]) -> str:
    """The orders of reservations, each once."""
    return in_text(dict.fromkeys(each.order for each in of))


def check_free(code: str, there: int, wanted: int, others: tuple[Reserved, ...]) -> None:
    """Refuse to give away what others have reserved."""
    held = sum(each.thousandths for each in others)
    if wanted <= there < wanted + held:
        raise ReservedForOthers(quantity_of(held), code, names(others))
