"""Changing the owner: one action tells who has the vehicle now, with what, and ends what was the earlier owner's."""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

import msgspec

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.counter.verbs import Verb, verb
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
from lifecycle_desk.stages.transfer.usecases.trade_telling import follow
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules import life, odometer
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.contract import ContractOfAnother, ContractWithoutPrice
from lifecycle_desk.vehicle.rules.life import Event, Figures, Stage, check_day
from lifecycle_desk.vehicle.rules.people import LONGEST_TEXT, Person, TextTooLong
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.tables.contracts import cancel_contract
from lifecycle_desk.vehicle.usecases.campaigns import stops
from lifecycle_desk.vehicle.usecases.contracts import Number, next_number, used_contract
from lifecycle_desk.vehicle.usecases.cover import car_facts, handed_on, rules_in_force
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing
from lifecycle_desk.vehicle.usecases.odometer import distance_run
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.resting import refuse_rested
from lifecycle_desk.vehicle.usecases.telling import tell

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


def _undone(made: OwnerChanged) -> tuple[Verb[Any, Any], TakeChangeBack]:
    return take_change_of_owner_back, TakeChangeBack(made.event, "undone")


@verb(CHANGE_OWNER, undo=_undone)
def change_owner(work: Work, asked: ChangeOwner) -> OwnerChanged:
    """Write down that a vehicle is another's: with its keys, papers and odometer; the earlier owner's accounts end."""
    row = kept.row(work, vins.canonical(asked.vin))
    of, figures = str(row.vin), kept.figures_of(row)
    signed = used_contract(kept.told(work, of))
    ownership.check_stage(figures.stage, under_contract=signed is not None)
    if signed and signed.facts["buyer"] != asked.to:
        raise ContractOfAnother(signed.facts["contract"])
    check_day(asked.on, today(work))
    ownership.check_parties(figures.owner, figures.owner_since, asked.before, asked.to, asked.on)
    buyer = people.person(work, asked.to)
    if asked.before is not None and figures.owner is None:
        people.person(work, asked.before)
    _check(work, asked)
    authority = authority_of(market_in_force(work).code, asked.on)
    work.note(*(look_at_papers(authority, asked.papers, asked.on) if authority else ()))
    _note_consents(work, asked)
    work.note(*stops(work, of))  # the new owner must know, and drives off with it
    notify_by = authority.notify_by(asked.on) if authority else None
    number = None if signed else _number(work, asked, figures.stage)
    facts: dict[str, Any] = {
        "from": asked.before if figures.owner is None else figures.owner,
        "to": asked.to,
        "way": asked.way.value,
        "to_spouse": asked.to_spouse,
        "keys": asked.keys,
        "cards": asked.cards,
        "plate": _plate(work, asked),
        "papers": msgspec.to_builtins(asked.papers),
        "missing": [each.value for each in missing(authority, asked.papers)] if authority else [],
        "authority": authority.names.english if authority else None,
        "reference": asked.authority_reference.strip(),
        "notify_by": notify_by,
        "notified_on": asked.notified_on,
        "consents": [each.value for each in asked.consents],
        "privacy_told": asked.privacy_told,
        "cover": [_told(each) for each in _cover(work, asked, of)],
        "note": asked.note.strip(),
    }
    if signed or number:
        facts["contract"] = number.said if number else signed.facts["contract"] if signed else None
    sets = Figures(stage=Stage.IN_USE, owner=asked.to, owner_since=asked.on, plate=_plate(work, asked))
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
    seq = tell(work, event)
    if number:
        number.stands_for(work, of, seq)
    follow(work, of)
    return OwnerChanged(of, seq, asked.to, notify_by)


# Whoever may change owners may edit customers too (dealership/rules.py); a test holds the roles to it.
@verb(CHANGE_OWNER, undo=_undone)
def change_to_new_owner(work: Work, asked: ChangeToNew) -> OwnerChanged:
    """Write down that a vehicle is somebody's who is new as a customer: both or neither."""
    number = add_person.does(work, asked.owner).number  # type: ignore[union-attr]  # no verb of steps
    return change_owner.does(work, replace(asked.change, to=number))  # type: ignore[return-value]  # as above


