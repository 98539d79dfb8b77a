"""The contract of a sale, and its cancelling."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.said import Piece
from lifecycle_desk.commands.command import Command, UserSession, command, formerly
from lifecycle_desk.commands.kinds import WHY, Amount, Customer, Documents, Note, On, Own, Text
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.market import PriceCustom
from lifecycle_desk.market.taxes import Tax, Taxed, margin_tax
from lifecycle_desk.stages.sale.contract.rules import Agreed, OfContract, TaxTold
from lifecycle_desk.stages.sale.handover import rules as handover
from lifecycle_desk.stages.sale.stock.rules.rights import SELL
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.stages.sale.stock.usecases.recording import car_here, record, take_back
from lifecycle_desk.stages.sale.stock.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import contract, life
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.contract import Amounts
from lifecycle_desk.vehicle.rules.life import RecordedEvent, Stage, VehicleState, check_day
from lifecycle_desk.vehicle.rules.people import Person, Who
from lifecycle_desk.vehicle.rules.resting import CHANGES_HANDS
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.tables import contracts, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.contracts import next_number, used_contract
from lifecycle_desk.vehicle.usecases.customers import number_of
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event
from lifecycle_desk.vehicle.usecases.steps import check, event_of
from lifecycle_desk.vehicle.usecases.voiding import refuse_rested

CONTRACT, FEES = N_("Contract"), N_("Fees passed on")


@dataclass(frozen=True, slots=True)
class SellVehicle:
    """A contract: who buys, for how much; `custom` says whether tax is in the price, else the market does.

    `fees` are those of authorities, such as registration and road tax, that the dealer passes on at cost.
    `contract` is a number of the dealer's own; where none is given, the next of ours is taken. `seller` is a member
    of staff; unnamed, who acts.
    """

    vin: str
    on: On
    buyer: Annotated[Who, Customer(C_("sale", "Buyer"), needed=True)]
    price: Annotated[Money, Amount(C_("sale", "Price"), needed=True)]
    discount: Annotated[Money | None, Amount(N_("Discount"))] = None
    deposit: Annotated[Money | None, Amount(N_("Deposit"))] = None
    custom: Annotated[PriceCustom | None, Own(N_("Tax"))] = None
    contract: Annotated[str | None, Text(N_("Contract number"), N_("Leave empty for the next number"), longest=40)] = (
        None
    )
    seller: Annotated[str, Text(N_("Seller"))] = ""
    note: Note = ""
    documents: Documents = ()
    fees: Annotated[Money | None, Amount(FEES, N_("At cost, without tax"))] = None


@dataclass(frozen=True, slots=True)
class SellToNew:
    """Sell a car to a customer who is new: both or neither."""

    sale: SellVehicle
    buyer: Person


def _contract(told: RecordedEvent, _: Names) -> Piece | None:
    return told.facts_as(OfContract).contract or None


def _buyer(told: RecordedEvent, names: Names) -> Piece | None:
    return names.get(told.facts_as(Agreed).buyer)


def _total(told: RecordedEvent, _: Names) -> Piece | None:
    return told.facts_as(Agreed).amounts.total


SOLD = Step(
    SellVehicle,
    Happening.SOLD,
    "receipt",
    heading=C_("sale", "Sell vehicle"),
    done=N_("Sale saved"),
    form="buyer / price custom discount deposit fees / on contract seller note / documents",
    adds=Agreed,
    detail=(_contract, _buyer),
    tells=(
        (CONTRACT, _contract),
        (N_("Buyer"), _buyer),
        "price",
        "discount",
        "fees",
        (N_("Total"), _total),
        "deposit",
        "seller",
        "note",
    ),
    only_said=(contract.USED, contract.FEES, contract.MARGIN_TAX),
    rests_on=CHANGES_HANDS,
)


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
    on: On
    why: Annotated[
        str,
        Text(
            WHY,
            N_("The contract stays readable with this reason, and its number is not reused."),
            needed=True,
            refuses=life.ReasonMissing,
        ),
    ]


CANCELLED = Step(
    CancelSale,
    Happening.CANCELLED,
    "arrow-back-up",
    heading=N_("Cancel sale"),
    done=N_("Sale cancelled; the vehicle is for sale again"),
    form="why:3 on",
    save=C_("sale", "Cancel sale"),
    adds=OfContract,
    detail=(_contract, "why"),
    tells=((CONTRACT, _contract), "why"),
    takes_back=True,
)


@dataclass(frozen=True, slots=True)
class UsedSale:
    """Whether a car can be sold as a used one now, the contract under which it stands as one, and what it cost."""

    may_be_sold: bool = False
    contract: str = ""
    paid: Money | None = None


@command(SELL, undo=undone)
def sell_vehicle(tx: Transaction, asked: SellVehicle) -> SoldVehicle:
    """Sell a car, new or used: the contract with its buyer, price and tax."""
    who = number_of(tx, asked.buyer, "buyer")
    asked = replace(asked, buyer=who)
    row = life_rows.row(tx, vins.canonical(asked.vin))
    is_used = _is_used(tx, row)
    of = None if is_used else car_here(tx, asked.vin)
    if of and of.standing.contract:
        raise handover.SoldAlready(of.standing.contract)
    if is_used and (signed := used_contract(life_rows.told(tx, row.vin))):
        raise handover.SoldAlready(signed.facts_as(Agreed).contract)
    buyer = people.person(tx, who)
    check_day(asked.on, today(tx))
    if of and of.standing.quarantined:
        tx.note(handover.InQuarantine())
    sums, tax = _priced(tx, asked, is_used=is_used)
    number = next_number(tx, asked.on, asked.contract)
    check(tx, asked)  # after the rules of a contract, which have names of their own
    agreed = Agreed(
        number.said,
        who,
        asked.seller.strip() or tx.by or "",
        sums,
        TaxTold(tax.name, tax.local_name, tax.percent) if tax else None,
        is_used or None,
        _margin_tax(tx, asked.on, row.vin, sums) if is_used and tax is None else None,
    )
    sets = VehicleState(stage=Stage.SOLD) if is_used else VehicleState(sold_on=asked.on)  # a figure of the first sale
    event = event_of(SOLD, asked, row.vin, agreed, sets, paid=sums.total, person=who, personal=asdict(buyer))
    seq = record_event(tx, event) if is_used else record(tx, event)
    number.stands_for(tx, row.vin, seq)
    return SoldVehicle(row.vin, seq, number.said, sums)


sell_to_new_buyer = formerly(
    "sell_to_new_buyer", sell_vehicle, SellToNew, lambda asked: replace(asked.sale, buyer=asked.buyer)
)


def used_sale(user: UserSession, given: str) -> UsedSale:
    """The ways to sell a car as a used one; none for one that is in no books, or is a customer's."""
    with user.store.reading() as tx:
        try:
            row = life_rows.row(tx, vins.canonical(given))
            signed = used_contract(told := life_rows.told(tx, row.vin))
            may_be_sold = signed is None and _is_used(tx, row)
        except Objection:
            return UsedSale()
    paid = contract.paid_for(told) if may_be_sold else None
    return UsedSale(may_be_sold, signed.facts_as(Agreed).contract if signed else "", paid)


