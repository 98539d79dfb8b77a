"""The key of an encrypted store: random, kept in slots, each of which opens by something else.

A slot holds the key sealed under the secret of a passphrase (Argon2id), of a recovery key on paper, or of one
computer. Whoever changes a passphrase changes a slot; the key and all that is encrypted under it stay as they are. So
an older copy of the key file still opens by its older passphrase: only a new key, by decrypting and encrypting again,
ends that.
"""

import json
import os
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from lifecycle_desk.trust import personal, recovery_key
from lifecycle_desk.trust.key_encryption import new_salt, secret_of
from lifecycle_desk.trust.sealed_stream import derived

FORMAT, VERSION = "lifecycle-desk/key", 1
MAGIC = b"LDKcryp1"  # how an encrypted store begins, and how it is encrypted: the 1 is this form
ID_BYTES, KEY_BYTES = 16, 32
PASSPHRASE, RECOVERY, COMPUTER = "passphrase", "recovery", "computer"
KINDS = (PASSPHRASE, RECOVERY, COMPUTER)
MOST_SLOTS, MOST_BYTES = 64, 64 * 1024


@dataclass(frozen=True, slots=True)
class StoreKey:
    """A key that is open. `id` is no secret: the encrypted file begins with it, and its key file names it."""

    id: bytes
    secret: bytes

    def __repr__(self) -> str:
        return f"StoreKey({self.id.hex()})"  # never into a log

    @property
    def raw(self) -> str:
        """The key and the salt of the file as SQLCipher takes them, in hexadecimal digits: it derives nothing then."""
        return (derived(self.secret, b"lifecycle-desk/pages") + self.id).hex()

    def opens(self, key: "StoreKey | None") -> bool:
        """Whether another key is the same."""
        return key is not None and key.id == self.id


def new_key() -> StoreKey:
    """A new key, from the system alone: an invented dealer's is as real as any."""
    return StoreKey(MAGIC + os.urandom(ID_BYTES - len(MAGIC)), os.urandom(KEY_BYTES))


@dataclass(frozen=True, slots=True)
class Slot:
    """A key sealed under a secret of some kind; the salt is that of a passphrase."""

    kind: str
    sealed: bytes
    salt: bytes = b""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The slots of a key, as they lie beside the store."""

    id: bytes
    slots: tuple[Slot, ...] = ()

    def has(self, kind: str) -> bool:
        """Whether it opens by something of a kind."""
        return any(each.kind == kind for each in self.slots)

    def without(self, kind: str) -> "KeyFile":
        """The same without the slots of a kind."""
        return replace(self, slots=tuple(each for each in self.slots if each.kind != kind))

    def extended(self, slot: Slot) -> "KeyFile":
        """The same with another slot."""
        return replace(self, slots=(*self.slots, slot))

    def with_passphrase(self, key: StoreKey, passphrase: str) -> "KeyFile":
        """The same, to be opened by a passphrase and no earlier one."""
        salt = new_salt()
        secret = secret_of(tidy(passphrase), salt)
        return self.without(PASSPHRASE).extended(Slot(PASSPHRASE, _sealed(key, secret, PASSPHRASE), salt))

    def with_recovery_key(self, key: StoreKey) -> tuple["KeyFile", str]:
        """The same, to be opened by a new recovery key and no earlier one; with that, which is stored nowhere."""
        code = os.urandom(recovery_key.BITS // 8)
        made = self.without(RECOVERY).extended(Slot(RECOVERY, _sealed(key, _secret_of_recovery(code), RECOVERY)))
        return made, recovery_key.written(code)

    def with_computer(self, key: StoreKey, own: bytes) -> "KeyFile":
        """The same, to be opened by the secret of a computer as well."""
        if self.opened_here(own):
            return self
        return self.extended(Slot(COMPUTER, _sealed(key, _secret_of_computer(own), COMPUTER)))

    def without_computer(self, own: bytes) -> "KeyFile":
        """The same, not to be opened by the secret of this computer any more."""
        secret = _secret_of_computer(own)
        left = (each for each in self.slots if each.kind != COMPUTER or self._opened(each, secret) is None)
        return replace(self, slots=tuple(left))

    def opened_by(self, typed: str) -> StoreKey | None:
        """The key, by a recovery key or a passphrase; None where it is neither."""
        if code := recovery_key.read(typed):
            secret = _secret_of_recovery(code)
            if key := next(filter(None, (self._opened(each, secret) for each in self._of(RECOVERY))), None):
                return key
        phrase = tidy(typed)
        opened = (self._opened(each, secret_of(phrase, each.salt)) for each in self._of(PASSPHRASE))
        return next(filter(None, opened), None)

    def opened_here(self, own: bytes) -> StoreKey | None:
        """The key, by the secret of a computer; None where it has no slot."""
        secret = _secret_of_computer(own)
        return next(filter(None, (self._opened(each, secret) for each in self._of(COMPUTER))), None)

    def _of(self, kind: str) -> list[Slot]:
        return [each for each in self.slots if each.kind == kind]

    def _opened(self, slot: Slot, secret: bytes) -> StoreKey | None:
        found = personal.opened(secret, slot.sealed, _context(self.id, slot.kind))
        return StoreKey(self.id, found) if found else None

    def content(self) -> bytes:
        """The key file as it lies beside a store."""
        slots = [{"kind": each.kind, "salt": each.salt.hex(), "sealed": each.sealed.hex()} for each in self.slots]
        told = {"format": FORMAT, "version": VERSION, "id": self.id.hex(), "slots": slots}
        return json.dumps(told, indent=1).encode() + b"\n"


def read_key_file(content: bytes) -> KeyFile | None:
    """A key file as it was written; None for anything else."""
    try:
        told: Any = json.loads(content)
        if told["format"] != FORMAT or told["version"] != VERSION or len(told["slots"]) > MOST_SLOTS:
            return None
        slots = tuple(
            Slot(each["kind"], bytes.fromhex(each["sealed"]), bytes.fromhex(each["salt"])) for each in told["slots"]
        )
        found = KeyFile(bytes.fromhex(told["id"]), slots)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    is_ours = len(found.id) == ID_BYTES and found.id.startswith(MAGIC)
    return found if is_ours and all(each.kind in KINDS for each in slots) else None


def tidy(passphrase: str) -> str:
    """A passphrase as it is compared: however a keyboard composes its letters, and without spaces around it."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def _sealed(key: StoreKey, secret: bytes, kind: str) -> bytes:
    return personal.sealed(secret, key.secret, _context(key.id, kind))


def _context(of: bytes, kind: str) -> bytes:
    return b"store key " + of + kind.encode()


def _secret_of_recovery(code: bytes) -> bytes:
    return derived(code, b"lifecycle-desk/recovery")


def _secret_of_computer(own: bytes) -> bytes:
    return derived(own, b"lifecycle-desk/computer")
