"""Changing the owner: one action tells who has the vehicle now, with what, and ends what was the earlier owner's."""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

import msgspec

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import CHANGE_OWNER, EVENT_CORRECT
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.market import tidy_plate
from lifecycle_desk.stages.transfer.rules import ownership
from lifecycle_desk.stages.transfer.rules.owner_papers import (
    PaperThere,
    Side,
    authority_of,
    look_at_papers,
    missing,
)
from lifecycle_desk.stages.transfer.rules.ownership import OwnerEvent, PartAfter, Way
from lifecycle_desk.stages.transfer.usecases.trade_recording import follow
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life, odometer
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.contract import ContractOfAnother, ContractWithoutPrice
from lifecycle_desk.vehicle.rules.life import Event, Stage, VehicleState, check_day
from lifecycle_desk.vehicle.rules.people import LONGEST_TEXT, Person, TextTooLong
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.tables.contracts import cancel_contract
from lifecycle_desk.vehicle.usecases.campaigns import stops
from lifecycle_desk.vehicle.usecases.contracts import Number, next_number, used_contract
from lifecycle_desk.vehicle.usecases.cover import car_facts, handed_on, rules_in_force
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing
from lifecycle_desk.vehicle.usecases.odometer import distance_run
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.resting import refuse_rested

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChangeOwner:
    """A vehicle that becomes another's.

    `to` and `before` are persons' numbers; without `before` the seller is the owner whom the books know. `plate` is
    the new one, "" where the plate was taken off, None where it stays. `price` is between the two and is sealed apart
    with the buyer's data. A sale from our stock is a contract: `contract` is its number where it is none of ours.
    `to_spouse` lets makers' rights of a first owner go on. `consents` names who agreed that
    the change is written down.
    """

    vin: str
    on: date
    to: int
    odometer: Distance
    keys: int
    cards: int = 0
    way: Way = Way.PRIVATE
    before: int | None = None
    to_spouse: bool = False
    plate: str | None = None
    papers: tuple[PaperThere, ...] = ()
    authority_reference: str = ""
    notified_on: date | None = None
    consents: tuple[Side, ...] = ()
    privacy_told: bool = False
    price: Money | None = None
    note: str = ""
    documents: tuple[str, ...] = ()
    contract: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeToNew:
    """The same to somebody who is new; what `change.to` says is replaced by their number."""

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
class TakeChangeBack:
    """A change of owner that is taken back, and why."""

    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class ChangeTakenBack:
    """A vehicle that is again the earlier owner's."""

    vin: str
    event: int


def _undone(made: OwnerChanged) -> tuple[Command[Any, Any], TakeChangeBack]:
    return take_change_of_owner_back, TakeChangeBack(made.event, "undone")


@command(CHANGE_OWNER, undo=_undone)
def change_owner(tx: Transaction, asked: ChangeOwner) -> OwnerChanged:
    """Write down that a vehicle is another's: with its keys, papers and odometer; the earlier owner's accounts end."""
    row = life_rows.row(tx, vins.canonical(asked.vin))
    of, figures = str(row.vin), life_rows.figures_of(row)
    signed = used_contract(life_rows.told(tx, of))
    ownership.check_stage(figures.stage, under_contract=signed is not None)
    if signed and signed.facts["buyer"] != asked.to:
        raise ContractOfAnother(signed.facts["contract"])
    check_day(asked.on, today(tx))
    ownership.check_parties(figures.owner, figures.owner_since, asked.before, asked.to, asked.on)
    buyer = people.person(tx, asked.to)
    if asked.before is not None and figures.owner is None:
        people.person(tx, asked.before)
    _check(tx, asked)
    authority = authority_of(market_in_force(tx).code, asked.on)
    tx.note(*(look_at_papers(authority, asked.papers, asked.on) if authority else ()))
    _note_consents(tx, asked)
    tx.note(*stops(tx, of))  # the new owner must know, and drives off with it
    notify_by = authority.notify_by(asked.on) if authority else None
    number = None if signed else _number(tx, asked, figures.stage)
    facts: dict[str, Any] = {
        "from": asked.before if figures.owner is None else figures.owner,
        "to": asked.to,
        "way": asked.way.value,
        "to_spouse": asked.to_spouse,
        "keys": asked.keys,
        "cards": asked.cards,
        "plate": _plate(tx, asked),
        "papers": msgspec.to_builtins(asked.papers),
        "missing": [each.value for each in missing(authority, asked.papers)] if authority else [],
        "authority": authority.names.english if authority else None,
        "reference": asked.authority_reference.strip(),
        "notify_by": notify_by,
        "notified_on": asked.notified_on,
        "consents": [each.value for each in asked.consents],
        "privacy_told": asked.privacy_told,
        "cover": [_told(each) for each in _cover(tx, asked, of)],
        "note": asked.note.strip(),
    }
    if signed or number:
        facts["contract"] = number.said if number else signed.facts["contract"] if signed else None
    sets = VehicleState(stage=Stage.IN_USE, owner=asked.to, owner_since=asked.on, plate=_plate(tx, asked))
    event = Event(
        of,
        asked.on,
        OwnerEvent.CHANGED.value,
        facts,
        sets,
        asked.odometer,
        documents=asked.documents,
        person=asked.to,
        personal=asdict(buyer) | {"price": asked.price},
    )
    seq = record_event(tx, event)
    if number:
        number.stands_for(tx, of, seq)
    follow(tx, of)
    return OwnerChanged(of, seq, asked.to, notify_by)


