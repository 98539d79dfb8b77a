"""What is done to sell a car: the contract and its cancelling."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.counter.verbs import Seat, Verb, verb
from lifecycle_desk.dealership.rules import SELL
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.market import PriceCustom, Tax
from lifecycle_desk.stages.sale.rules import handover, measures
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
from lifecycle_desk.vehicle.rules import contract, life
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.contract import USED, Amounts
from lifecycle_desk.vehicle.rules.life import Event, Figures, Stage, check_day
from lifecycle_desk.vehicle.tables import contracts, people
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.usecases.contracts import next_number, used_contract
from lifecycle_desk.vehicle.usecases.resting import refuse_rested
from lifecycle_desk.vehicle.usecases.telling import tell


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


@dataclass(frozen=True, slots=True)
class UsedSale:
    """Whether a car can be sold as a used one now, and the contract under which it stands as one."""

    may_be_sold: bool = False
    contract: str = ""


@verb(SELL, undo=undone)
def sell_vehicle(work: Work, asked: SellVehicle) -> SoldVehicle:
    """Sell a car, new or used: the contract with its buyer, price and tax."""
    row = kept.row(work, vins.canonical(asked.vin))
    is_used = _is_used(work, row)
    of = None if is_used else car_here(work, asked.vin)
    if of and of.standing.contract:
        raise handover.SoldAlready(of.standing.contract)
    if is_used and (signed := used_contract(kept.told(work, row.vin))):
        raise handover.SoldAlready(signed.facts["contract"])
    buyer = people.person(work, asked.buyer)
    measures.check_texts([("seller", asked.seller), ("note", asked.note)])
    check_documents(work, asked.documents)
    check_day(asked.on, today(work))
    if of and of.standing.quarantined:
        work.note(handover.InQuarantine())
    sums, tax = _priced(work, asked, is_used=is_used)
    number = next_number(work, asked.on, asked.contract)
    facts = facts_of(asked) | {
        "contract": number.said,
        "seller": asked.seller.strip() or work.by or "",
        "amounts": sums,
        "tax": TaxTold(tax.name, tax.local_name, tax.percent) if tax else None,
    }
    event = Event(
        row.vin,
        asked.on,
        Happening.SOLD.value,
        facts | ({USED: True} if is_used else {}),
        Figures(stage=Stage.SOLD) if is_used else Figures(sold_on=asked.on),  # a figure of the first sale
        paid=sums.total,
        documents=asked.documents,
        person=asked.buyer,
        personal=asdict(buyer),
    )
    seq = tell(work, event) if is_used else say(work, event)
    number.stands_for(work, row.vin, seq)
    return SoldVehicle(row.vin, seq, number.said, sums)


def used_sale(seat: Seat, given: str) -> UsedSale:
    """What can be done to sell a car as a used one; nothing with one that is in no books, or is a customer's."""
    with seat.store.reading() as work:
        try:
            row = kept.row(work, vins.canonical(given))
            signed = used_contract(kept.told(work, row.vin))
            may_be_sold = signed is None and _is_used(work, row)
        except Objection:
            return UsedSale()
    return UsedSale(may_be_sold, str(signed.facts["contract"]) if signed else "")


def _is_used(work: Work, row: Any) -> bool:
    """Whether a car is sold as a used one: it was taken in trade, or is in the books without having been our stock.

    One that a customer owns is nobody's to sell; one that is under contract already was for sale.
    """
    stage, told = row.stage, kept.told(work, row.vin)
    if stage == Stage.FOR_SALE_AGAIN or used_contract(told):
        return True
    if stage != Stage.IN_USE or any(each.kind == Happening.RECEIVED for each in life.standing(told)):
        return False
    if row.owner is not None:
        raise contract.CustomersCar
    return True


def _priced(work: Work, asked: SellVehicle, *, is_used: bool) -> tuple[Amounts, Tax | None]:
    """What the sale comes to, by the market's tax on the day.

    Of a used car the contract names a tax only where somebody says how the price holds it: under a margin scheme
    (Directive 2006/112/EC, articles 313 and 325; VAT Notice 718) none may be shown.
    """
    market = market_in_force(work)
    if asked.price.currency != market.currency:
        raise contract.ForeignCurrency(asked.price.currency, market.currency)
    tax = None if is_used and asked.custom is None else next(iter(market.tax_on(asked.on)), None)
    custom = asked.custom or market.prices.vehicles
    inclusive = custom is PriceCustom.INCLUSIVE
    share = tax.share if tax else Fraction(0)
    return contract.amounts(asked.price, asked.discount, asked.deposit, share, inclusive=inclusive), tax


@verb(SELL)
def cancel_sale(work: Work, asked: CancelSale) -> Happened:
    """Cancel a contract before the handover; its number stays taken, the car is for sale again."""
    vin = kept.row(work, vins.canonical(asked.vin)).vin
    sale = used_contract(kept.told(work, vin))
    is_used = sale is not None
    if sale is None:
        of = car_here(work, vin)
        sale = next((each for each in of.events if each.seq == of.standing.sale_event), None)
    if sale is None:
        raise handover.NotSold
    if not asked.why.strip():
        raise life.ReasonMissing
    measures.check_texts([("why", asked.why)])
    if asked.on < sale.on:
        raise contract.CancelledBeforeSale(asked.on, sale.on)
    refuse_rested(work, vin, sale)
    facts = {"why": asked.why.strip(), "contract": sale.facts["contract"]}
    event = Event(vin, asked.on, Happening.CANCELLED.value, facts, corrects=sale.seq, person=sale.person)
    seq = tell(work, event) if is_used else take_back(work, vin, sale, event)
    contracts.cancel_contract(work, sale.seq, seq)
    return Happened(vin, seq)


VERBS: tuple[Verb[Any, Any], ...] = (sell_vehicle, cancel_sale)
