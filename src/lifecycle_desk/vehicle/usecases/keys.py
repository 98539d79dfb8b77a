"""Keys that are replaced or revoked: what is done to them is told as an event of the dealer's books."""

from typing import Any

from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules import KEY_EDIT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.dealership.usecases.keys import KnownKey, RevokeKey, RotateKey, make_new_key, take_key_back
from lifecycle_desk.store.store import Work
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.heads import sign_head
from lifecycle_desk.vehicle.usecases.key_chain import KEY_REVOKED, countersigned
from lifecycle_desk.vehicle.usecases.telling import tell


@verb(KEY_EDIT)
def rotate_key(work: Work, asked: RotateKey) -> KnownKey:
    """Sign with a new key from now on; what the old one signed stays good."""
    made = make_new_key(work, asked.why)
    sign_head(work)
    return made


@verb(KEY_EDIT)
def revoke_key(work: Work, asked: RevokeKey) -> KnownKey:
    """Revoke a key that somebody else may have: what it signed is believed no longer."""
    known = next((each for each in tables.keys(work) if each.number == asked.number), None)
    facts = {
        "number": asked.number,
        "key": fingerprint(known.public) if known else "",
        "public": known.public.hex() if known else "",
        "why": asked.why.strip(),
    }
    told = countersigned(work, facts) if known and not known.revoked_at else facts
    gone = take_key_back(work, asked)
    tell(work, Event(None, today(work), KEY_REVOKED, told))
    return gone


VERBS: tuple[Verb[Any, Any], ...] = (rotate_key, revoke_key)
