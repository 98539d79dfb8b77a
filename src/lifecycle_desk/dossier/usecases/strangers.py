"""Strangers: whose key must be trusted before a car is taken over from another dealer."""

from collections.abc import Sequence

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.said import in_text
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dossier.rules import Life, NameHasOtherKeys, SignerUnknown
from lifecycle_desk.proof.usecases.trusting import keys_of_name, known_keys_of_dealers
from lifecycle_desk.store.store import Transaction


def strangers(tx: Transaction, lives: Sequence[Life]) -> list[tuple[Life, Objection]]:
    """The parts of a dossier whose key must be trusted first, each with what is to be said of it.

    That is the key of whoever hands the car over, the last; and any key under a name that goes with another key here.
    """
    known = known_keys_of_dealers(tx)
    own = {each.public for each in dealership.keys(tx)}
    found: list[tuple[Life, Objection]] = []
    for life in lives:
        if life.key in known or life.key in own:
            continue
        others = keys_of_name(known, life.dealer)
        if others:
            found.append((life, NameHasOtherKeys(life.dealer, life.fingerprint, in_text(others))))
        elif life is lives[-1]:
            found.append((life, SignerUnknown(life.dealer, life.fingerprint)))
    return found
