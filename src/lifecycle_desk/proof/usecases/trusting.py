"""Keys of other dealers: trusted on purpose after somebody compared the fingerprint, and trusted no more; both told."""

from dataclasses import asdict, dataclass
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import ReasonMissing
from lifecycle_desk.dealership.rules.rights import KEY_EDIT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.signing import KEY_BYTES, fingerprint
from lifecycle_desk.vehicle.rules.facts import TrustTold
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.people import LONGEST_NAME
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import record_event

TRUSTED, MISTRUSTED = "dealer.key_trusted", "dealer.key_mistrusted"

NotAKey = objection("NotAKey", N_("A public key consists of 64 hexadecimal digits."), "key")
KeyNotTrusted = objection("KeyNotTrusted", N_("Key %(fingerprint)s is not trusted here."), "key", fingerprint=str)


@dataclass(frozen=True, slots=True)
class TrustKey:
    """A dealer's name and his public key as 64 hexadecimal digits, which somebody compared with what he told."""

    dealer: str
    key: str


@dataclass(frozen=True, slots=True)
class MistrustKey:
    """A key that is trusted no more, and why."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class TrustMade:
    """A trusted key, by its fingerprint, and the event that tells of it."""

    dealer: str
    fingerprint: str
    event: int


def trusted_keys(tx: Transaction) -> dict[bytes, str]:
    """The keys of other dealers that are trusted now, with their names."""
    told = [*life_rows.of_dealer(tx, TRUSTED), *life_rows.of_dealer(tx, MISTRUSTED)]
    found: dict[bytes, str] = {}
    for each in sorted(told, key=lambda one: one.seq):
        said = each.facts_as(TrustTold)
        public = bytes.fromhex(said.key)
        if each.kind == TRUSTED:
            found[public] = said.dealer
        else:
            found.pop(public, None)
    return found


def trust(tx: Transaction, dealer: str, public: bytes) -> TrustMade:
    """Tell that somebody compared a dealer's key and trusts it from now on."""
    facts = {"dealer": dealer, "key": public.hex(), "fingerprint": fingerprint(public)}
    return TrustMade(dealer, fingerprint(public), record_event(tx, Event(None, today(tx), TRUSTED, facts)))


@command(KEY_EDIT)
def trust_key(tx: Transaction, asked: TrustKey) -> TrustMade:
    """Trust another dealer's key, after its fingerprint was compared with what he tells by another way."""
    name = " ".join(asked.dealer.split())
    if len(name) > LONGEST_NAME:
        raise TextTooLong(len(name), LONGEST_NAME).at_field("dealer")
    return trust(tx, name, _public(asked.key))


@command(KEY_EDIT)
def mistrust_key(tx: Transaction, asked: MistrustKey) -> TrustMade:
    """Trust another dealer's key no more; what came in before stays, and says whose key vouched for it."""
    public, known = _public(asked.key), trusted_keys(tx)
    if public not in known:
        raise KeyNotTrusted(fingerprint(public))
    if not asked.why.strip():
        raise ReasonMissing
    facts = TrustTold(known[public], public.hex(), fingerprint(public), asked.why.strip())
    told = record_event(tx, Event(None, today(tx), MISTRUSTED, asdict(facts)))
    return TrustMade(known[public], fingerprint(public), told)


def _public(given: str) -> bytes:
    try:
        made = bytes.fromhex(given)
    except ValueError:
        raise NotAKey from None
    if len(made) != KEY_BYTES:
        raise NotAKey
    return made


def known_keys_of_dealers(tx: Transaction) -> dict[bytes, str]:
    """Every key that is believed here, with the name that goes with it: our own, and those that were trusted."""
    own = dealership.dealer(tx).name
    mine = {each.public: own for each in dealership.keys(tx) if not each.revoked_at}
    return trusted_keys(tx) | mine


def fingerprints_of(tx: Transaction, dealer: str) -> list[str]:
    """The keys that go with a name here."""
    return keys_of_name(known_keys_of_dealers(tx), dealer)


def keys_of_name(known: dict[bytes, str], dealer: str) -> list[str]:
    """The keys that go with a name here, whichever way its letters and blanks are written."""
    return sorted(fingerprint(key) for key, name in known.items() if _folded(name) == _folded(dealer))


def _folded(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())


COMMANDS: tuple[Command[Any, Any], ...] = (trust_key, mistrust_key)
