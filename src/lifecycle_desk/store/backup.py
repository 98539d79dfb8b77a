"""Backups: copies made by the database itself, opened and checked before they count, rotated, restored beside.

Never a copy of the live file by the file system: opening it drops SQLite's locks, and the journal would be missing.
"""

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store.files import (
    PART,
    begin_private,
    drop,
    is_no_file,
    make_private,
    private_folder,
    settle,
    write_whole,
)
from lifecycle_desk.store.last_saved import forget
from lifecycle_desk.store.manifests import STAMP, Manifest, manifest_of, read_manifest, write_manifest
from lifecycle_desk.store.refusals import StoreLocked
from lifecycle_desk.store.sealed_documents import seal_of
from lifecycle_desk.store.store import Store
from lifecycle_desk.store.swapping import swap
from lifecycle_desk.store.thinning import BEFORE_MIGRATION, thin_out
from lifecycle_desk.store.turns import Turns
from lifecycle_desk.store.unlocking import KEY, copy_key, key_file, open_file, place_of_key

JOURNALS = ("-wal", "-shm")
HEADS = ".heads"  # beside a store: where its chain stood, signed
SET_ASIDE = ".before-"
DUMP = ".dump"  # how a server's backup ends
BELONGING = (*JOURNALS, HEADS, KEY)

BackupNotWhole = objection("BackupNotWhole", N_("%(where)s is not a complete backup: %(why)s."), where=str, why=str)
BackupNotMade = objection("BackupNotMade", N_("No backup could be created at %(where)s: %(why)s."), where=str, why=str)
BackedUpByItsServer = objection(
    "BackedUpByItsServer",
    N_(
        "The database is on a server. Restore a backup of it into an empty database: lifecycle-desk --store ADDRESS "
        "restore FILE."
    ),
)

type Verdict = Callable[[Path], Manifest]


def folder_of(store: Path) -> Path:
    """Where the backups of a store lie: beside it."""
    return store.with_name(store.name + ".backups")


def folder_for(store: Store) -> Path:
    """Where the backups that this computer makes of a store lie: beside its file, or in its own data folder."""
    return folder_of(store.path) if store.path else store.files.with_name(f"{store.files.name}.backups")


def copy_into(engine: Engine, store: Path, target: Path) -> None:
    """Copy a live store by the database's own means, while others write; in one piece, which takes 0.25 s for 88 MB.

    In pieces it begins anew at each commit of somebody else and may never end. A copy of an encrypted store is
    encrypted under the same key, with the key file beside it.
    """
    private_folder(target.parent)
    target.unlink(missing_ok=True)
    copy_key(store, target)
    begin_private(target)
    with engine.connect() as connection, closing(open_file(target, mode="rwc")) as copy:
        source: Any = connection.connection.driver_connection
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # a backup is one file; `ready_to_use` sets WAL again
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def copy_file(file: Path, copy: Path) -> None:
    """Copy a store that nobody has open, with the key file that opens it."""
    shutil.copyfile(file, copy)
    copy_key(file, copy)


def copy_aside(engine: Engine, store: Path) -> Path:
    """A checked copy before a migration changes a store."""
    target = folder_of(store) / f"{BEFORE_MIGRATION}{clock.now().strftime(STAMP)}.ldk"
    copy_into(engine, store, target)
    if why := unsound(target):
        target.unlink()
        raise BackupNotWhole(str(target), why)
    return target


def unsound(path: Path) -> str | None:
    """The database's own complaint about a file, if it has one."""
    from sqlcipher3 import dbapi2

    try:
        with closing(open_file(path, mode="ro")) as copy:
            said = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
            orphans = copy.execute("PRAGMA foreign_key_check").fetchmany(3)
    except dbapi2.DatabaseError as error:
        return str(error)
    if said != ["ok"]:
        return "; ".join(map(str, said))
    return f"rows without their parents: {orphans}" if orphans else None


def back_up(store: Store, verdict: Verdict, target: Path | None = None) -> tuple[Path, Manifest]:
    """Make a backup: copied, opened, checked by `verdict`, its documents beside it, its manifest last.

    `verdict` opens the copy, checks chain and figures, and gives the signed manifest or raises. Of those that are
    rotated one is made at a time: what is half-written when one is done is taken for left over.
    """
    if store.path is None:
        raise BackedUpByItsServer
    if target:
        return target, _made(store, store.path, verdict, target)
    folder = folder_of(store.path)
    with Turns(folder).taken():
        target = folder / f"{clock.now().strftime(STAMP)}.ldk"
        manifest = _made(store, store.path, verdict, target)
        thin_out(folder)
    return target, manifest


def _made(store: Store, path: Path, verdict: Verdict, target: Path) -> Manifest:
    from sqlcipher3 import dbapi2

    if is_no_file(target):
        raise BackupNotMade(str(target), os.strerror(errno.EISDIR if target.is_dir() else errno.ENOTSUP))
    aside = target.with_name(target.name + PART)
    try:
        keep_a_journal(store.engine)
        copy_into(store.engine, path, aside)
        manifest = verdict(aside)
        _copy_documents(store.files, documents_of(target))
        write_manifest(target, manifest)  # before its file: a backup that nobody vouches for never lies there
        copy_key(aside, target)
        aside.replace(target)
    except (DatabaseError, dbapi2.DatabaseError) as error:
        raise BackupNotWhole(str(target), str(getattr(error, "orig", error))) from error
    except OSError as error:
        raise BackupNotMade(str(target), error.strerror or str(error)) from error
    finally:
        _take_away(aside)
        if not target.exists():
            manifest_of(target).unlink(missing_ok=True)
            place_of_key(target).unlink(missing_ok=True)
    settle(target.parent)
    return manifest