def _number(work: Work, asked: ChangeOwner, stage: Stage | None) -> Number | None:
    """The number of the contract that a sale from our stock makes; none where the car goes from hand to hand."""
    if asked.way is not Way.FROM_STOCK and stage is not Stage.FOR_SALE_AGAIN:
        return None
    number = next_number(work, asked.on, asked.contract)
    if asked.price is None:
        work.note(ContractWithoutPrice(number.said))
    return number


def _check(work: Work, asked: ChangeOwner) -> None:
    odometer.kilometres(asked.odometer)
    ownership.check_counts(asked.keys, asked.cards)
    if asked.notified_on:
        check_day(asked.notified_on, today(work))
        if asked.notified_on < asked.on:
            raise ownership.NotifiedBefore(asked.notified_on, asked.on)
    for field in ("authority_reference", "note"):
        length = len(getattr(asked, field))
        if length > LONGEST_TEXT:
            raise TextTooLong(length, LONGEST_TEXT).beside(field)
    for place, each in enumerate(asked.documents):
        if people.document(work, each) is None:
            raise DocumentMissing(each[:12]).beside(f"documents[{place}]")


def _note_consents(work: Work, asked: ChangeOwner) -> None:
    agreed = set(asked.consents)
    if Side.BOTH not in agreed and not {Side.SELLER, Side.BUYER} <= agreed:
        work.note(ownership.ConsentMissing())
    if not asked.privacy_told:
        work.note(ownership.PrivacyNotTold())


def _plate(work: Work, asked: ChangeOwner) -> str | None:
    """The new plate as it is kept; None where it stays, empty where it was taken off."""
    if asked.plate is None:
        return None
    plate = tidy_plate(asked.plate)
    if plate:
        work.note(market_in_force(work).look_at_plate(plate))
    return plate


def _cover(work: Work, asked: ChangeOwner, of: str) -> tuple[PartAfter, ...]:
    run = distance_run(work, of, asked.odometer.km, asked.on)
    km = max(run, kept.figures(work, of)[0].odometer_km or 0)
    return compared(work, of, asked.on, km, to_spouse=asked.to_spouse)


def compared(work: Work, of: str, on: date, km: int | None, *, to_spouse: bool = False) -> tuple[PartAfter, ...]:
    """What becomes of the cover of each part if the vehicle becomes another's on a day."""
    facts = car_facts(work, of)
    after = handed_on(facts, on, to_spouse=to_spouse)
    return ownership.cover_after(facts, after, (on - A_DAY, on), km, rules_in_force(work))


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


@verb(EVENT_CORRECT)
def take_change_of_owner_back(work: Work, asked: TakeChangeBack) -> ChangeTakenBack:
    """Take back a change of owner told by mistake: the earlier owner's time and accounts go on."""
    if not asked.why.strip():
        raise life.ReasonMissing
    if len(asked.why) > LONGEST_TEXT:
        raise TextTooLong(len(asked.why), LONGEST_TEXT).beside("why")
    found = kept.event(work, asked.seq)
    if found is None or found[1] is None:
        raise life.UnknownEvent(asked.seq)
    told, of = found[0], found[1]
    if told.kind != OwnerEvent.CHANGED:
        raise ownership.NoChangeOfOwner(asked.seq)
    if kept.is_corrected(work, asked.seq):
        raise life.EventCorrected(asked.seq)
    refuse_rested(work, of, told)
    facts = {"why": asked.why.strip(), "kind": told.kind}
    seq = tell(work, Event(of, today(work), OwnerEvent.TAKEN_BACK.value, facts, corrects=asked.seq))
    cancel_contract(work, asked.seq, seq)
    follow(work, of)
    return ChangeTakenBack(of, seq)


VERBS: tuple[Verb[Any, Any], ...] = (change_owner, change_to_new_owner, take_change_of_owner_back)
