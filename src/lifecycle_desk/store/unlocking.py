"""Encrypted files: the key file beside a store, the keys that this process has open, and the one way to open a file.

A store is encrypted where a key file lies beside it (`desk.ldk.key`). Which one an encrypted file belongs to it says
itself: it begins with the key's id. Nobody may read the beginning of a store that is open, since the system drops
SQLite's locks when such a file is closed; so the key file alone is asked, but for the moment of a conversion.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lifecycle_desk.store.files import write_whole
from lifecycle_desk.store.places import is_server, uri_of
from lifecycle_desk.store.refusals import (
    EncryptionMissing,
    StoreKeyDamaged,
    StoreKeyMissing,
    StoreKeyOfAnother,
    StoreKeyWrong,
    StoreLocked,
)

if TYPE_CHECKING:  # a store that is not encrypted asks for none of these
    from sqlcipher3.dbapi2 import Connection

    from lifecycle_desk.trust.store_key import KeyFile, StoreKey

KEY, PENDING = ".key", ".key.pending"  # beside a store; the second while a store changes into another form
VARIABLE = "LIFECYCLE_DESK_KEY"  # holds the passphrase or the recovery key, for jobs at which nobody sits
HMAC = "cipher_hmac_algorithm = HMAC_SHA256"  # measured: a third of the price of SHA-512 where processors know it
SETTINGS = (HMAC, "cipher_page_size = 4096", "cipher_memory_security = OFF")
PLAIN = b"SQLite format 3\0"

_OPEN: dict[bytes, "StoreKey"] = {}  # by the key's id: a backup opens by the key of its store


def place_of_key(store: Path) -> Path:
    """Where the key file of a store lies."""
    return store.parent / f"{store.name}{KEY}"  # a place may have no name


def is_encrypted(where: str | Path) -> bool:
    """Whether a store is encrypted; a server's is not: its administrator encrypts the disk below it."""
    return not is_server(where) and place_of_key(Path(where)).is_file()


def key_file(store: Path) -> "KeyFile | None":
    """The key file beside a store, if there is one; refuses one that cannot be read."""
    return read_key(place_of_key(store))


def read_key(place: Path) -> "KeyFile | None":
    """A key file, if there is one; refuses one that cannot be read."""
    try:
        content = place.read_bytes()
    except FileNotFoundError:
        return None
    from lifecycle_desk.trust.store_key import MOST_BYTES, read_key_file

    found = read_key_file(content[:MOST_BYTES])
    if found is None:
        raise StoreKeyDamaged(str(place))
    return found


def save_key(store: Path, file: "KeyFile", ending: str = KEY) -> None:
    """Lay a key file beside a store, whole."""
    write_whole(store.with_name(store.name + ending), file.content(), private=True)


def copy_key(store: Path, copy: Path) -> None:
    """Let a copy of a store open as the store itself does: with its key file beside it, or with none."""
    source, target = place_of_key(store), place_of_key(copy)
    if source.is_file():
        write_whole(target, source.read_bytes(), private=True)
    else:
        target.unlink(missing_ok=True)


def key_of(store: Path) -> "StoreKey | None":
    """The key of a store, None of one that is not encrypted; refuses where it was not unlocked."""
    file = key_file(store)
    if file is None:
        return None
    if file.id not in _OPEN:
        raise StoreLocked(str(store), VARIABLE)
    return _OPEN[file.id]


def key_by_id(of: bytes) -> "StoreKey | None":
    """A key that this process has open, by its id."""
    return _OPEN.get(of)


def keep_open(key: "StoreKey") -> None:
    """Have a key open in this process from now on."""
    _OPEN[key.id] = key


def needs_passphrase(where: str | Path) -> bool:
    """Whether somebody must type a store's passphrase; what this computer opens by itself is open from now on."""
    if not is_encrypted(where):  # also where it is a server's address
        return False
    file = key_file(Path(where))
    return file is not None and file.id not in _OPEN and not _unlocked_here(file)


def unlock(store: Path, typed: str) -> None:
    """Open the key of a store by a passphrase or the recovery key; refuses what opens nothing."""
    keep_open(proved(store, typed))


def proved(store: Path, typed: str) -> "StoreKey":
    """The key of a store by what somebody typed, whether or not it is open here."""
    file = key_file(store)
    if file is None:
        raise EncryptionMissing(str(store))
    key = file.opened_by(typed)
    if key is None:
        raise StoreKeyWrong(str(store))
    return key


def unlock_by_environment(store: Path) -> bool:
    """Open the key by what the environment names, where it names something."""
    typed = os.environ.get(VARIABLE)
    if typed:
        unlock(store, typed)
    return bool(typed)


def _unlocked_here(file: "KeyFile") -> bool:
    from lifecycle_desk.store.own_secret import own_secret
    from lifecycle_desk.trust.store_key import COMPUTER

    key = file.opened_here(own_secret()) if file.has(COMPUTER) else None
    if key:
        keep_open(key)
    return key is not None


def open_file(path: str | Path, *, mode: str, immutable: bool = False, **how: Any) -> "Connection":
    """A connection of the driver to a file of a store, or to a copy; the only one by which any is opened."""
    return open_with(path, key_of(Path(path)), mode=mode, immutable=immutable, **how)


def open_with(
    path: str | Path, key: "StoreKey | None", *, mode: str, immutable: bool = False, **how: Any
) -> "Connection":
    """The same under a key that no file beside it names yet, or names no more."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(uri_of(path, mode=mode, immutable=immutable), uri=True, **how)
    if key:
        try:
            _give_key(connection, key)
        except BaseException:
            connection.close()
            raise
    return connection


def _give_key(connection: "Connection", key: "StoreKey") -> None:
    """Give a connection the key before it reads anything; refuses a library that would take it without a word."""
    connection.execute("PRAGMA cipher_log = off")  # or a wrong key, and each damaged page, is written to the terminal
    connection.execute(f"PRAGMA key = \"x'{key.raw}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise RuntimeError("this library of SQLite encrypts nothing")
    for each in SETTINGS:
        connection.execute(f"PRAGMA {each}")


def begins_with(path: Path) -> bytes:
    """The first bytes of a file that nobody has open: those of SQLite, or the id of the key of an encrypted store."""
    from lifecycle_desk.trust.store_key import ID_BYTES

    try:
        with path.open("rb") as file:
            return file.read(ID_BYTES)
    except OSError:
        return b""


def refuse_key(store: Path) -> None:
    """Say what is wrong with the key, of a file that is not open and did not open; nothing where it is not the key."""
    from lifecycle_desk.trust.store_key import MAGIC

    begins, file = begins_with(store), key_file(store)
    if not begins.startswith(MAGIC):
        return
    if file is None:
        raise StoreKeyMissing(str(store), place_of_key(store).name)
    if file.id != begins:
        raise StoreKeyOfAnother(str(store), place_of_key(store).name)
