"""Encryption of the books in a file: switched on and off, and who can open them: passphrase, recovery key, computer.

What changes a key asks for the passphrase or the recovery key again: whoever finds a window open must not lock its
owner out. The key files beside backups and stores that were set aside change with that of the store.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.books.usecases.books import back_up
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import SHORTEST_PASSPHRASE
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.store import backup
from lifecycle_desk.store.encrypting import decrypt_file, encrypt_file
from lifecycle_desk.store.files import drop
from lifecycle_desk.store.manifests import manifest_of
from lifecycle_desk.store.own_secret import own_secret
from lifecycle_desk.store.presence import StoreInUse, alone
from lifecycle_desk.store.refusals import EncryptionMissing
from lifecycle_desk.store.unlocking import (
    begins_with,
    is_encrypted,
    keep_open,
    key_file,
    place_of_key,
    proved,
    save_key,
)
from lifecycle_desk.trust.store_key import COMPUTER, KeyFile, StoreKey, new_key, tidy
from lifecycle_desk.vehicle.usecases.findings import Check

PassphraseShort = objection(
    "PassphraseShort", N_("Use a passphrase of at least %(letters)s characters."), "passphrase", letters=int
)
AlreadyEncrypted = objection("AlreadyEncrypted", N_("%(where)s is already encrypted."), where=str)
EncryptedByServer = objection(
    "EncryptedByServer", N_("The database is on a server; encrypt the server’s disk and its backups there.")
)
# To encrypt or decrypt a file, nobody else may have it open.
StoreOpenElsewhere = objection(
    "StoreOpenElsewhere",
    N_("%(where)s is open in another window or program. Close it everywhere, then try again."),
    where=str,
)


@dataclass(frozen=True, slots=True)
class NewKeys:
    """A new key, open, with its file and the recovery key, which is stored nowhere and shown once."""

    key: StoreKey
    file: KeyFile
    recovery_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Encryption:
    """Whether books are encrypted, and by what this computer opens them; `plain` are copies that are not encrypted."""

    encrypted: bool
    here: bool
    plain: tuple[Path, ...] = ()


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is soon guessed."""
    if len(tidy(passphrase)) < SHORTEST_PASSPHRASE:
        raise PassphraseShort(SHORTEST_PASSPHRASE)


def new_keys(passphrase: str, *, here: bool = False) -> NewKeys:
    """A new key under a passphrase and a recovery key; `here`: this computer opens it by itself as well."""
    check_passphrase(passphrase)
    key = new_key()
    file, recovery = KeyFile(key.id).with_passphrase(key, passphrase).with_recovery_key(key)
    if here:
        file = file.with_computer(key, own_secret())
    keep_open(key)
    return NewKeys(key, file, recovery)


def encryption(user: UserSession) -> Encryption:
    """How the books are kept."""
    store = user.store.path
    file = key_file(store) if store else None
    if store is None or file is None:
        return Encryption(encrypted=False, here=False)
    return Encryption(encrypted=True, here=_opens_here(file), plain=tuple(plain_copies(store)))


def _opens_here(file: KeyFile) -> bool:
    return file.has(COMPUTER) and file.opened_here(own_secret()) is not None


def encrypt(user: UserSession, passphrase: str, *, here: bool = False) -> str:
    """Encrypt the books and their documents, among the backups too; gives the recovery key.

    Backups that were made before stay as they are, since they are signed: `plain_copies` names them.
    """
    keys = keys_for(user, passphrase, here=here)
    with user.store.away():
        encrypt_released(_file_of_released(user), keys)
    return keys.recovery_key


def keys_for(user: UserSession, passphrase: str, *, here: bool = False) -> NewKeys:
    """New keys for books that are about to be encrypted; refuses what may not be."""
    store = _file_of(user)
    if is_encrypted(store):
        raise AlreadyEncrypted(str(store))
    return new_keys(passphrase, here=here)


def encrypt_released(store: Path, keys: NewKeys) -> None:
    """Encrypt books that this program has let go of."""
    _alone(store, lambda: encrypt_file(store, keys.key, keys.file, _documents_among_backups(store)))


def decrypt(user: UserSession, typed: str) -> None:
    """Lay the books and their documents plain again; backups that are encrypted stay so, with their key files."""
    prove_for(user, typed)
    with user.store.away():
        decrypt_released(_file_of_released(user))


def prove_for(user: UserSession, typed: str) -> None:
    """Refuse whoever may not change how the books are encrypted, or does not know what opens them."""
    proved(_file_of(user), typed)


def decrypt_released(store: Path) -> None:
    """Lay books plain that this program has let go of."""
    _alone(store, lambda: decrypt_file(store))


def change_passphrase(user: UserSession, typed: str, passphrase: str) -> None:
    """Open by another passphrase from now on; the recovery key stays, and so does what is encrypted."""
    store = _file_of(user)
    key = proved(store, typed)
    check_passphrase(passphrase)
    _change(store, _file(store).with_passphrase(key, passphrase))


def renew_recovery_key(user: UserSession, typed: str) -> str:
    """A new recovery key; the one before opens nothing any more."""
    store = _file_of(user)
    file, recovery = _file(store).with_recovery_key(proved(store, typed))
    _change(store, file)
    return recovery


def open_here(user: UserSession, typed: str) -> None:
    """Let this computer open the books by itself: so can then whoever reads its disk and this person's settings."""
    store = _file_of(user)
    _change(store, _file(store).with_computer(proved(store, typed), own_secret()))


def ask_here(user: UserSession) -> None:
    """Let this computer ask for the passphrase again."""
    store = _file_of(user)
    _change(store, _file(store).without_computer(own_secret()))


def plain_copies(store: Path) -> list[Path]:
    """The backups and stores set aside that are not encrypted, of a store that is."""
    return [each for each in backup.copies(store) if not is_encrypted(each)]


def wipe_plain_copies(user: UserSession, also: tuple[Check, ...] = ()) -> int:
    """Make an encrypted backup, then overwrite and delete the copies that are not encrypted; gives how many."""
    store = _file_of(user)
    back_up(user, also=also)
    found = plain_copies(store) if is_encrypted(store) else []
    for copy in found:
        drop(each for each in (copy, manifest_of(copy)) if each.exists())
    return len(found)


def _file_of(user: UserSession) -> Path:
    """The file of books that somebody may encrypt."""
    store = user.store.path
    if store is None:
        raise EncryptedByServer
    user.require(BACKUP)
    return store


def _file_of_released(user: UserSession) -> Path:
    """The same, where whoever asks was looked at already: nobody can be asked while the store is let go of."""
    if user.store.path is None:
        raise EncryptedByServer
    return user.store.path


def _file(store: Path) -> KeyFile:
    file = key_file(store)
    if file is None:
        raise EncryptionMissing(str(store))
    return file


def _documents_among_backups(store: Path) -> Path:
    return backup.documents_of(backup.folder_of(store) / store.name)


def _change(store: Path, file: KeyFile) -> None:
    """Write a key file, and again beside each copy that the same key opens."""
    save_key(store, file)
    for copy in backup.copies(store):
        if place_of_key(copy).is_file() and begins_with(copy) == file.id:
            save_key(copy, file)


def _alone(store: Path, does: Callable[[], None]) -> None:
    """Do something while nobody has the file open, and let no one come meanwhile."""
    try:
        held = alone(store)
    except StoreInUse as fact:
        raise StoreOpenElsewhere(str(store)) from fact
    try:
        does()
    finally:
        held.let_go()
