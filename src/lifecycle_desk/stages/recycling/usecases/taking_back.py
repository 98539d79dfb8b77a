"""Taking back: an event of the end that was told by mistake stays readable and no longer counts."""

from dataclasses import dataclass
from typing import Any, Protocol

from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import CERTIFY, EVENT_CORRECT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.recycling import tables
from lifecycle_desk.stages.recycling.rules.entries import check_texts
from lifecycle_desk.stages.recycling.rules.standing import Happening, NotTakenBackAgain, check_taking_back
from lifecycle_desk.stages.recycling.usecases.telling import Happened, say
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Event, Part, Told
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.usecases.batteries import handing_over_taken_back
from lifecycle_desk.vehicle.usecases.resting import refuse_rested


@dataclass(frozen=True, slots=True)
class TakeBackEndOfLife:
    """An event of the end that is taken back, and why."""

    seq: int
    why: str


class _Made(Protocol):
    """What the verbs of this room make."""

    @property
    def event(self) -> int:
        """The number of the event."""


def undone(made: _Made) -> tuple[Verb[Any, Any], TakeBackEndOfLife]:
    """What undoes a step of the end."""
    return take_back_end_of_life, TakeBackEndOfLife(made.event, "undone")


def withdrawn(made: _Made) -> tuple[Verb[Any, Any], TakeBackEndOfLife]:
    """What undoes a certificate."""
    return withdraw_certificate, TakeBackEndOfLife(made.event, "undone")


@verb(EVENT_CORRECT)
def take_back_end_of_life(work: Work, which: TakeBackEndOfLife) -> Happened:
    """Take back a step of the end that was told by mistake, unless a later one rests on it."""
    told, of = _found(work, which)
    if told.kind == Happening.DESTROYED:  # another right, since it opens a life that was closed
        raise NotTakenBackAgain
    return Happened(of, _taken_back(work, of, told, which.why))


@verb(CERTIFY)
def withdraw_certificate(work: Work, which: TakeBackEndOfLife) -> Happened:
    """Withdraw a certificate of destruction that was told by mistake: its number stays taken, the life goes on."""
    told, of = _found(work, which)
    if told.kind != Happening.DESTROYED:
        raise NotTakenBackAgain
    seq = _taken_back(work, of, told, which.why)
    tables.withdraw_certificate(work, which.seq, seq)
    return Happened(of, seq)


def _found(work: Work, which: TakeBackEndOfLife) -> tuple[Told, str]:
    if not which.why.strip():
        raise life.ReasonMissing
    check_texts([("why", which.why)])
    found = kept.event(work, which.seq)
    if found is None or found[1] is None:
        raise life.UnknownEvent(which.seq)
    told, of = found[0], found[1]
    if told.part is not Part.RECYCLING:
        raise NotTakenBackAgain
    if kept.is_corrected(work, which.seq):
        raise life.EventCorrected(which.seq)
    check_taking_back(told)
    refuse_rested(work, of, told)
    return told, of


def _taken_back(work: Work, of: str, told: Told, why: str) -> int:
    facts = {"why": why.strip(), "kind": told.kind}
    seq = say(work, Event(of, today(work), Happening.TAKEN_BACK.value, facts, corrects=told.seq))
    if told.kind == Happening.BATTERY_HANDED_OVER:
        handing_over_taken_back(work)
    return seq


VERBS: tuple[Verb[Any, Any], ...] = (take_back_end_of_life, withdraw_certificate)
