"""What is done before the end is certain: the decision, and the ways out that are no scrapping."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import END_OF_LIFE
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.stages.recycling.rules import ways_out, worksheet
from lifecycle_desk.stages.recycling.rules.entries import check_named, check_texts
from lifecycle_desk.stages.recycling.rules.standing import Happening
from lifecycle_desk.stages.recycling.rules.ways_out import LossCause, country_of
from lifecycle_desk.stages.recycling.rules.worksheet import NO_FIGURES, Choice, Worksheet
from lifecycle_desk.stages.recycling.usecases.taking_back import undone
from lifecycle_desk.stages.recycling.usecases.telling import (
    Car,
    Happened,
    car_here,
    check_after,
    check_documents,
    check_last_stage,
    facts_of,
    say,
)
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Event, Figures, Stage


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


@verb(END_OF_LIFE, undo=undone)
def decide_end(work: Work, asked: DecideEnd) -> Happened:
    """Decide whether a car is repaired, sold, exported or dismantled, by the figures of a worksheet."""
    of = _before_scrapping(work, asked.vin)
    check_named([("why", asked.why)])
    worksheet.check_worksheet(asked.worksheet, market_in_force(work).currency)
    check_documents(work, asked.documents)
    work.note(worksheet.look_at(asked.choice, asked.worksheet))
    left = worksheet.nets(asked.worksheet)
    facts = facts_of(asked) | {"nets": {choice.value: net for choice, net in left.items() if net is not None}}
    return Happened(
        of.vin, say(work, Event(of.vin, asked.on, Happening.DECIDED.value, facts, documents=asked.documents))
    )


@verb(END_OF_LIFE, undo=undone)
def record_total_loss(work: Work, asked: RecordTotalLoss) -> Happened:
    """Write down that an insurer takes a car for a total loss; it may still be repaired, sold or scrapped."""
    of = _before_scrapping(work, asked.vin)
    check_named([("insurer", asked.insurer), ("reference", asked.reference)])
    return _told(work, of, asked, Happening.TOTAL_LOSS)


@verb(END_OF_LIFE, undo=undone)
def record_theft(work: Work, asked: RecordTheft) -> Happened:
    """Write down that a car was stolen."""
    of = _before_scrapping(work, asked.vin)
    if of.end.stolen_on:
        raise ways_out.StolenAlready(of.end.stolen_on)
    check_named([("reference", asked.reference)])
    check_texts([("authority", asked.authority)])
    return _told(work, of, asked, Happening.STOLEN)


@verb(END_OF_LIFE, undo=undone)
def record_found(work: Work, asked: RecordFound) -> Happened:
    """Write down that a stolen car was found again."""
    of = _before_scrapping(work, asked.vin)
    if of.end.stolen_on is None:
        raise ways_out.NotStolen
    check_after(asked.on, of.end.stolen_on)
    check_named([("reference", asked.reference)])
    return _told(work, of, asked, Happening.FOUND)


@verb(END_OF_LIFE, undo=undone)
def record_export(work: Work, asked: RecordExport) -> Happened:
    """Write down that a car left for another country: it leaves the market."""
    of = _before_scrapping(work, asked.vin)
    country = country_of(asked.country)
    check_named([("customs_document", asked.customs_document)])
    check_last_stage(of, asked.on)
    return _told(work, of, asked, Happening.EXPORTED, Figures(stage=Stage.LEFT_THE_MARKET), country=country)


def _before_scrapping(work: Work, given: str) -> Car:
    """A car that has not been taken over for scrapping: what is waste already goes no other way."""
    found = car_here(work, given)
    if found.end.taken_over_on:
        raise ways_out.TakenOverAlready(found.end.taken_over_on)
    return found


def _told(work: Work, of: Car, asked: Any, what: Happening, sets: Figures = life.NO_FIGURES, **tidied: str) -> Happened:
    check_texts([("note", asked.note)])
    check_documents(work, asked.documents)
    event = Event(of.vin, asked.on, what.value, facts_of(asked) | tidied, sets, documents=asked.documents)
    return Happened(of.vin, say(work, event))


VERBS: tuple[Verb[Any, Any], ...] = (decide_end, record_total_loss, record_theft, record_found, record_export)
