"""The keys that sign: made with the books, kept sealed, unlocked, replaced, revoked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules import (
    Guard,
    KeyElsewhere,
    KeyLocked,
    PassphraseWrong,
    ReasonMissing,
    UnknownKey,
    check_passphrase,
    check_revoking,
)
from lifecycle_desk.dealership.rules.rights import KEY_EDIT, VIEW
from lifecycle_desk.store.own_secret import dealer_secret, new_dealer_secret, own_secret
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust import key_encryption
from lifecycle_desk.trust.random_source import random_bytes
from lifecycle_desk.trust.signing import Key, fingerprint, new_signing_key

if TYPE_CHECKING:  # or the tables would wake before a store is opened
    from lifecycle_desk.dealership.tables import StoredKey

MARK_BYTES = 16
_UNLOCKED: dict[bytes, Key] = {}  # by public part; of this process, until it ends


@dataclass(frozen=True, slots=True)
class Guarding:
    """A passphrase under which the keys are sealed from now on; empty: the secret of this computer, or its dealer's."""

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

    Raises KeyLocked where somebody must type its passphrase first, and KeyElsewhere where the keys of a server's books
    lie at other seats: a key that this one made would be one that nobody vouches for.
    """
    valid = [each for each in reversed(tables.keys(tx)) if not each.revoked_at]
    for stored in valid:
        if key := _taken_out(stored):
            if stored.bare or (stored.guard == Guard.COMPUTER and tx.is_at_server):
                _seal(tx, stored.number, key)
            return stored.number, key
        if stored.guard == Guard.PASSPHRASE:
            raise KeyLocked
    if tx.is_at_server and any(each.sealed for each in valid):
        raise KeyElsewhere
    return _new_key(tx)


def key_at_hand(tx: Transaction) -> tuple[int, Key] | None:
    """The key that signs now, with its number, where it is here and open; none is made."""
    found = ((each.number, key) for each in reversed(tables.keys(tx)) if (key := _at_hand(each)))
    return next(found, None)


def keys_at_hand(tx: Transaction, numbers: Iterable[int]) -> list[tuple[int, Key]]:
    """Those of some keys that are here and open, the latest first."""
    wanted = set(numbers)
    found = ((each.number, _at_hand(each)) for each in reversed(tables.keys(tx)) if each.number in wanted)
    return [(number, key) for number, key in found if key]


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
        return [known(stored) for stored in tables.keys(tx)]


def known(stored: "StoredKey") -> KnownKey:
    """A key as people see it."""
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
    secret = dealer_secret(stored.salt or b"") if stored.guard == Guard.DEALER else own_secret()
    return key_encryption.opened(stored.public, stored.sealed, secret) if secret else None


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
    """Keep a key under a passphrase; else under the secret of this computer, or on a server of the dealer's seats."""
    salt = b""
    if passphrase:
        guard, salt = Guard.PASSPHRASE, key_encryption.new_salt()
        secret = key_encryption.secret_of(passphrase, salt)
    elif tx.store.path:
        guard, secret = Guard.COMPUTER, own_secret()
    else:
        guard, (salt, secret) = Guard.DEALER, _secret_of_dealer(tx)
    tables.guard_key(tx, number, guard.value, key_encryption.sealed(key, secret), salt)
    if passphrase:
        _UNLOCKED[key.public] = key


def _secret_of_dealer(tx: Transaction) -> tuple[bytes, bytes]:
    """The secret that this dealer's seats hand to one another, with its mark; the first seat makes it."""
    for stored in reversed(tables.keys(tx)):
        if stored.guard == Guard.DEALER and stored.salt and (secret := dealer_secret(stored.salt)):
            return stored.salt, secret
    mark = random_bytes(MARK_BYTES)
    return mark, new_dealer_secret(mark)


@dataclass(frozen=True, slots=True)
class CarriedKeys:
    """The private parts of keys that go where the books move: open, or sealed under a passphrase as they are."""

    opened: tuple[tuple[int, Key], ...]
    sealed: "tuple[StoredKey, ...]"


def keys_to_carry(tx: Transaction) -> CarriedKeys:
    """The private parts that this computer has; records carry none."""
    stored = [each for each in tables.keys(tx) if each.bare or each.sealed]
    under_passphrase = tuple(each for each in stored if each.guard == Guard.PASSPHRASE)
    opened = ((each.number, _taken_out(each)) for each in stored if each not in under_passphrase)
    return CarriedKeys(tuple((number, key) for number, key in opened if key), under_passphrase)


def take_carried_keys(tx: Transaction, carried: CarriedKeys) -> None:
    """Seal carried keys where the books are now, so that the same keys sign on and nobody has to vouch for new ones."""
    for number, key in carried.opened:
        _seal(tx, number, key)
    for each in carried.sealed:
        tables.guard_key(tx, each.number, Guard.PASSPHRASE.value, each.sealed or b"", each.salt or b"")


@command(KEY_EDIT)
def guard_keys(tx: Transaction, asked: Guarding) -> list[KnownKey]:
    """Seal the keys that sign under a passphrase, or under the secret of this computer."""
    if asked.passphrase:
        check_passphrase(asked.passphrase)
    signing_key(tx)  # there is one, and it is not locked
    for stored in tables.keys(tx):
        if key := _taken_out(stored):
            _seal(tx, stored.number, key, asked.passphrase)
    return [known(stored) for stored in tables.keys(tx)]


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
    return [known(stored) for stored in tables.keys(tx)]


def lock_keys() -> None:
    """Forget every key that a passphrase opened."""
    _UNLOCKED.clear()


def make_new_key(tx: Transaction, why: str = "") -> KnownKey:
    """A new key, which signs from now on, and why it was made."""
    number, _ = _new_key(tx, why)
    return known(next(stored for stored in tables.keys(tx) if stored.number == number))


def take_key_back(tx: Transaction, asked: RevokeKey) -> KnownKey:
    """A key that is believed no longer; another is made when something is signed."""
    stored = next((each for each in tables.keys(tx) if each.number == asked.number), None)
    if stored is None:
        raise UnknownKey(asked.number)
    check_revoking(asked.number, stored.revoked_at)
    if not asked.why.strip():
        raise ReasonMissing
    tables.revoke_key(tx, asked.number, asked.why.strip())
    return known(next(each for each in tables.keys(tx) if each.number == asked.number))


COMMANDS: tuple[Command[Any, Any], ...] = (guard_keys, unlock_keys)