def _is_used(tx: Transaction, row: Any) -> bool:
    """Whether a car is sold as a used one: it was taken in trade, or is in the books without having been our stock.

    One that a customer owns is nobody's to sell; one that is under contract already was for sale.
    """
    stage, told = row.stage, life_rows.told(tx, row.vin)
    if stage == Stage.FOR_SALE_AGAIN or used_contract(told):
        return True
    if stage != Stage.IN_USE or any(each.kind == Happening.RECEIVED for each in life.effective_events(told)):
        return False
    if row.owner is not None:
        raise contract.CustomersCar
    return True


def _priced(tx: Transaction, asked: SellVehicle, *, is_used: bool) -> tuple[Amounts, Tax | None]:
    """The amounts of the sale, by the market's tax on the day.

    Of a used car the contract names a tax only where somebody says how the price holds it: under a margin scheme
    (Directive 2006/112/EC, articles 313 and 325; VAT Notice 718) none may be shown.
    """
    market = market_in_force(tx)
    if asked.price.currency != market.currency:
        raise contract.ForeignCurrency(asked.price.currency, market.currency)
    tax = None if is_used and asked.custom is None else next(iter(market.tax_on(asked.on, Taxed.VEHICLES)), None)
    custom = asked.custom or market.prices.vehicles
    inclusive = custom is PriceCustom.INCLUSIVE
    share = tax.share if tax else Fraction(0)
    return contract.amounts(
        asked.price, asked.discount, asked.deposit, share, inclusive=inclusive, fees=asked.fees
    ), tax


def _margin_tax(tx: Transaction, on: date, vin: str, sums: Amounts) -> Money | None:
    """The tax within the margin of a used car, where the market has a scheme and it is known what the car cost."""
    market, paid = market_in_force(tx), contract.paid_for(life_rows.told(tx, vin))
    tax = next(iter(market.tax_on(on, Taxed.VEHICLES)), None)
    if tax is None or paid is None or paid.currency != market.currency or not market.margin_scheme_on(on):
        return None
    return margin_tax(paid, sums.agreed, tax)


@command(SELL)
def cancel_sale(tx: Transaction, asked: CancelSale) -> EventRef:
    """Cancel a contract before the handover; its number stays taken, the car is for sale again."""
    vin = life_rows.row(tx, vins.canonical(asked.vin)).vin
    sale = used_contract(life_rows.told(tx, vin))
    is_used = sale is not None
    if sale is None:
        of = car_here(tx, vin)
        sale = next((each for each in of.events if each.seq == of.standing.sale_event), None)
    if sale is None:
        raise handover.NotSold
    check(tx, asked)
    if asked.on < sale.on:
        raise contract.CancelledBeforeSale(asked.on, sale.on)
    refuse_rested(tx, vin, sale)
    told = replace(asked, why=asked.why.strip())
    event = event_of(CANCELLED, told, vin, sale.facts_as(OfContract), corrects=sale.seq, person=sale.person)
    seq = record_event(tx, event) if is_used else take_back(tx, sale, event)
    contracts.cancel_contract(tx, sale.seq, seq)
    return EventRef(vin, seq)


teach(SOLD, CANCELLED)

COMMANDS: tuple[Command[Any, Any], ...] = (sell_vehicle, sell_to_new_buyer, cancel_sale)
