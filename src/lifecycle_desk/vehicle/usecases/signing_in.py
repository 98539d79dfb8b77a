"""Sign-in that locked people out: switched off by whoever sits there, and told as an event with the reason."""

from dataclasses import dataclass, replace
from typing import Any

from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules import SIGN_IN_OFF, Dealer, ReasonMissing, SignInIsOff
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.telling import tell

SWITCHED_OFF = "dealer.sign_in_off"


@dataclass(frozen=True, slots=True)
class SignInOff:
    """Why the program shall no longer ask who acts."""

    why: str = ""


@verb(SIGN_IN_OFF)
def switch_sign_in_off(work: Work, asked: SignInOff) -> Dealer:
    """Switch sign-in off, whoever sits there: nobody can prove yet who they are; the books keep when and why."""
    now = tables.dealer(work)
    if not now.sign_in:
        raise SignInIsOff
    if not asked.why.strip():
        raise ReasonMissing
    changed = replace(now, sign_in=False)
    tables.keep_dealer(work, changed)
    tell(work, Event(None, today(work), SWITCHED_OFF, {"why": asked.why.strip()}))
    return changed


VERBS: tuple[Verb[Any, Any], ...] = (switch_sign_in_off,)