def _take_away(aside: Path) -> None:
    """Leave nothing of a copy that became no backup; on a full disk an empty file is still a file."""
    for ending in ("", *JOURNALS, "-journal", KEY):
        aside.with_name(aside.name + ending).unlink(missing_ok=True)


def documents_of(backup: Path) -> Path:
    """Where the documents of the backups in a folder lie: once for all of them, since they never change."""
    return backup.parent / "documents"


def hash_of(path: Path) -> str:
    """SHA-256 of a file that nobody has open."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _copy_documents(source: Path, target: Path) -> None:
    """Copy documents that are not there yet; what has a hash for a name changes by its seal alone.

    One that is erased meanwhile is copied in vain: who erases looks among the copies after the document itself is gone.
    """
    for path in source.glob("*/*"):
        copy = target / path.parent.name / path.name
        if path.suffix != PART and not (copy.exists() and seal_of(copy) == seal_of(path)):
            with suppress(FileNotFoundError):
                write_whole(copy, path.read_bytes(), private=True)
            if not path.exists():
                drop([copy])


def backups(store: Path) -> list[Path]:
    """The backups of a store, the one with the most events first: a clock may have been wrong when one was made."""
    return _with_manifests(folder_of(store), ".ldk")


def backups_of(store: Store) -> list[Path]:
    """The same for a store anywhere; of a server those that this computer made."""
    return backups(store.path) if store.path else _with_manifests(folder_for(store), DUMP)


def _with_manifests(folder: Path, ending: str) -> list[Path]:
    found = {path: read_manifest(path) for path in folder.glob(f"*{ending}") if manifest_of(path).exists()}
    return sorted(found, key=lambda path: (told.events if (told := found[path]) else 0, path.name), reverse=True)


def copies(store: Path) -> list[Path]:
    """All copies of a store that the program made and still knows of: backups, and stores that were set aside."""
    return sorted([*folder_of(store).glob("*.ldk"), *set_aside(store)])


def set_aside(store: Path) -> list[Path]:
    """The stores that a restore set aside."""
    begins = f"{store.name}{SET_ASIDE}"  # compared, not sought by a pattern: a name may hold [ and *
    beside = store.parent.iterdir() if store.parent.is_dir() else ()
    return [each for each in beside if each.name.startswith(begins) and not each.name.endswith(BELONGING)]


def moment_aside(store: Path, aside: Path) -> datetime | None:
    """When a store was set aside, read from its name."""
    stamp = aside.name.removeprefix(f"{store.name}{SET_ASIDE}")[: len("2026-11-25T052000Z")]
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def holds(copy: Path, table: str, row: Mapping[str, Any]) -> bool:
    """Whether a copy has a row with some values, asked without opening it as a store; one that is damaged has none.

    One whose key is not open here may have it.
    """
    from sqlcipher3 import dbapi2

    for name in (table, *row):
        if not name.isidentifier():
            raise ValueError(f"no name of a column: {name!r}")
    asked = f"SELECT 1 FROM {table} WHERE {' AND '.join(f'{each} = ?' for each in row)}"  # noqa: S608 (names looked at above)
    still = not copy.with_name(copy.name + JOURNALS[0]).exists()  # leaves no journal behind
    try:
        with closing(open_file(copy, mode="ro", immutable=still)) as connection:
            return connection.execute(asked, tuple(row.values())).fetchone() is not None
    except dbapi2.Error:
        return False
    except StoreLocked:
        return True


def keep_a_journal(engine: Engine) -> None:
    """Let a store keep the journal of one in use, where an earlier version put a backup back without; or next time."""
    from sqlcipher3 import dbapi2

    with engine.connect() as connection, suppress(dbapi2.DatabaseError):
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA journal_mode=WAL")  # in no transaction yet


def ready_to_use(copy: Path) -> None:
    """Bring all of a copy that nobody has open into its one file, and let it keep a journal as a store in use does.

    Without the journal of a store in use whoever looks would keep others from saving.
    """
    from sqlcipher3 import dbapi2

    try:
        with closing(open_file(copy, mode="rw", isolation_level=None)) as raw:
            raw.execute("PRAGMA journal_mode=DELETE")
            raw.execute("PRAGMA journal_mode=WAL")
    except dbapi2.DatabaseError as error:
        raise BackupNotWhole(str(copy), str(error)) from error


def put_in_place(backup: Path, store: Path, documents: Path) -> Path | None:
    """Put a checked backup where a store lies or lay; what was there stays beside it, renamed. Gives its new name.

    `documents` is the folder from which the documents come.
    """
    aside = store.with_name(store.name + PART)
    private_folder(store.parent)
    try:
        begin_private(aside)
        shutil.copyfile(backup, aside)
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        _copy_documents(documents, Path(f"{store}.files"))  # first: they never change, and a full disk shows here
        forget(store)
        before = _set_aside(store) if store.exists() else None
        try:
            swap(aside, store, key_file(backup))
        except OSError:
            if before:
                _rename(before, store)
            raise
    finally:
        aside.unlink(missing_ok=True)
    make_private(store)
    settle(store.parent)
    return before


def _set_aside(store: Path) -> Path:
    """Rename a store and what belongs to it; gives its new name."""
    before = _free_name(store.with_name(f"{store.name}{SET_ASIDE}{clock.now().strftime(STAMP)}"))
    copy_key(store, before)
    _rename(store, before)
    return before


def _rename(store: Path, name: Path) -> None:
    """Give a store another name, with its journals: these first, or they would stand beside another file."""
    for ending in JOURNALS:
        journal = store.with_name(store.name + ending)
        if journal.exists():
            journal.replace(name.with_name(name.name + ending))
    store.replace(name)


def _free_name(path: Path) -> Path:
    """A name that nothing has yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
