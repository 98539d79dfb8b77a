"""Taking back: an event of a sale that was told by mistake stays readable and no longer counts."""

from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.sale.stock.rules.status import Happening, NotTakenBack, check_taking_back
from lifecycle_desk.stages.sale.stock.usecases.recording import EventRef, take_back
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.contract import USED
from lifecycle_desk.vehicle.rules.kinds import WHY, Text
from lifecycle_desk.vehicle.rules.life import Event, Part, RecordedEvent
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said
from lifecycle_desk.vehicle.tables import contracts
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.resting import refuse_rested
from lifecycle_desk.vehicle.usecases.steps import check


@dataclass(frozen=True, slots=True)
class TakeBackSale:
    """An event of a sale that is taken back, and why."""

    seq: int
    why: Annotated[str, Text(WHY, needed=True, refuses=life.ReasonMissing)]


def _entry(told: RecordedEvent, _: Names) -> Piece | None:
    kind = told.facts.get("kind")
    return Said(Happening.of(kind).label) if kind else None


TAKEN_BACK = Step(
    TakeBackSale,
    Happening.TAKEN_BACK,
    "arrow-back-up",
    later=("kind",),
    detail=(_entry, "why"),
    first=((N_("Entry"), _entry),),
    travels=("kind",),
)


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
    check(tx, which)
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


teach(TAKEN_BACK)

VERBS: tuple[Command[Any, Any], ...] = (take_back_sale_event,)
