"""Taking back: an event of the end that was told by mistake stays readable and no longer counts."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.batteries.usecases.replacing import handing_over_taken_back
from lifecycle_desk.commands.command import Command
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules.rights import CERTIFY
from lifecycle_desk.stages.recycling.end.rules.status import (
    Happening,
    check_taking_back,
    check_withdrawing,
)
from lifecycle_desk.stages.recycling.end.usecases.recording import follow
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT
from lifecycle_desk.vehicle.rules.steps import TakesBack, entry_of, taking_back, teach
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.voiding import Voided, undone_by, void_command

_entry = entry_of(Happening)


@dataclass(frozen=True, slots=True)
class TakeBackEndOfLife(TakesBack):
    """An event of the end that is taken back, and why."""


TAKEN_BACK = taking_back(
    TakeBackEndOfLife, Happening.TAKEN_BACK, detail=(_entry, "why"), first=((N_("Record"), _entry),)
)


@void_command(TAKEN_BACK, EVENT_CORRECT, check_taking_back)
def take_back_end_of_life(tx: Transaction, void: Voided) -> EventRef:
    """Take back a step of the end that was told by mistake, unless a later one rests on it."""
    follow(tx, void.vin)
    if void.told.kind == Happening.BATTERY_HANDED_OVER:
        handing_over_taken_back(tx)
    return void.ref


@void_command(TAKEN_BACK, CERTIFY, check_withdrawing)  # another right, since it opens a life that was closed
def withdraw_certificate(tx: Transaction, void: Voided) -> EventRef:
    """Withdraw a certificate of destruction that was told by mistake: its number stays taken, the life goes on."""
    follow(tx, void.vin)
    tables.withdraw_certificate(tx, void.told.seq, void.event)
    return void.ref


undone, withdrawn = undone_by(take_back_end_of_life), undone_by(withdraw_certificate)
teach(TAKEN_BACK)

COMMANDS: tuple[Command[Any, Any], ...] = (take_back_end_of_life, withdraw_certificate)
