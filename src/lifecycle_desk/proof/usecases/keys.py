"""Keys that are replaced or revoked: what is done to them is told as an event of the dealer's books."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules.rights import KEY_EDIT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.dealership.usecases.keys import KnownKey, RevokeKey, RotateKey, known, make_new_key, take_key_back
from lifecycle_desk.proof.usecases.heads import sign_head
from lifecycle_desk.proof.usecases.key_chain import KEY_REVOKED, countersigned, endorse
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event


@command(KEY_EDIT)
def rotate_key(tx: Transaction, asked: RotateKey) -> KnownKey:
    """Sign with a new key from now on; what the old one signed stays good."""
    made = make_new_key(tx, asked.why)
    sign_head(tx)
    return made


@command(KEY_EDIT)
def revoke_key(tx: Transaction, asked: RevokeKey) -> KnownKey:
    """Revoke a key that somebody else may have: what it signed is believed no longer."""
    kept = next((each for each in tables.keys(tx) if each.number == asked.number), None)
    facts = {
        "number": asked.number,
        "key": fingerprint(kept.public) if kept else "",
        "public": kept.public.hex() if kept else "",
        "why": asked.why.strip(),
    }
    told = countersigned(tx, facts) if kept and not kept.revoked_at else facts
    gone = take_key_back(tx, asked)
    record_event(tx, Event(None, today(tx), KEY_REVOKED, told))
    return gone


@dataclass(frozen=True, slots=True)
class EndorseKey:
    """A key that another computer of the dealership made by itself, by its number."""

    number: int


@command(KEY_EDIT)
def endorse_key(tx: Transaction, asked: EndorseKey) -> KnownKey:
    """Vouch for a key by an earlier one that is at hand: from now on it signs for outside too."""
    endorse(tx, asked.number)
    sign_head(tx)
    return known(next(each for each in tables.keys(tx) if each.number == asked.number))


COMMANDS: tuple[Command[Any, Any], ...] = (rotate_key, revoke_key, endorse_key)
