"""Taking back: an event of a sale that was told by mistake stays readable and no longer counts."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import Command
from lifecycle_desk.stages.sale.contract.rules import is_used_sale
from lifecycle_desk.stages.sale.stock.rules.status import Happening, check_taking_back
from lifecycle_desk.stages.sale.stock.usecases.recording import take_back
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT
from lifecycle_desk.vehicle.rules.steps import TakesBack, entry_of, taking_back, teach
from lifecycle_desk.vehicle.tables import contracts
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event
from lifecycle_desk.vehicle.usecases.voiding import Voided, undone_by, void_command

_entry = entry_of(Happening)


@dataclass(frozen=True, slots=True)
class TakeBackSale(TakesBack):
    """An event of a sale that is taken back, and why."""


TAKEN_BACK = taking_back(TakeBackSale, Happening.TAKEN_BACK, detail=(_entry, "why"), first=((N_("Record"), _entry),))


def _record(tx: Transaction, event: Event, told: RecordedEvent) -> int:
    return record_event(tx, event) if is_used_sale(told) else take_back(tx, told, event)


@void_command(TAKEN_BACK, EVENT_CORRECT, check_taking_back, record=_record, person=lambda _, told: told.person)
def take_back_sale_event(tx: Transaction, void: Voided) -> EventRef:
    """Take back a step of a sale that was told by mistake, unless a later one rests on it."""
    if void.told.kind == Happening.SOLD:
        contracts.cancel_contract(tx, void.told.seq, void.event)
    return void.ref


undone = undone_by(take_back_sale_event)
teach(TAKEN_BACK)

COMMANDS: tuple[Command[Any, Any], ...] = (take_back_sale_event,)
