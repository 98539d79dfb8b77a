"""Taking back: an event of a sale that was told by mistake stays readable and no longer counts."""

from dataclasses import dataclass
from typing import Any, Protocol

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import EVENT_CORRECT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.sale.rules.measures import check_texts
from lifecycle_desk.stages.sale.rules.status import Happening, NotTakenBack, check_taking_back
from lifecycle_desk.stages.sale.usecases.recording import EventRef, take_back
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.contract import USED
from lifecycle_desk.vehicle.rules.life import Event, Part
from lifecycle_desk.vehicle.tables import contracts
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.resting import refuse_rested


@dataclass(frozen=True, slots=True)
class TakeBackSale:
    """An event of a sale that is taken back, and why."""

    seq: int
    why: str


class _Made(Protocol):
    """What the verbs of the sale make."""

    @property
    def event(self) -> int | None:
        """The number of the event, where one was told."""


def undone(made: _Made) -> tuple[Command[Any, Any], TakeBackSale] | None:
    """What undoes a step of a sale; a draft that told nothing has nothing to undo."""
    return (take_back_sale_event, TakeBackSale(made.event, "undone")) if made.event is not None else None


@command(EVENT_CORRECT)
def take_back_sale_event(tx: Transaction, which: TakeBackSale) -> EventRef:
    """Take back a step of a sale that was told by mistake, unless a later one rests on it."""
    if not which.why.strip():
        raise life.ReasonMissing
    check_texts([("why", which.why)])
    found = life_rows.event(tx, which.seq)
    if found is None or found[1] is None:
        raise life.UnknownEvent(which.seq)
    told, of = found[0], found[1]
    if told.part is not Part.SALE:
        raise NotTakenBack
    if life_rows.is_corrected(tx, which.seq):
        raise life.EventCorrected(which.seq)
    check_taking_back(told)
    refuse_rested(tx, of, told)
    facts = {"why": which.why.strip(), "kind": told.kind}
    event = Event(of, today(tx), Happening.TAKEN_BACK.value, facts, corrects=which.seq, person=told.person)
    seq = record_event(tx, event) if told.facts.get(USED) else take_back(tx, of, told, event)
    if told.kind == Happening.SOLD:
        contracts.cancel_contract(tx, which.seq, seq)
    return EventRef(of, seq)


VERBS: tuple[Command[Any, Any], ...] = (take_back_sale_event,)
