"""What is done before the end is certain: the decision, and the ways out that are no scrapping."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import END_OF_LIFE
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.stages.recycling.rules import ways_out, worksheet
from lifecycle_desk.stages.recycling.rules.entries import check_named, check_texts
from lifecycle_desk.stages.recycling.rules.status import Happening
from lifecycle_desk.stages.recycling.rules.ways_out import LossCause, country_of
from lifecycle_desk.stages.recycling.rules.worksheet import NO_FIGURES, Choice, Worksheet
from lifecycle_desk.stages.recycling.usecases.recording import (
    Car,
    EventRef,
    car_here,
    check_after,
    check_documents,
    check_last_stage,
    facts_of,
    record,
)
from lifecycle_desk.stages.recycling.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Event, Stage, VehicleState


@dataclass(frozen=True, slots=True)
class DecideEnd:
    """The decision with the figures that it rests on, and why it was taken."""

    vin: str
    on: date
    choice: Choice
    why: str
    worksheet: Worksheet = NO_FIGURES
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordTotalLoss:
    """A total loss: why, and under which reference the insurer keeps it."""

    vin: str
    on: date
    cause: LossCause
    insurer: str
    reference: str
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordTheft:
    """A theft, with the reference of the police."""

    vin: str
    on: date
    reference: str
    authority: str = ""
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordFound:
    """A stolen car that was found again, with the reference of the police."""

    vin: str
    on: date
    reference: str
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordExport:
    """A car that left for another country, by its customs document; `country` in two letters."""

    vin: str
    on: date
    country: str
    customs_document: str
    note: str = ""
    documents: tuple[str, ...] = ()


@command(END_OF_LIFE, undo=undone)
def decide_end(tx: Transaction, asked: DecideEnd) -> EventRef:
    """Decide whether a car is repaired, sold, exported or dismantled, by the figures of a worksheet."""
    of = _before_scrapping(tx, asked.vin)
    check_named([("why", asked.why)])
    worksheet.check_worksheet(asked.worksheet, market_in_force(tx).currency)
    check_documents(tx, asked.documents)
    tx.note(worksheet.look_at(asked.choice, asked.worksheet))
    left = worksheet.nets(asked.worksheet)
    facts = facts_of(asked) | {"nets": {choice.value: net for choice, net in left.items() if net is not None}}
    return EventRef(
        of.vin, record(tx, Event(of.vin, asked.on, Happening.DECIDED.value, facts, documents=asked.documents))
    )


@command(END_OF_LIFE, undo=undone)
def record_total_loss(tx: Transaction, asked: RecordTotalLoss) -> EventRef:
    """Write down that an insurer takes a car for a total loss; it may still be repaired, sold or scrapped."""
    of = _before_scrapping(tx, asked.vin)
    check_named([("insurer", asked.insurer), ("reference", asked.reference)])
    return _told(tx, of, asked, Happening.TOTAL_LOSS)


@command(END_OF_LIFE, undo=undone)
def record_theft(tx: Transaction, asked: RecordTheft) -> EventRef:
    """Write down that a car was stolen."""
    of = _before_scrapping(tx, asked.vin)
    if of.end.stolen_on:
        raise ways_out.StolenAlready(of.end.stolen_on)
    check_named([("reference", asked.reference)])
    check_texts([("authority", asked.authority)])
    return _told(tx, of, asked, Happening.STOLEN)


@command(END_OF_LIFE, undo=undone)
def record_found(tx: Transaction, asked: RecordFound) -> EventRef:
    """Write down that a stolen car was found again."""
    of = _before_scrapping(tx, asked.vin)
    if of.end.stolen_on is None:
        raise ways_out.NotStolen
    check_after(asked.on, of.end.stolen_on)
    check_named([("reference", asked.reference)])
    return _told(tx, of, asked, Happening.FOUND)


@command(END_OF_LIFE, undo=undone)
def record_export(tx: Transaction, asked: RecordExport) -> EventRef:
    """Write down that a car left for another country: it leaves the market."""
    of = _before_scrapping(tx, asked.vin)
    country = country_of(asked.country)
    check_named([("customs_document", asked.customs_document)])
    check_last_stage(of, asked.on)
    return _told(tx, of, asked, Happening.EXPORTED, VehicleState(stage=Stage.LEFT_THE_MARKET), country=country)


def _before_scrapping(tx: Transaction, given: str) -> Car:
    """A car that has not been taken over for scrapping: what is waste already goes no other way."""
    found = car_here(tx, given)
    if found.end.taken_over_on:
        raise ways_out.TakenOverAlready(found.end.taken_over_on)
    return found


def _told(
    tx: Transaction, of: Car, asked: Any, what: Happening, sets: VehicleState = life.NO_STATE, **tidied: str
) -> EventRef:
    check_texts([("note", asked.note)])
    check_documents(tx, asked.documents)
    event = Event(of.vin, asked.on, what.value, facts_of(asked) | tidied, sets, documents=asked.documents)
    return EventRef(of.vin, record(tx, event))


VERBS: tuple[Command[Any, Any], ...] = (decide_end, record_total_loss, record_theft, record_found, record_export)
