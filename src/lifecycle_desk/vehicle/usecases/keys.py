"""Keys that are replaced or revoked: what is done to them is told as an event of the dealer's books."""

from typing import Any

from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import KEY_EDIT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.dealership.usecases.keys import KnownKey, RevokeKey, RotateKey, make_new_key, take_key_back
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.telling import tell

KEY_MADE, KEY_REVOKED = "dealer.key_made", "dealer.key_revoked"


@verb(KEY_EDIT)
def rotate_key(work: Work, asked: RotateKey) -> KnownKey:
    """Sign with a new key from now on; what the old one signed stays good."""
    made = make_new_key(work)
    facts = {"number": made.number, "key": made.fingerprint, "why": asked.why.strip()}
    tell(work, Event(None, today(work), KEY_MADE, facts))
    return made


@verb(KEY_EDIT)
def revoke_key(work: Work, asked: RevokeKey) -> KnownKey:
    """Revoke a key that somebody else may have: what it signed is believed no longer."""
    gone = take_key_back(work, asked)
    facts = {"number": gone.number, "key": gone.fingerprint, "why": asked.why.strip()}
    tell(work, Event(None, today(work), KEY_REVOKED, facts))
    return gone


VERBS: tuple[Verb[Any, Any], ...] = (rotate_key, revoke_key)
