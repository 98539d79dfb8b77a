"""What a list of purchase prices means for a car: a price not known yet, a newer one, or one that is known already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events

NewerPriceKnown = objection(
    "NewerPriceKnown",
    N_("The price of a document of %(on)s is recorded already. Only a newer document replaces it."),
    "date",
    on=date,
)


class Outcome(Enum):
    """The outcome of a price of a list."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Bought:
    """Of a purchase: what the car cost without tax, and the number of its invoice."""

    price: Money
    invoice: str = ""


def last_purchase(life: Iterable[RecordedEvent]) -> RecordedEvent | None:
    """The purchase of a car that counts: the one of the latest document."""
    return next((each for each in reversed(effective_events(life)) if each.kind == Happening.PURCHASED), None)


def outcome(last: RecordedEvent | None, price: Money, invoice: str, on: date) -> Outcome:
    """What a price means for a car whose last purchase is known; refuses another one of no newer document."""
    if last is None:
        return Outcome.NEW
    if last.facts_as(Bought) == Bought(price, invoice) and last.on == on:
        return Outcome.KNOWN
    if on <= last.on:
        raise NewerPriceKnown(last.on)
    return Outcome.CHANGED
