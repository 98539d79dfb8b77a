"""A store becomes encrypted, or plain again: written anew beside itself, compared row by row, put in its place.

At each moment the file in the store's place is a whole one that opens: the old one until the rename, the new one from
then on. What a crash leaves beside it is taken away when the store is opened, or changed, the next time.
"""

import os
from contextlib import closing, suppress
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store.files import PART, begin_private, drop, drop_names, make_private
from lifecycle_desk.store.places import uri_of
from lifecycle_desk.store.sealed_documents import UNSEALED, seal_documents, unseal_documents
from lifecycle_desk.store.swapping import swap
from lifecycle_desk.store.unlocking import HMAC, key_of, open_with

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from lifecycle_desk.trust.store_key import KeyFile, StoreKey

CONVERTED, BEFORE = f".converted{PART}", f".plain{PART}"  # beside a store: the new file, and the old one to be wiped
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
MARKS = ("application_id", "user_version")
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"

ConversionFailed = objection(
    "ConversionFailed",
    N_("The database could not be converted: %(why)s. It has not been changed; check it, then try again."),
    why=str,
)


def encrypt_file(store: Path, key: "StoreKey", keys: "KeyFile", *folders: Path) -> None:
    """Encrypt a plain store that nobody has open, its documents, and those in further folders."""
    aside = _converted(store, None, key)
    before = store.with_name(store.name + BEFORE)
    before.unlink(missing_ok=True)
    with suppress(OSError):  # a file system without second names: the old file is let go, and not overwritten
        os.link(store, before)
    _mark(store)
    swap(aside, store, keys)
    drop_names([before])
    seal_documents(store, *folders)


def decrypt_file(store: Path) -> None:
    """Make a store plain that nobody has open: its documents first, since they need the key that goes with the file."""
    key = key_of(store)
    _mark(store)
    unseal_documents(store)
    swap(_converted(store, key, None), store, None)
    make_private(store)
    store.with_name(store.name + UNSEALED).unlink()


def _mark(store: Path) -> None:
    """Say beside the store that documents may lie plain there; whoever opens it encrypted seals them."""
    store.with_name(store.name + UNSEALED).touch(mode=0o600)


def clear_away(store: Path) -> None:
    """Take away what a conversion that was cut off left beside a store that nobody has open, overwritten."""
    drop_names(each for ending in (CONVERTED, BEFORE) if (each := store.with_name(store.name + ending)).exists())


def _converted(store: Path, own: "StoreKey | None", other: "StoreKey | None") -> Path:
    """Write a store anew under another key, or none, and compare both; gives the new file."""
    from sqlcipher3 import dbapi2

    clear_away(store)
    aside = store.with_name(store.name + CONVERTED)
    begin_private(aside)
    try:
        with closing(open_with(store, own, mode="rw", isolation_level=None)) as source:
            source.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file
            source.execute("ATTACH ? AS other KEY ?", (uri_of(aside, mode="rwc"), f"x'{other.raw}'" if other else ""))
            if other:
                source.execute(f"PRAGMA other.{HMAC}")
            source.execute("PRAGMA other.synchronous = OFF")  # it is brought to the disk at the end, whole
            source.execute("BEGIN")  # or each of its statements is a transaction of its own
            source.execute("SELECT sqlcipher_export('other')")
            source.execute("COMMIT")
            for each in MARKS:  # in the header, which the export leaves as it is
                source.execute(f"PRAGMA other.{each} = {source.execute(f'PRAGMA {each}').fetchone()[0]}")
            source.execute("DETACH other")
            with closing(open_with(aside, other, mode="rw", isolation_level=None)) as made:
                _compare(source, made)
                made.execute("PRAGMA journal_mode = WAL")  # as a store in use has it
    except dbapi2.Error as error:
        drop([aside])
        raise ConversionFailed(str(error)) from error
    except BaseException:
        drop([aside])
        raise
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    return aside


def _compare(source: "Connection", made: "Connection") -> None:
    """Refuse a copy that is not sound, or differs from its source in anything that it says or holds."""
    sound = made.execute("PRAGMA integrity_check(3)").fetchall()
    if sound != [("ok",)] or made.execute("PRAGMA foreign_key_check").fetchone():
        raise ConversionFailed("the copy is not sound")
    for each in (source, made):
        each.text_factory = bytes
    queries = [SCHEMA, *(f"PRAGMA {each}" for each in MARKS)]
    names = [row[0].decode() for row in source.execute(TABLES)]
    queries += [f'SELECT * FROM "{name}"' for name in names]  # noqa: S608 (names of the file's own tables)
    for query in queries:
        if not _alike(source.execute(query), made.execute(query)):
            raise ConversionFailed(f"the copy differs in {query.rsplit(maxsplit=1)[-1]}")


def _alike(rows: Any, others: Any) -> bool:
    return all(row == other for row, other in zip_longest(rows, others))
