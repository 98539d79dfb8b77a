"""The dealer's keys as the chain tells them: made, endorsed, revoked. A table beside the chain proves nothing.

A new key is an event with its public part; the key before it signs that part, so that a chain of keys leads back to
the founding of the books. Where that key is not at hand, as on another computer, the event says so.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from lifecycle_desk.base.typed import typed
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import KeyElsewhere, KeyLocked, UnknownKey
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.dealership.usecases.keys import KeyMade, keys_at_hand, signing_key
from lifecycle_desk.proof.rules.witness import KeyNotEndorsed, KeyUnendorsed
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.signing import Key, fingerprint, holds
from lifecycle_desk.vehicle.rules.facts import KeyTold, RowsTold
from lifecycle_desk.vehicle.rules.life import FREE_WORDS, Event, RecordedEvent
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.recording import record_event

FOUNDED = "dealer.founded"
KEY_MADE, KEY_KNOWN, KEY_REVOKED = "dealer.key_made", "dealer.key_known", "dealer.key_revoked"
ROWS_TOLD = "dealer.rows_told"
SIGNED = "lifecycle-desk/told"


@dataclass(frozen=True, slots=True)
class ToldKey:
    """A key of the chain: its public part, and whether an earlier one vouches for it (None: it founded the books).

    `by` is the number of the key that does.
    """

    number: int
    public: bytes
    since: datetime
    endorsed: bool | None = None
    revoked_at: datetime | None = None
    revoked_why: str | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Countersignature:
    """The signature under facts that weigh much, and the number of the key that signed."""

    signed_by: int
    signature: str


def tell_made(tx: Transaction, made: KeyMade) -> None:
    """A key that was made is an event at once; the one that founds the books stands in their first event."""
    if chain.head(tx)[0] == 0:
        return
    print_, public, why = fingerprint(made.public), made.public.hex(), made.why.strip()
    told = KeyTold(made.number, print_, public, why, made.endorsed_by, made.endorsement)
    seq = record_event(tx, Event(None, today(tx), KEY_MADE, asdict(told)))
    if not made.endorsement:
        tx.note(KeyUnendorsed(made.number, print_, tx.at))
    tx.known[KEY_MADE] = seq


def told_keys(tx: Transaction) -> list[ToldKey]:
    """The keys that the chain tells, the first first.

    An event of before public parts were told names a key by its fingerprint: its row is taken where it fits that.
    Before rows were told at all, a key that no event names is taken from its row: nobody could know then.
    """
    rows = {each.number: each for each in dealership.keys(tx)}
    found: dict[int, ToldKey] = {}
    telling = [told for told, _, _ in chain.told_by(tx, (FOUNDED, KEY_MADE, KEY_KNOWN, KEY_REVOKED, ROWS_TOLD), [])]
    for told in (each for each in telling if each.kind in {FOUNDED, KEY_MADE, KEY_KNOWN}):
        said = told.facts_as(KeyTold)
        number = said.number or 1
        public = _public(said, rows[number].public if number in rows else b"")
        if public and number not in found:
            endorsed = _endorsed(told.kind, said, public, found)
            found[number] = ToldKey(number, public, told.recorded_at, endorsed, by=said.endorsed_by)
        elif _is_endorsed_later(said, found):
            found[number] = replace(found[said.number], endorsed=True, by=said.endorsed_by)
    if not _is_told_whole(telling):
        for number, row in rows.items():
            if number not in found:
                found[number] = ToldKey(number, row.public, row.since, endorsed=False)
    for told in (each for each in telling if each.kind == KEY_REVOKED):
        said = told.facts_as(KeyTold)
        gone = found.get(said.number)
        if gone and gone.revoked_at is None:
            found[gone.number] = replace(gone, revoked_at=told.recorded_at, revoked_why=said.why)
    return [found[number] for number in sorted(found)]


def _is_told_whole(telling: list[RecordedEvent]) -> bool:
    """Whether the rows of keys were ever told: from then on a key that no event names is nobody's."""
    return any(dealership.SIGNING_KEY.name in each.facts_as(RowsTold).tables for each in telling)


def _public(said: KeyTold, in_row: bytes) -> bytes:
    if said.public:
        return bytes.fromhex(said.public)
    return in_row if fingerprint(in_row) == said.key else b""


def _endorsed(kind: str, said: KeyTold, public: bytes, before: dict[int, ToldKey]) -> bool | None:
    """Whether a key that was there before vouches for one; None for the one that founded the books."""
    if kind == FOUNDED:
        return None
    if said.endorsement is None:
        return kind == KEY_MADE  # of before keys were endorsed: a person made it, in these books
    by = before.get(said.endorsed_by or 0)
    return by is not None and holds(by.public, KeyMade.endorsed(said.number, public), said.endorsement)


