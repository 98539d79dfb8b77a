"""What is done to sell a car: the contract and its cancelling."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import SELL
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.market import PriceCustom, Tax
from lifecycle_desk.stages.sale import tables
from lifecycle_desk.stages.sale.rules import contract, handover, measures
from lifecycle_desk.stages.sale.rules.contract import Amounts
from lifecycle_desk.stages.sale.rules.standing import Happening
from lifecycle_desk.stages.sale.usecases.taking_back import undone
from lifecycle_desk.stages.sale.usecases.telling import (
    Happened,
    car_here,
    check_documents,
    facts_of,
    say,
    take_back,
)
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Event, Figures, check_day
from lifecycle_desk.vehicle.tables import people


@dataclass(frozen=True, slots=True)
class SellVehicle:
    """A contract: who buys, for how much; `custom` says whether tax is in the price, else the market does.

    `contract` is a number of the dealer's own; where none is given, the next of ours is taken. `seller` is a member
    of staff; unnamed, who acts.
    """

    vin: str
    on: date
    buyer: int
    price: Money
    discount: Money | None = None
    deposit: Money | None = None
    custom: PriceCustom | None = None
    contract: str | None = None
    seller: str = ""
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaxTold:
    """The tax as the contract names it."""

    name: str
    local_name: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class SoldVehicle:
    """A contract that was signed: its number and what it comes to."""

    vin: str
    event: int
    contract: str
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class CancelSale:
    """A contract that is cancelled, and why."""

    vin: str
    on: date
    why: str


@verb(SELL, undo=undone)
def sell_vehicle(work: Work, asked: SellVehicle) -> SoldVehicle:
    """Sell a car: the contract with its buyer, price and tax."""
    of = car_here(work, asked.vin)
    if of.standing.contract:
        raise handover.SoldAlready(of.standing.contract)
    buyer = people.person(work, asked.buyer)
    measures.check_texts([("seller", asked.seller), ("note", asked.note)])
    check_documents(work, asked.documents)
    check_day(asked.on, today(work))
    if of.standing.quarantined:
        work.note(handover.InQuarantine())
    sums, tax = _priced(work, asked)
    number, ordinal = _number(work, asked)
    facts = facts_of(asked) | {
        "contract": number,
        "seller": asked.seller.strip() or work.by or "",
        "amounts": sums,
        "tax": TaxTold(tax.name, tax.local_name, tax.percent) if tax else None,
    }
    event = Event(
        of.vin,
        asked.on,
        Happening.SOLD.value,
        facts,
        Figures(sold_on=asked.on),
        paid=sums.total,
        documents=asked.documents,
        person=asked.buyer,
        personal=asdict(buyer),
    )
    seq = say(work, event)
    tables.keep_contract(work, tables.Contract(number, of.vin, seq, asked.on.year, ordinal, None))
    return SoldVehicle(of.vin, seq, number, sums)


def _priced(work: Work, asked: SellVehicle) -> tuple[Amounts, Tax | None]:
    """What the sale comes to, by the market's tax on the day."""
    market = market_in_force(work)
    if asked.price.currency != market.currency:
        raise contract.ForeignCurrency(asked.price.currency, market.currency)
    tax = next(iter(market.tax_on(asked.on)), None)
    custom = asked.custom or market.prices.vehicles
    inclusive = custom is PriceCustom.INCLUSIVE
    share = tax.share if tax else Fraction(0)
    return contract.amounts(asked.price, asked.discount, asked.deposit, share, inclusive=inclusive), tax


def _number(work: Work, asked: SellVehicle) -> tuple[str, int | None]:
    """The number of a contract, the next of ours or the one that was given, and its place among ours."""
    year, given = asked.on.year, (asked.contract or "").strip()
    following = tables.next_ordinal(work, year)
    if not given:
        return contract.number_of(year, following), following
    number, ordinal = contract.check_number(given, year, following)
    if tables.contract(work, number):
        raise contract.ContractNumberUsed(number)
    return number, ordinal


@verb(SELL)
def cancel_sale(work: Work, asked: CancelSale) -> Happened:
    """Cancel a contract before the handover; its number stays taken, the car is for sale again."""
    of = car_here(work, asked.vin)
    sale = next((each for each in of.events if each.seq == of.standing.sale_event), None)
    if sale is None:
        raise handover.NotSold
    if not asked.why.strip():
        raise life.ReasonMissing
    measures.check_texts([("why", asked.why)])
    if asked.on < sale.on:
        raise contract.CancelledBeforeSale(asked.on, sale.on)
    facts = {"why": asked.why.strip(), "contract": of.standing.contract}
    event = Event(of.vin, asked.on, Happening.CANCELLED.value, facts, corrects=sale.seq)
    seq = take_back(work, of.vin, sale, event)
    tables.cancel_contract(work, sale.seq, seq)
    return Happened(of.vin, seq)


VERBS: tuple[Verb[Any, Any], ...] = (sell_vehicle, cancel_sale)
