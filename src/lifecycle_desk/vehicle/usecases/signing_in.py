"""Sign-in that locked people out: switched off by whoever sits there, and told as an event with the reason."""

from dataclasses import dataclass, replace
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules import Dealer, ReasonMissing, SignInIsOff
from lifecycle_desk.dealership.rules.rights import SECURITY_EDIT, SIGN_IN_OFF
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event

SWITCHED_OFF = "dealer.sign_in_off"


@dataclass(frozen=True, slots=True)
class SignInOff:
    """Why the program shall no longer ask who acts."""

    why: str = ""


@command(SIGN_IN_OFF)
def switch_sign_in_off(tx: Transaction, asked: SignInOff) -> Dealer:
    """Switch sign-in off, whoever sits there, as long as nobody has a PIN; the books keep when and why."""
    now = tables.dealer(tx)
    if not now.sign_in:
        raise SignInIsOff
    if tables.with_secret(tx):  # managers can sign in, by the recovery code if need be
        authorise(tx, SECURITY_EDIT)
    if not asked.why.strip():
        raise ReasonMissing
    changed = replace(now, sign_in=False)
    tables.save_dealer(tx, changed)
    record_event(tx, Event(None, today(tx), SWITCHED_OFF, {"why": asked.why.strip()}))
    return changed


COMMANDS: tuple[Command[Any, Any], ...] = (switch_sign_in_off,)