def _is_endorsed_later(said: KeyTold, before: dict[int, ToldKey]) -> bool:
    """Whether an event brings what a key lacked: the word of an earlier key."""
    key, by = before.get(said.number), before.get(said.endorsed_by or 0)
    if key is None or key.endorsed is not False or by is None or by.number >= key.number:
        return False
    return holds(by.public, KeyMade.endorsed(key.number, key.public), said.endorsement or "")


def key_for_outside(tx: Transaction) -> tuple[int, Key]:
    """The key that signs what leaves the dealership, with its number.

    Of the books of a server one that a seat made by itself signs nothing for outside: it would speak for the dealer.
    """
    number, key = signing_key(tx)
    if tx.is_at_server and (could := _should_vouch(tx, number)):
        raise KeyNotEndorsed(number, could)
    return number, key


def _should_vouch(tx: Transaction, number: int) -> int | None:
    """The key that should vouch for one, or for the one that does; None where the line leads to a key that nobody need.

    That is the one that founded the books, and one whose earlier keys are all revoked or came as public parts alone.
    """
    told = {each.number: each for each in told_keys(tx)}
    key = told.get(number)
    while key and key.endorsed and key.by is not None and key.by < key.number:
        key = told.get(key.by)
    if key and key.endorsed is None:
        return None
    able = (each for each in dealership.keys(tx) if each.sealed and not each.revoked_at)
    return max((each.number for each in able if each.number < (key.number if key else number)), default=None)


def unendorsed_keys(user: UserSession) -> list[int]:
    """The keys that sign nothing for outside until an earlier one vouches for them, in books on a server."""
    if user.store.path:
        return []
    with user.store.reading() as tx:
        lacking = (each.number for each in told_keys(tx) if each.endorsed is False and not each.revoked_at)
        return [number for number in lacking if _should_vouch(tx, number) is not None]


def endorse(tx: Transaction, number: int) -> None:
    """Vouch for a key by the latest one at hand that may itself sign for outside, and tell of it."""
    key = next((each for each in told_keys(tx) if each.number == number), None)
    if key is None or key.revoked_at:
        raise UnknownKey(number)
    if key.endorsed is not False:
        return
    for by, private in keys_at_hand(tx, range(number)):
        if _should_vouch(tx, by) is None:
            signature = private.sign(KeyMade.endorsed(number, key.public))
            facts = KeyTold(number, fingerprint(key.public), key.public.hex(), "", by, signature)
            record_event(tx, Event(None, today(tx), KEY_KNOWN, asdict(facts)))
            return
    raise KeyElsewhere


def told_publics(tx: Transaction) -> set[bytes]:
    """The public part of every key that the chain tells; asked once in a transaction."""
    asked = tx.known.get(told_publics)
    if asked is None:
        asked = tx.known[told_publics] = {each.public for each in told_keys(tx)}
    found: set[bytes] = asked
    return found


def tell_known_keys(tx: Transaction) -> None:
    """Tell of keys that no event names: they were made before keys were told."""
    named = {each.number for each in told_keys(tx) if each.endorsed is not False}
    for row in dealership.keys(tx):
        if row.number not in named:
            facts = {"number": row.number, "key": fingerprint(row.public), "public": row.public.hex()}
            record_event(tx, Event(None, today(tx), KEY_KNOWN, facts | {"endorsed_by": None, "endorsement": ""}))


def countersigned(tx: Transaction, facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a weight that needs the dealer's own key: with its signature, unless it is locked."""
    try:
        number, key = signing_key(tx)
    except KeyLocked:
        return facts
    return facts | {"signed_by": number, "signature": key.sign(_said(tx, facts))}


def _said(tx: Transaction, facts: dict[str, Any]) -> dict[str, Any]:
    """The content that the signature covers: not the free words, which may be sealed with a person and go with them."""
    plain = {name: value for name, value in facts.items() if name not in FREE_WORDS}
    return {"format": SIGNED, "books": chain.first_seal(tx).hex(), "facts": plain}


def is_countersigned(tx: Transaction, facts: dict[str, Any], keys: list[ToldKey]) -> bool | None:
    """Whether the signature among some facts holds; None where there is none."""
    if "signature" not in facts:
        return None
    by = typed(Countersignature, facts)
    said = _said(tx, {name: value for name, value in facts.items() if name not in {"signed_by", "signature"}})
    return any(each.number == by.signed_by and holds(each.public, said, by.signature) for each in keys)
