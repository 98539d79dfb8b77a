"""The keys that sign: made with the books, kept sealed, unlocked, replaced, revoked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules import (
    Guard,
    KeyLocked,
    PassphraseWrong,
    ReasonMissing,
    UnknownKey,
    check_passphrase,
    check_revoking,
)
from lifecycle_desk.dealership.rules.rights import KEY_EDIT, VIEW
from lifecycle_desk.store.own_secret import own_secret
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust import key_encryption
from lifecycle_desk.trust.signing import Key, fingerprint, new_signing_key

if TYPE_CHECKING:  # or the tables would wake before a store is opened
    from lifecycle_desk.dealership.tables import StoredKey

_UNLOCKED: dict[bytes, Key] = {}  # by public part; of this process, until it ends


@dataclass(frozen=True, slots=True)
class Guarding:
    """A passphrase under which the keys are sealed from now on; empty: the secret of this computer."""

    passphrase: str = ""


@dataclass(frozen=True, slots=True)
class Unlock:
    """The passphrase under which the keys are sealed."""

    passphrase: str


@dataclass(frozen=True, slots=True)
class RotateKey:
    """A new key from now on, and why; what the old one signed stays good."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class RevokeKey:
    """A key that is believed no longer, by its number, and why."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key as people see it: `usable` tells whether it can sign here and now."""

    number: int
    public: bytes
    fingerprint: str
    since: datetime
    guard: Guard | None
    usable: bool
    revoked_at: datetime | None = None
    revoked_why: str | None = None


@dataclass(frozen=True, slots=True)
class KeyMade:
    """A key that was just made, and what the key before it signed of it; nothing where that one is not at hand."""

    number: int
    public: bytes
    why: str = ""
    endorsed_by: int | None = None
    endorsement: str = ""

    @staticmethod
    def endorsed(number: int, public: bytes) -> dict[str, Any]:
        """The facts of a new key that an earlier key signs."""
        return {"format": "lifecycle-desk/key", "number": number, "public": public.hex()}


_TELLERS: list[Callable[[Transaction, KeyMade], object]] = []


def on_key_made(tell: Callable[[Transaction, KeyMade], object]) -> None:
    """Register a listener that is called for each new key, in the transaction that makes it."""
    _TELLERS.append(tell)


def signing_key(tx: Transaction) -> tuple[int, Key]:
    """The key that signs now, with its number; a store that has none of its own makes one.

    Raises KeyLocked where somebody must type its passphrase first.
    """
    for stored in reversed(tables.keys(tx)):
        if stored.revoked_at:
            continue
        if key := _taken_out(stored):
            if stored.bare:
                _seal(tx, stored.number, key)
            return stored.number, key
        if stored.guard == Guard.PASSPHRASE:
            raise KeyLocked
    return _new_key(tx)


def key_at_hand(tx: Transaction) -> tuple[int, Key] | None:
    """The key that signs now, with its number, where it is here and open; none is made."""
    found = ((each.number, key) for each in reversed(tables.keys(tx)) if (key := _at_hand(each)))
    return next(found, None)


def ready_key(tx: Transaction) -> Key | None:
    """The key that signs now, where it is here and open; none is made."""
    found = key_at_hand(tx)
    return found[1] if found else None


def public_keys(tx: Transaction) -> dict[int, bytes]:
    """The public part of every key that has signed here."""
    return {stored.number: stored.public for stored in tables.keys(tx)}


def known_keys(user: UserSession) -> list[KnownKey]:
    """All keys that sign or did sign here, the one that signs now last."""
    with user.store.reading() as tx:
        return [_known(stored) for stored in tables.keys(tx)]


def _known(stored: "StoredKey") -> KnownKey:
    guard = Guard.of(stored.guard) if stored.guard else None
    usable = stored.revoked_at is None and _taken_out(stored) is not None
    return KnownKey(
        stored.number,
        stored.public,
        fingerprint(stored.public),
        stored.since,
        guard,
        usable,
        stored.revoked_at,
        stored.revoked_why,
    )


