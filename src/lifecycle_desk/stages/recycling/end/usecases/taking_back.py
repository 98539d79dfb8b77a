"""Taking back: an event of the end that was told by mistake stays readable and no longer counts."""

from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.batteries.usecases.replacing import handing_over_taken_back
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules.rights import CERTIFY
from lifecycle_desk.stages.recycling.end.rules.status import Happening, NotTakenBackAgain, check_taking_back
from lifecycle_desk.stages.recycling.end.usecases.recording import EventRef, record
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.kinds import WHY, Text
from lifecycle_desk.vehicle.rules.life import Event, Part, RecordedEvent
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.resting import refuse_rested
from lifecycle_desk.vehicle.usecases.steps import check

HINT = N_("The entry stays readable with this reason, and counts no more.")


@dataclass(frozen=True, slots=True)
class TakeBackEndOfLife:
    """An event of the end that is taken back, and why."""

    seq: int
    why: Annotated[str, Text(WHY, HINT, needed=True, refuses=life.ReasonMissing)]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What kind of event no longer counts."""

    kind: str


def _entry(told: RecordedEvent, _: Names) -> Piece | None:
    kind = told.facts.get("kind", "")
    return Said(Happening.of(kind).label) if kind else None


TAKEN_BACK = Step(
    TakeBackEndOfLife,
    Happening.TAKEN_BACK,
    "arrow-back-up",
    heading=N_("Take the entry back"),
    done=N_("The entry is taken back."),
    form="why",
    save=C_("correction", "Take back"),
    adds=TakenBack,
    detail=(_entry, "why"),
    first=((N_("Entry"), _entry),),
    travels=("kind",),
)


class _Made(Protocol):
    """What the verbs of this room make."""

    @property
    def event(self) -> int:
        """The number of the event."""


def undone(made: _Made) -> tuple[Command[Any, Any], TakeBackEndOfLife]:
    """What undoes a step of the end."""
    return take_back_end_of_life, TakeBackEndOfLife(made.event, "undone")


def withdrawn(made: _Made) -> tuple[Command[Any, Any], TakeBackEndOfLife]:
    """What undoes a certificate."""
    return withdraw_certificate, TakeBackEndOfLife(made.event, "undone")


@command(EVENT_CORRECT)
def take_back_end_of_life(tx: Transaction, which: TakeBackEndOfLife) -> EventRef:
    """Take back a step of the end that was told by mistake, unless a later one rests on it."""
    told, of = _found(tx, which)
    if told.kind == Happening.DESTROYED:  # another right, since it opens a life that was closed
        raise NotTakenBackAgain
    return EventRef(of, _taken_back(tx, of, told, which.why))


@command(CERTIFY)
def withdraw_certificate(tx: Transaction, which: TakeBackEndOfLife) -> EventRef:
    """Withdraw a certificate of destruction that was told by mistake: its number stays taken, the life goes on."""
    told, of = _found(tx, which)
    if told.kind != Happening.DESTROYED:
        raise NotTakenBackAgain
    seq = _taken_back(tx, of, told, which.why)
    tables.withdraw_certificate(tx, which.seq, seq)
    return EventRef(of, seq)


def _found(tx: Transaction, which: TakeBackEndOfLife) -> tuple[RecordedEvent, str]:
    check(tx, which)
    found = life_rows.event(tx, which.seq)
    if found is None or found[1] is None:
        raise life.UnknownEvent(which.seq)
    told, of = found[0], found[1]
    if told.part is not Part.RECYCLING:
        raise NotTakenBackAgain
    if life_rows.is_corrected(tx, which.seq):
        raise life.EventCorrected(which.seq)
    check_taking_back(told)
    refuse_rested(tx, of, told)
    return told, of


def _taken_back(tx: Transaction, of: str, told: RecordedEvent, why: str) -> int:
    facts = {"why": why.strip(), "kind": told.kind}
    seq = record(tx, Event(of, today(tx), Happening.TAKEN_BACK.value, facts, corrects=told.seq))
    if told.kind == Happening.BATTERY_HANDED_OVER:
        handing_over_taken_back(tx)
    return seq


teach(TAKEN_BACK)

VERBS: tuple[Command[Any, Any], ...] = (take_back_end_of_life, withdraw_certificate)
