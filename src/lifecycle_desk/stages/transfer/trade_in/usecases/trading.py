"""Trading in: a car comes back to the dealer from its owner, or is not bought; and taking back what was told."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece
from lifecycle_desk.commands.command import Command, command, formerly
from lifecycle_desk.commands.kinds import WHY, Amount, Customer, Day, Documents, LongNote, Odometer, On, Own, Text
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.transfer.trade_in.rules import trade
from lifecycle_desk.stages.transfer.trade_in.rules.measures import KeyCards, Keys, Place
from lifecycle_desk.stages.transfer.trade_in.rules.rights import TRADE
from lifecycle_desk.stages.transfer.trade_in.rules.trade import OPEN_TO_TRADE, TradeEvent
from lifecycle_desk.stages.transfer.trade_in.usecases.recording import TradeCar, follow, record, trade_car
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import NOBODY, RecordedEvent, Stage, VehicleState
from lifecycle_desk.vehicle.rules.people import Person, Who
from lifecycle_desk.vehicle.rules.resting import OF_OWNER
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT
from lifecycle_desk.vehicle.rules.steps import Step, TakesBack, entry_of, taking_back, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.customers import number_of
from lifecycle_desk.vehicle.usecases.life import Description, take_in
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.steps import check, event_of
from lifecycle_desk.vehicle.usecases.voiding import Voided, undone_by, void_command


@dataclass(frozen=True, slots=True)
class TakeInTrade:
    """A car that comes back to the dealer: keys and key cards counted, what was offered and agreed for it.

    `owner` is who hands it over; unnamed, whom the books have. `description`, `plate` and `first_registered_on` are
    for a car that is not in the books yet: it is added in the same action.
    """

    vin: Annotated[str, Own(C_("vehicle", "VIN"))]
    on: On
    odometer: Odometer = None
    keys: Keys = None
    key_cards: KeyCards = None
    offered: Annotated[Money | None, Amount(C_("trade", "Offered"))] = None
    agreed: Annotated[Money | None, Amount(C_("trade", "Agreed"))] = None
    location: Place = ""
    owner: Annotated[Who | None, Customer(C_("trade", "Handed over by"))] = None
    note: LongNote = ""
    documents: Documents = ()
    description: Annotated[Description | None, Own(C_("vehicle", "Vehicle"))] = None
    plate: Annotated[str | None, Own(C_("vehicle", "Plate"))] = None
    first_registered_on: Annotated[date | None, Day(N_("First registered"))] = None


@dataclass(frozen=True, slots=True)
class Seller:
    """Of a trade-in: from whom."""

    seller: Annotated[int | None, Own(C_("trade", "From"), fact="from")] = None


def _seller_named(told: RecordedEvent, names: Names) -> Piece | None:
    return names.get(told.facts_as(Seller).seller or 0)


TAKEN_IN = Step(
    TakeInTrade,
    TradeEvent.TAKEN_IN,
    "arrows-exchange",
    heading=N_("Trade in a vehicle"),
    done=N_("Traded in; the vehicle is for sale as used"),
    form="vin / description / plate first_registered_on / owner / on:2 offered agreed"
    " / odometer keys key_cards location / note documents",
    adds=Seller,
    detail=(_seller_named, "agreed"),
    first=((C_("trade", "From"), _seller_named),),
    travels=("keys", "key_cards"),
    not_facts=("owner", "description", "plate", "first_registered_on"),
    rests_on=("sale.handed_over", "transfer.owner_changed", OF_OWNER),
)


@dataclass(frozen=True, slots=True)
class TakeInFromNew:
    """Take a car in trade from a customer who is new: both or neither."""

    trade: TakeInTrade
    owner: Person


@dataclass(frozen=True, slots=True)
class NotBought:
    """A car that was looked at and is not bought, and why."""

    vin: str
    on: date
    why: Annotated[str, Text(WHY)] = ""


NOT_BOUGHT = Step(
    NotBought,
    TradeEvent.NOT_BOUGHT,
    "x",
    heading=N_("Record as not bought"),
    done=N_("Marked as not bought; findings stay in the vehicle’s history"),
    form="why",
    detail=("why",),
)


@dataclass(frozen=True, slots=True)
class TakeBackTrade(TakesBack):
    """An entry of second-hand trade that is taken back, and why."""


_entry = entry_of(TradeEvent)
TAKEN_BACK = taking_back(TakeBackTrade, TradeEvent.TAKEN_BACK, detail=(_entry, "why"), first=((N_("Record"), _entry),))


@void_command(TAKEN_BACK, EVENT_CORRECT, trade.check_taking_back, undo=True)
def take_back_trade_event(tx: Transaction, void: Voided) -> EventRef:
    """Take back a trade-in, a condition report or an appraisal that was told by mistake."""
    follow(tx, void.vin)
    return void.ref


undone = undone_by(take_back_trade_event)


@command(TRADE, undo=undone)
def take_in_trade(tx: Transaction, asked: TakeInTrade) -> EventRef:
    """Take a car in trade from its owner: from now on it is for sale again."""
    named = number_of(tx, asked.owner, "owner") if asked.owner else None
    life.check_day(asked.on, today(tx))
    check(tx, asked)
    of = _car(tx, asked)
    seller = _seller(tx, of, named)
    sets = VehicleState(
        stage=Stage.FOR_SALE_AGAIN,
        owner=NOBODY,
        plate=(asked.plate or "").strip() or None,
        first_registered_on=asked.first_registered_on,
    )
    personal = asdict(people.person(tx, seller))
    event = event_of(TAKEN_IN, asked, of.vin, Seller(seller), sets, person=seller, personal=personal)
    if asked.description and not of.events:
        described = {name: each for name, each in asdict(asked.description).items() if each}
        event = replace(event, facts=event.facts | {"description": described})
    return EventRef(of.vin, record(tx, event))


take_in_from_new_owner = formerly(
    "take_in_from_new_owner", take_in_trade, TakeInFromNew, lambda asked: replace(asked.trade, owner=asked.owner)
)


@command(TRADE, undo=undone)
def not_bought(tx: Transaction, asked: NotBought) -> EventRef:
    """Put away a car that was looked at or appraised and is not bought."""
    life.check_day(asked.on, today(tx))
    check(tx, asked)
    of = trade_car(tx, asked.vin)
    if of.standing.which is not trade.TradeList.OFFERED:
        raise trade.NotOffered
    return EventRef(of.vin, record(tx, event_of(NOT_BOUGHT, replace(asked, why=asked.why.strip()), of.vin)))


def _car(tx: Transaction, asked: TakeInTrade) -> TradeCar:
    """The car as the books have it, or as it comes into them now."""
    canonical = vins.canonical(asked.vin)
    if asked.description and not life_rows.is_known(tx, canonical):
        take_in(tx, canonical, asked.description)
    of = trade_car(tx, canonical)
    if of.stage is Stage.FOR_SALE_AGAIN and of.standing.taken_in_on:
        raise trade.TakenInAlready(of.standing.taken_in_on)
    if of.stage is not None and of.stage not in OPEN_TO_TRADE:
        raise trade.NotInUse(of.stage)
    return of


def _seller(tx: Transaction, of: TradeCar, named: int | None) -> int:
    seller = named or of.owner
    if seller is None:
        raise trade.SellerMissing
    people.person(tx, seller)
    if of.owner and seller != of.owner:
        tx.note(trade.SellerNotOwner())
    return seller


teach(TAKEN_IN, NOT_BOUGHT, TAKEN_BACK)

COMMANDS: tuple[Command[Any, Any], ...] = (take_in_trade, take_in_from_new_owner, not_bought, take_back_trade_event)