def _taken_out(stored: "StoredKey") -> Key | None:
    """The private part, where it is here and can be opened."""
    if stored.bare:
        return Key(stored.bare)
    if stored.sealed is None:
        return None
    if stored.guard == Guard.PASSPHRASE:
        return _UNLOCKED.get(stored.public)
    return key_encryption.opened(stored.public, stored.sealed, own_secret())


def _new_key(tx: Transaction, why: str = "") -> tuple[int, Key]:
    """A new key that the last one at hand endorses; on another computer there is none, and it stands alone."""
    before = key_at_hand(tx)
    key = new_signing_key()
    number = tables.save_key(tx, key)
    _seal(tx, number, key)
    made = KeyMade(number, key.public, why)
    if before:
        endorsement = before[1].sign(KeyMade.endorsed(number, key.public))
        made = replace(made, endorsed_by=before[0], endorsement=endorsement)
    for tell in _TELLERS:
        tell(tx, made)
    return number, key


def _at_hand(stored: "StoredKey") -> Key | None:
    return None if stored.revoked_at else _taken_out(stored)


def _seal(tx: Transaction, number: int, key: Key, passphrase: str = "") -> None:
    """Keep a key under a passphrase, or under the secret of this computer."""
    salt = key_encryption.new_salt() if passphrase else b""
    secret = key_encryption.secret_of(passphrase, salt) if passphrase else own_secret()
    guard = Guard.PASSPHRASE if passphrase else Guard.COMPUTER
    tables.guard_key(tx, number, guard.value, key_encryption.sealed(key, secret), salt)
    if passphrase:
        _UNLOCKED[key.public] = key


@command(KEY_EDIT)
def guard_keys(tx: Transaction, asked: Guarding) -> list[KnownKey]:
    """Seal the keys that sign under a passphrase, or under the secret of this computer."""
    if asked.passphrase:
        check_passphrase(asked.passphrase)
    signing_key(tx)  # there is one, and it is not locked
    for stored in tables.keys(tx):
        if key := _taken_out(stored):
            _seal(tx, stored.number, key, asked.passphrase)
    return [_known(stored) for stored in tables.keys(tx)]


@command(VIEW)
def unlock_keys(tx: Transaction, asked: Unlock) -> list[KnownKey]:
    """Unlock the keys that a passphrase guards, until the program ends."""
    guarded = [stored for stored in tables.keys(tx) if stored.guard == Guard.PASSPHRASE and stored.sealed]
    for stored in guarded:
        key = key_encryption.opened(
            stored.public, stored.sealed or b"", key_encryption.secret_of(asked.passphrase, stored.salt or b"")
        )
        if key is None:
            raise PassphraseWrong
        _UNLOCKED[stored.public] = key
    return [_known(stored) for stored in tables.keys(tx)]


def lock_keys() -> None:
    """Forget every key that a passphrase opened."""
    _UNLOCKED.clear()


def make_new_key(tx: Transaction, why: str = "") -> KnownKey:
    """A new key, which signs from now on, and why it was made."""
    number, _ = _new_key(tx, why)
    return _known(next(stored for stored in tables.keys(tx) if stored.number == number))


def take_key_back(tx: Transaction, asked: RevokeKey) -> KnownKey:
    """A key that is believed no longer; another is made when something is signed."""
    stored = next((each for each in tables.keys(tx) if each.number == asked.number), None)
    if stored is None:
        raise UnknownKey(asked.number)
    check_revoking(asked.number, stored.revoked_at)
    if not asked.why.strip():
        raise ReasonMissing
    tables.revoke_key(tx, asked.number, asked.why.strip())
    return _known(next(each for each in tables.keys(tx) if each.number == asked.number))


COMMANDS: tuple[Command[Any, Any], ...] = (guard_keys, unlock_keys)
