"""Parts that are wanted: by a repair order's line that awaits them, by somebody who wrote it, or for the shelf."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.stages.service.purchasing.rules.purchases import NOTHING, PartNumberMissing, check_quantity, tidy

WantUnknown = objection("WantUnknown", N_("There is no part request number %(number)s."), "number", number=int)
WantOrdered = objection(
    "WantOrdered",
    N_("%(code)s has been ordered for this request. Cancel it on the purchase order first."),
    "number",
    code=str,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """A part that somebody wrote down as wanted; without a vehicle and a customer it is for the shelf.

    One that was `dropped` is wanted no more.
    """

    number: int
    code: str
    text: str = ""
    quantity: Decimal
    since: date
    vin: str | None = None
    customer: int | None = None
    dropped: bool = False
    changed_at: datetime
    changed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is still to be ordered: of an order's line, or of a want (`want` is its number)."""

    code: str
    text: str
    quantity: Decimal
    since: date
    order_key: int | None = None
    line_id: int | None = None
    want: int | None = None
    vin: str | None = None
    customer: int | None = None

    @property
    def key(self) -> str:
        """The part's number as numbers are compared."""
        return tight(self.code)


def tidied_want(code: str, text: str, quantity: Decimal) -> tuple[str, str, Decimal]:
    """What is written of a want; refuses what cannot be ordered."""
    made = tidy("code", code)
    if not tight(made):
        raise PartNumberMissing
    check_quantity(quantity)
    return made, tidy("text", text), quantity


def still_wanted(quantity: Decimal | None, ordered: Decimal) -> Decimal:
    """What of a quantity nobody has ordered yet; a line without a figure is one part."""
    return max(NOTHING, (quantity or Decimal(1)) - ordered)
