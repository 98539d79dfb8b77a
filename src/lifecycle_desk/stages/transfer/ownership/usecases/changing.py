"""Changing the owner: one action tells who has the vehicle now, with what, and ends what was the earlier owner's."""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.campaigns.usecases.standing import stops
from lifecycle_desk.commands.command import Command, command, formerly
from lifecycle_desk.commands.kinds import (
    Customer,
    Day,
    Documents,
    LongNote,
    OdometerNeeded,
    On,
    One,
    Text,
    Whole,
)
from lifecycle_desk.cover.usecases import car_facts, handed_on, rules_in_force
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.market import tidy_plate
from lifecycle_desk.stages.transfer.ownership.rules import ownership
from lifecycle_desk.stages.transfer.ownership.rules import wording as words
from lifecycle_desk.stages.transfer.ownership.rules.facts import FoundOut
from lifecycle_desk.stages.transfer.ownership.rules.ownership import (
    MOST_KEYS,
    Becomes,
    KeysOutOfRange,
    OwnerEvent,
    PartAfter,
    PartTold,
    Way,
)
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import (
    PaperThere,
    Side,
    authority_of,
    look_at_papers,
    missing,
)
from lifecycle_desk.stages.transfer.trade_in.rules.rights import CHANGE_OWNER
from lifecycle_desk.stages.transfer.trade_in.usecases.recording import follow
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import odometer
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.contract import ContractOfAnother, ContractWithoutPrice
from lifecycle_desk.vehicle.rules.facts import SaleTold
from lifecycle_desk.vehicle.rules.life import Stage, VehicleState, check_day
from lifecycle_desk.vehicle.rules.people import Person, Who
from lifecycle_desk.vehicle.rules.resting import CHANGES_HANDS, OF_CONTRACT, OF_OWNER
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT
from lifecycle_desk.vehicle.rules.steps import Step, TakesBack, taking_back, teach
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.tables.contracts import cancel_contract
from lifecycle_desk.vehicle.usecases.contracts import Number, next_number, used_contract
from lifecycle_desk.vehicle.usecases.customers import number_of
from lifecycle_desk.vehicle.usecases.odometer import distance_run
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event
from lifecycle_desk.vehicle.usecases.steps import check, event_of
from lifecycle_desk.vehicle.usecases.voiding import Voided, only, undone_by, void_command

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChangeOwner:
    """A vehicle that becomes another's.

    `before` is a person's number; without `before` the seller is the owner whom the books know. `plate` is
    the new one, "" where the plate was taken off, None where it stays. `price` is between the two and is sealed apart
    with the buyer's data. A sale from our stock is a contract: `contract` is its number where it is none of ours.
    `to_spouse` lets makers' rights of a first owner go on. `consents` names who agreed that
    the change is written down.
    """

    vin: str
    on: On
    to: Annotated[Who, Customer(C_("transfer", "New owner"), needed=True)]
    odometer: OdometerNeeded
    keys: Annotated[int, Whole(C_("vehicle", "Keys"), most=MOST_KEYS, refuses=KeysOutOfRange)]
    cards: Annotated[int, Whole(N_("Key cards"), most=MOST_KEYS, refuses=KeysOutOfRange)] = 0
    way: Annotated[Way, One(C_("transfer", "How"), terms=Way)] = Way.PRIVATE
    before: int | None = None
    to_spouse: bool = False
    plate: Annotated[str | None, Text(N_("New plate"))] = None
    papers: tuple[PaperThere, ...] = ()
    authority_reference: Annotated[str, Text(N_("Authority reference"), fact="reference")] = ""
    notified_on: Annotated[date | None, Day(N_("Notified on"))] = None
    consents: tuple[Side, ...] = ()
    privacy_told: bool = False
    price: Money | None = None
    note: LongNote = ""
    documents: Documents = ()
    contract: str | None = None


CHANGED = Step(
    ChangeOwner,
    OwnerEvent.CHANGED,
    "user-check",
    heading=N_("Change of owner"),
    done=N_("Owner changed"),
    adds=FoundOut,
    title=words.title,
    detail=("way", words.lacking),
    tells=(
        (C_("transfer", "New owner"), words.owner),
        (C_("transfer", "Seller"), words.seller),
        "way",
        "keys",
        (N_("Key cards"), words.cards),
        "plate",
        (N_("Documents shown"), words.papers),
        "missing",
        "authority_reference",
        "notify_by",
        "notified_on",
        (N_("Cover that continues"), words.cover(Becomes.STAYS)),
        (N_("Cover that reverts"), words.cover(Becomes.FALLS_BACK)),
        (N_("Cover that ends"), words.cover(Becomes.ENDS)),
        (N_("Contract"), words.contract),
        "note",
    ),
    travels=("keys", "cards", "to_spouse"),
    not_facts=("before", "price", "contract"),
    only_said=("contract",),
    rests_on=(*CHANGES_HANDS, OF_CONTRACT, OF_OWNER),
)


@dataclass(frozen=True, slots=True)
class ChangeToNew:
    """Write down that a vehicle is somebody's who is new as a customer: both or neither."""

    change: ChangeOwner
    owner: Person


@dataclass(frozen=True, slots=True)
class OwnerChanged:
    """A vehicle that is another's, the number of the event, and the day until which the authority must know."""

    vin: str
    event: int
    owner: int
    notify_by: date | None


@dataclass(frozen=True, slots=True)
class TakeChangeBack(TakesBack):
    """A change of owner that is taken back, and why."""


TAKEN_BACK = taking_back(
    TakeChangeBack,
    OwnerEvent.TAKEN_BACK,
    heading=N_("Void change of owner"),
    done=N_("Change of owner voided"),
)


