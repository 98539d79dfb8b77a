"""Before the end is certain: the decision, and the ways out that are no scrapping."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Annotated, Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import WHY, Documents, Note, On, One, Own, Text
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.stages.recycling.end.rules import ways_out, worksheet
from lifecycle_desk.stages.recycling.end.rules.entries import EntryMissing
from lifecycle_desk.stages.recycling.end.rules.measures import PoliceReference, Reference
from lifecycle_desk.stages.recycling.end.rules.rights import END_OF_LIFE
from lifecycle_desk.stages.recycling.end.rules.status import Happening
from lifecycle_desk.stages.recycling.end.rules.ways_out import LossCause
from lifecycle_desk.stages.recycling.end.rules.worksheet import NO_FIGURES, Choice, Decided, Worksheet
from lifecycle_desk.stages.recycling.end.usecases.recording import Car, car_here, check_after, check_last_stage, record
from lifecycle_desk.stages.recycling.end.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.countries import Country, country_of
from lifecycle_desk.vehicle.rules.life import NO_STATE, RecordedEvent, Stage, VehicleState
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.steps import check, event_of


@dataclass(frozen=True, slots=True)
class DecideEnd:
    """The decision with the figures that it rests on, and why it was taken."""

    vin: str
    on: On
    choice: Annotated[Choice, One(C_("decision", "Decision"), needed=True, terms=Choice)]
    why: Annotated[str, Text(WHY, needed=True, rows=2, refuses=EntryMissing)]
    worksheet: Annotated[Worksheet, Own("")] = NO_FIGURES
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class LeftOfWays:
    """Of a decision: what is left of each way, as far as that is known."""

    nets: dict[Choice, Money] = field(default_factory=dict)


def _net(choice: Choice, told: RecordedEvent, _: Names) -> Piece | None:
    return told.facts_as(LeftOfWays).nets.get(choice)


def _net_of_choice(told: RecordedEvent, names: Names) -> Piece | None:
    return _net(told.facts_as(Decided).choice, told, names)


DECIDED = Step(
    DecideEnd,
    Happening.DECIDED,
    "scale",
    heading=N_("End-of-life decision"),
    done=N_("Decision saved"),
    form="worksheet / choice on why:2 / documents",
    adds=LeftOfWays,
    detail=("choice", _net_of_choice, "why"),
    also=tuple((choice.label, partial(_net, choice)) for choice in Choice),
)


@command(END_OF_LIFE, undo=undone)
def decide_end(tx: Transaction, asked: DecideEnd) -> EventRef:
    """Decide whether a car is repaired, sold, exported or dismantled, by the figures of a worksheet."""
    of = _before_scrapping(tx, asked.vin)
    check(tx, asked)
    worksheet.check_worksheet(asked.worksheet, market_in_force(tx).currency)
    tx.note(worksheet.look_at(asked.choice, asked.worksheet))
    nets = {choice: net for choice, net in worksheet.nets(asked.worksheet).items() if net is not None}
    return EventRef(of.vin, record(tx, event_of(DECIDED, asked, of.vin, LeftOfWays(nets))))


@dataclass(frozen=True, slots=True)
class RecordTotalLoss:
    """A total loss: why, and under which reference the insurer keeps it."""

    vin: str
    on: On
    cause: Annotated[LossCause, One(C_("loss", "Cause"), needed=True, terms=LossCause)]
    insurer: Annotated[str, Text(N_("Insurer"), needed=True, refuses=EntryMissing)]
    reference: Reference
    note: Note = ""
    documents: Documents = ()


LOST = Step(
    RecordTotalLoss,
    Happening.TOTAL_LOSS,
    "alert-triangle",
    heading=N_("Record total loss"),
    done=N_("Total loss saved"),
    form="insurer reference cause on / note documents",
    detail=("cause", "insurer", "reference"),
    travels=("cause",),
)


@command(END_OF_LIFE, undo=undone)
def record_total_loss(tx: Transaction, asked: RecordTotalLoss) -> EventRef:
    """Write down that an insurer takes a car for a total loss; it may still be repaired, sold or scrapped."""
    return _told(tx, _before_scrapping(tx, asked.vin), LOST, asked)


@dataclass(frozen=True, slots=True)
class RecordTheft:
    """A theft, with the reference of the police."""

    vin: str
    on: On
    reference: PoliceReference
    authority: Annotated[str, Text(N_("Authority"))] = ""
    note: Note = ""
    documents: Documents = ()


STOLEN = Step(
    RecordTheft,
    Happening.STOLEN,
    "alert-circle",
    heading=N_("Record theft"),
    done=N_("Theft saved"),
    form="reference authority on / note documents",
    detail=("reference",),
)


@command(END_OF_LIFE, undo=undone)
def record_theft(tx: Transaction, asked: RecordTheft) -> EventRef:
    """Write down that a car was stolen."""
    of = _before_scrapping(tx, asked.vin)
    if of.end.stolen_on:
        raise ways_out.StolenAlready(of.end.stolen_on)
    return _told(tx, of, STOLEN, asked)


@dataclass(frozen=True, slots=True)
class RecordFound:
    """A stolen car that was found again, with the reference of the police."""

    vin: str
    on: On
    reference: PoliceReference
    note: Note = ""
    documents: Documents = ()


FOUND = Step(
    RecordFound,
    Happening.FOUND,
    "circle-check",
    heading=N_("Record as found again"),
    done=N_("Recovery saved"),
    form="reference on / note documents",
    detail=("reference",),
    rests_on=(Happening.STOLEN,),
)


@command(END_OF_LIFE, undo=undone)
def record_found(tx: Transaction, asked: RecordFound) -> EventRef:
    """Write down that a stolen car was found again."""
    of = _before_scrapping(tx, asked.vin)
    if of.end.stolen_on is None:
        raise ways_out.NotStolen
    check_after(asked.on, of.end.stolen_on)
    return _told(tx, of, FOUND, asked)


@dataclass(frozen=True, slots=True)
class RecordExport:
    """A car that left for another country, by its customs document; `country` in two letters."""

    vin: str
    on: On
    country: Annotated[str, Country(N_("Country"), needed=True)]
    customs_document: Annotated[str, Text(N_("Customs document"), needed=True, refuses=EntryMissing)]
    note: Note = ""
    documents: Documents = ()


EXPORTED = Step(
    RecordExport,
    Happening.EXPORTED,
    "ship",
    heading=N_("Record export"),
    done=N_("Export saved; the vehicle has left the market"),
    form="country customs_document:2 on / note documents",
    detail=("country", "customs_document"),
    travels=("country",),
    rests_on=("transfer.taken_in",),
)


@command(END_OF_LIFE, undo=undone)
def record_export(tx: Transaction, asked: RecordExport) -> EventRef:
    """Write down that a car left for another country: it leaves the market."""
    of = _before_scrapping(tx, asked.vin)
    check_last_stage(of, asked.on)
    tidy = replace(asked, country=country_of(asked.country))
    return _told(tx, of, EXPORTED, tidy, VehicleState(stage=Stage.LEFT_THE_MARKET))


def _before_scrapping(tx: Transaction, given: str) -> Car:
    """A car that has not been taken over for scrapping: what is waste already goes no other way."""
    found = car_here(tx, given)
    if found.end.taken_over_on:
        raise ways_out.TakenOverAlready(found.end.taken_over_on)
    return found


def _told[Asked](tx: Transaction, of: Car, step: Step[Asked], asked: Asked, sets: VehicleState = NO_STATE) -> EventRef:
    check(tx, asked)
    return EventRef(of.vin, record(tx, event_of(step, asked, of.vin, sets=sets)))


teach(DECIDED, LOST, STOLEN, FOUND, EXPORTED)

COMMANDS: tuple[Command[Any, Any], ...] = (decide_end, record_total_loss, record_theft, record_found, record_export)
