"""What a contract of sale tells a vehicle's life."""

from dataclasses import dataclass
from decimal import Decimal

from lifecycle_desk.base.money import Money
from lifecycle_desk.vehicle.rules import contract
from lifecycle_desk.vehicle.rules.contract import Amounts
from lifecycle_desk.vehicle.rules.life import RecordedEvent


@dataclass(frozen=True, slots=True)
class TaxTold:
    """The tax as the contract names it."""

    name: str
    local_name: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Agreed:
    """Of a sale: its number, who buys and who sold, what it comes to, the tax that it names, and whether it is used."""

    contract: str
    buyer: int
    seller: str
    amounts: Amounts
    tax: TaxTold | None
    used: bool | None = None  # sealed only where it is
    margin_tax: Money | None = None  # what the dealer owes under a margin scheme; sealed only where it is known


@dataclass(frozen=True, slots=True)
class OfContract:
    """Of the end of a sale, or a change of owner: the contract."""

    contract: str = ""


def is_used_sale(told: RecordedEvent) -> bool:
    """Whether an event is the contract of a car as a used one: that is another sale."""
    return told.kind == contract.SOLD and bool(told.facts_as(Agreed).used)