@void_command(TAKEN_BACK, EVENT_CORRECT, only(OwnerEvent.CHANGED, ownership.NoChangeOfOwner))
def take_change_of_owner_back(tx: Transaction, void: Voided) -> EventRef:
    """Take back a change of owner told by mistake: the earlier owner's time and accounts go on."""
    cancel_contract(tx, void.told.seq, void.event)
    follow(tx, void.vin)
    return void.ref


_undone = undone_by(take_change_of_owner_back)


@command(CHANGE_OWNER, undo=_undone)
def change_owner(tx: Transaction, asked: ChangeOwner) -> OwnerChanged:
    """Write down that a vehicle is another's: with its keys, papers and odometer; the earlier owner's accounts end."""
    to = number_of(tx, asked.to, "to")
    row = life_rows.row(tx, vins.canonical(asked.vin))
    of, figures = str(row.vin), life_rows.figures_of(row)
    sale = used_contract(life_rows.told(tx, of))
    ownership.check_stage(figures.stage, under_contract=sale is not None)
    signed = sale.facts_as(SaleTold) if sale else None
    if signed and signed.buyer != to:
        raise ContractOfAnother(signed.contract)
    check_day(asked.on, today(tx))
    ownership.check_parties(figures.owner, figures.owner_since, asked.before, to, asked.on)
    buyer = people.person(tx, to)
    if asked.before is not None and figures.owner is None:
        people.person(tx, asked.before)
    _check(tx, asked)
    authority = authority_of(market_in_force(tx).code, asked.on)
    tx.note(*(look_at_papers(authority, asked.papers, asked.on) if authority else ()))
    _note_consents(tx, asked)
    tx.note(*stops(tx, of))  # the new owner must know, and drives off with it
    notify_by = authority.notify_by(asked.on) if authority else None
    number = None if signed else _number(tx, asked, figures.stage)
    plate = _plate(tx, asked)
    reference, note = asked.authority_reference.strip(), asked.note.strip()
    told = replace(asked, to=to, plate=plate, authority_reference=reference, note=note)
    adds = FoundOut(
        asked.before if figures.owner is None else figures.owner,
        missing(authority, asked.papers) if authority else (),
        authority.names.english if authority else None,
        notify_by,
        tuple(_told(each) for each in _cover(tx, asked, of)),
        number.said if number else signed.contract if signed else None,
    )
    sets = VehicleState(stage=Stage.IN_USE, owner=to, owner_since=asked.on, plate=plate)
    personal = asdict(buyer) | {"price": asked.price}
    event = event_of(CHANGED, told, of, adds, sets, person=to, personal=personal)
    seq = record_event(tx, event)
    if number:
        number.stands_for(tx, of, seq)
    follow(tx, of)
    return OwnerChanged(of, seq, to, notify_by)


change_to_new_owner = formerly(
    "change_to_new_owner", change_owner, ChangeToNew, lambda asked: replace(asked.change, to=asked.owner)
)


def _number(tx: Transaction, asked: ChangeOwner, stage: Stage | None) -> Number | None:
    """The number of the contract that a sale from our stock makes; none where the car goes from hand to hand."""
    if asked.way is not Way.FROM_STOCK and stage is not Stage.FOR_SALE_AGAIN:
        return None
    number = next_number(tx, asked.on, asked.contract)
    if asked.price is None:
        tx.note(ContractWithoutPrice(number.said))
    return number


def _check(tx: Transaction, asked: ChangeOwner) -> None:
    odometer.kilometres(asked.odometer)
    check(tx, asked)
    ownership.check_opens(asked.keys, asked.cards)
    if asked.notified_on:
        check_day(asked.notified_on, today(tx))
        if asked.notified_on < asked.on:
            raise ownership.NotifiedBefore(asked.notified_on, asked.on)


def _note_consents(tx: Transaction, asked: ChangeOwner) -> None:
    agreed = set(asked.consents)
    if Side.BOTH not in agreed and not {Side.SELLER, Side.BUYER} <= agreed:
        tx.note(ownership.ConsentMissing())
    if not asked.privacy_told:
        tx.note(ownership.PrivacyNotTold())


def _plate(tx: Transaction, asked: ChangeOwner) -> str | None:
    """The new plate as it is kept; None where it stays, empty where it was taken off."""
    if asked.plate is None:
        return None
    plate = tidy_plate(asked.plate)
    if plate:
        tx.note(market_in_force(tx).look_at_plate(plate))
    return plate


def _cover(tx: Transaction, asked: ChangeOwner, of: str) -> tuple[PartAfter, ...]:
    run = distance_run(tx, of, asked.odometer.km, asked.on)
    km = max(run, life_rows.figures(tx, of)[0].odometer_km or 0)
    return compared(tx, of, asked.on, km, to_spouse=asked.to_spouse)


def compared(tx: Transaction, of: str, on: date, km: int | None, *, to_spouse: bool = False) -> tuple[PartAfter, ...]:
    """The fate of each part's cover if the vehicle becomes another's on a day."""
    facts = car_facts(tx, of)
    after = handed_on(facts, on, to_spouse=to_spouse)
    return ownership.cover_after(facts, after, (on - A_DAY, on), km, rules_in_force(tx))


def _told(each: PartAfter) -> PartTold:
    """A part as the event has it: without the reasons."""
    return PartTold(each.part, each.before, each.after, each.becomes, each.rule_before, each.rule_after)


teach(CHANGED, TAKEN_BACK)

COMMANDS: tuple[Command[Any, Any], ...] = (change_owner, change_to_new_owner, take_change_of_owner_back)