# Whoever may change owners may edit customers too (dealership/rules.py); a test holds the roles to it.
@command(CHANGE_OWNER, undo=_undone)
def change_to_new_owner(tx: Transaction, asked: ChangeToNew) -> OwnerChanged:
    """Write down that a vehicle is somebody's who is new as a customer: both or neither."""
    number = add_person.does(tx, asked.owner).number  # type: ignore[union-attr]  # no verb of steps
    return change_owner.does(tx, replace(asked.change, to=number))  # type: ignore[return-value]  # as above


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
    ownership.check_counts(asked.keys, asked.cards)
    if asked.notified_on:
        check_day(asked.notified_on, today(tx))
        if asked.notified_on < asked.on:
            raise ownership.NotifiedBefore(asked.notified_on, asked.on)
    for field in ("authority_reference", "note"):
        length = len(getattr(asked, field))
        if length > LONGEST_TEXT:
            raise TextTooLong(length, LONGEST_TEXT).at_field(field)
    for place, each in enumerate(asked.documents):
        if people.document(tx, each) is None:
            raise DocumentMissing(each[:12]).at_field(f"documents[{place}]")


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
    """What becomes of the cover of each part if the vehicle becomes another's on a day."""
    facts = car_facts(tx, of)
    after = handed_on(facts, on, to_spouse=to_spouse)
    return ownership.cover_after(facts, after, (on - A_DAY, on), km, rules_in_force(tx))


def _told(each: PartAfter) -> dict[str, Any]:
    """A part as the event's facts have it: the names of the rules and the codes of the answers."""
    return {
        "part": each.part.value,
        "before": each.before.value,
        "after": each.after.value,
        "becomes": each.becomes.value,
        "rule_before": each.rule_before,
        "rule_after": each.rule_after,
    }


@command(EVENT_CORRECT)
def take_change_of_owner_back(tx: Transaction, asked: TakeChangeBack) -> ChangeTakenBack:
    """Take back a change of owner told by mistake: the earlier owner's time and accounts go on."""
    if not asked.why.strip():
        raise life.ReasonMissing
    if len(asked.why) > LONGEST_TEXT:
        raise TextTooLong(len(asked.why), LONGEST_TEXT).at_field("why")
    found = life_rows.event(tx, asked.seq)
    if found is None or found[1] is None:
        raise life.UnknownEvent(asked.seq)
    told, of = found[0], found[1]
    if told.kind != OwnerEvent.CHANGED:
        raise ownership.NoChangeOfOwner(asked.seq)
    if life_rows.is_corrected(tx, asked.seq):
        raise life.EventCorrected(asked.seq)
    refuse_rested(tx, of, told)
    facts = {"why": asked.why.strip(), "kind": told.kind}
    seq = record_event(tx, Event(of, today(tx), OwnerEvent.TAKEN_BACK.value, facts, corrects=asked.seq))
    cancel_contract(tx, asked.seq, seq)
    follow(tx, of)
    return ChangeTakenBack(of, seq)


VERBS: tuple[Command[Any, Any], ...] = (change_owner, change_to_new_owner, take_change_of_owner_back)
