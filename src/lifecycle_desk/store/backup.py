"""Backups: copies made by the database itself, opened and checked before they count, rotated, restored beside.

Never a copy of the live file by the file system: opening it drops SQLite's locks, and the journal would be missing.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.store.files import PART, settle, write_whole
from lifecycle_desk.store.places import uri_of
from lifecycle_desk.store.store import Store

FORMAT = "lifecycle-desk/backup"
JOURNALS = ("-wal", "-shm")
STAMP = "%Y-%m-%dT%H%M%SZ"
ALL_FOR, DAYS, WEEKS, MONTHS = timedelta(hours=24), 14, 8, 12
OLDEST = timedelta(days=396)  # 13 months: who was erased is in no backup after that, however seldom one is made
BEFORE_MIGRATION, SET_ASIDE = "before-migration-", ".before-"


class BackupNotWhole(Objection):
    """A copy that does not pass its own check is no backup."""

    says = N_("%(where)s is not a whole backup: %(why)s.")
    where: str
    why: str


class BackedUpByItsServer(Objection):
    """A store on a server is copied by the server's own tools."""

    says = N_("This store lies on a server and is backed up there.")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself, signed by the dealer: hashes, counts and the head of the chain."""

    file: str
    sha256: str
    bytes: int
    made_at: datetime
    revision: str
    rows: dict[str, int]
    events: int
    head: str
    key: str = ""
    signature: str = ""

    def signed_part(self) -> dict[str, Any]:
        """What the signature stands for."""
        told = asdict(self) | {"format": FORMAT, "made_at": self.made_at.strftime(STAMP)}
        return {name: value for name, value in told.items() if name != "signature"}


type Verdict = Callable[[Path], Manifest]


def folder_of(store: Path) -> Path:
    """Where the backups of a store lie: beside it."""
    return store.with_name(store.name + ".backups")


def copy_into(engine: Engine, target: Path) -> None:
    """Copy a live store by the database's own means, while others write; in one piece, which takes 0.25 s for 88 MB.

    In pieces it begins anew at each commit of somebody else and may never end.
    """
    from sqlcipher3 import dbapi2

    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with engine.connect() as connection, closing(dbapi2.connect(uri_of(target, mode="rwc"), uri=True)) as copy:
        source: Any = connection.connection.driver_connection
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # a backup is one file; WAL is set again where it is opened
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def copy_aside(engine: Engine, store: Path) -> Path:
    """A checked copy before a migration changes a store."""
    target = folder_of(store) / f"{BEFORE_MIGRATION}{clock.now().strftime(STAMP)}.ldk"
    copy_into(engine, target)
    if why := unsound(target):
        target.unlink()
        raise BackupNotWhole(str(target), why)
    return target


def unsound(path: Path) -> str | None:
    """What the database itself finds wrong with a file, if anything."""
    from sqlcipher3 import dbapi2

    try:
        with closing(dbapi2.connect(uri_of(path, mode="ro"), uri=True)) as copy:
            said = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
            orphans = copy.execute("PRAGMA foreign_key_check").fetchmany(3)
    except dbapi2.DatabaseError as error:
        return str(error)
    if said != ["ok"]:
        return "; ".join(map(str, said))
    return f"rows without their parents: {orphans}" if orphans else None


def back_up(store: Store, verdict: Verdict, target: Path | None = None) -> tuple[Path, Manifest]:
    """Make a backup: copied, opened, checked by `verdict`, its documents beside it, its manifest last.

    `verdict` opens the copy, checks chain and figures, and gives the signed manifest or raises.
    """
    if store.path is None:
        raise BackedUpByItsServer
    rotate = target is None
    target = target or folder_of(store.path) / f"{clock.now().strftime(STAMP)}.ldk"
    aside = target.with_name(target.name + PART)
    copy_into(store.engine, aside)
    try:
        manifest = verdict(aside)
    except DatabaseError as error:
        aside.unlink(missing_ok=True)
        raise BackupNotWhole(str(target), str(error.orig)) from error
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    _copy_documents(store.files, documents_of(target))
    aside.replace(target)
    settle(target.parent)
    write_manifest(target, manifest)
    if rotate:
        thin_out(target.parent)
    return target, manifest


def write_manifest(backup: Path, manifest: Manifest) -> None:
    """Lay a backup's manifest beside it."""
    told = manifest.signed_part() | {"signature": manifest.signature, "file": backup.name}
    write_whole(manifest_of(backup), json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False).encode())


def manifest_of(backup: Path) -> Path:
    """Where a backup's manifest lies."""
    return backup.with_name(backup.name + ".json")


def documents_of(backup: Path) -> Path:
    """Where the documents of the backups in a folder lie: once for all of them, since they never change."""
    return backup.parent / "documents"


def hash_of(path: Path) -> str:
    """SHA-256 of a file that nobody has open."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _copy_documents(source: Path, target: Path) -> None:
    """Copy documents that are not there yet; what has a hash for a name never changes."""
    for path in source.glob("*/*"):
        copy = target / path.parent.name / path.name
        if path.suffix != PART and not copy.exists():
            write_whole(copy, path.read_bytes())


def backups(store: Path) -> list[Path]:
    """The backups of a store, the latest first."""
    return sorted((path for path in folder_of(store).glob("*.ldk") if manifest_of(path).exists()), reverse=True)


def copies(store: Path) -> list[Path]:
    """All copies of a store that the program made and still knows of: backups, and stores that were set aside."""
    begins = f"{store.name}{SET_ASIDE}"  # compared, not sought by a pattern: a name may hold [ and *
    beside = store.parent.iterdir() if store.parent.is_dir() else ()
    aside = (each for each in beside if each.name.startswith(begins))
    return sorted([*folder_of(store).glob("*.ldk"), *(each for each in aside if not each.name.endswith(JOURNALS))])


def holds(copy: Path, table: str, row: Mapping[str, Any]) -> bool:
    """Whether a copy has a row with some values, asked without opening it as a store; one that is damaged has none."""
    from sqlcipher3 import dbapi2

    for name in (table, *row):
        if not name.isidentifier():
            raise ValueError(f"no name of a column: {name!r}")
    asked = f"SELECT 1 FROM {table} WHERE {' AND '.join(f'{each} = ?' for each in row)}"  # noqa: S608 (names looked at above)
    still = not copy.with_name(copy.name + JOURNALS[0]).exists()  # leaves no journal behind
    try:
        with closing(dbapi2.connect(uri_of(copy, mode="ro", immutable=still), uri=True)) as connection:
            return connection.execute(asked, tuple(row.values())).fetchone() is not None
    except dbapi2.Error:
        return False


def made_at(backup: Path) -> datetime | None:
    """When a backup was made, read from its name; None for what is none of the rotated ones."""
    try:
        return datetime.strptime(backup.stem.removeprefix(BEFORE_MIGRATION), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def worth_keeping(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """All of the last 24 hours, then the last one of each of 14 days, 8 weeks and 12 months, none older than OLDEST.

    The latest is kept always: it was made just now.
    """
    latest_first = sorted(moments, reverse=True)
    kept = {each for each in latest_first if now - each <= ALL_FOR} | set(latest_first[:1])
    for form, most in (("%Y-%j", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        seen: dict[str, datetime] = {}
        for each in latest_first:
            seen.setdefault(each.strftime(form), each)
        kept |= set(list(seen.values())[:most])
    return {each for each in kept if now - each <= OLDEST} | set(latest_first[:1])


def thin_out(folder: Path) -> None:
    """Take away backups that are no longer worth their room; the manifest first, so none is left without its file."""
    before = {path for path in folder.glob(f"{BEFORE_MIGRATION}*.ldk") if _is_too_old(path)}
    for path in before:
        path.unlink(missing_ok=True)
    rotated = (path for path in folder.glob("*.ldk") if not path.name.startswith(BEFORE_MIGRATION))
    dated = {moment: path for path in rotated if (moment := made_at(path))}
    for moment in dated.keys() - worth_keeping(dated, clock.now()):
        manifest_of(dated[moment]).unlink(missing_ok=True)
        dated[moment].unlink(missing_ok=True)
    for path in folder.glob(f"*{PART}"):
        path.unlink(missing_ok=True)


def _is_too_old(path: Path) -> bool:
    made = made_at(path)
    return made is not None and clock.now() - made > OLDEST


def put_in_place(backup: Path, store: Path, documents: Path) -> Path | None:
    """Put a checked backup where a store lies or lay; what was there stays beside it, renamed. Gives its new name.

    `documents` is the folder from which the documents come.
    """
    aside = store.with_name(store.name + PART)
    store.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(backup, aside)
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    before = None
    if store.exists():
        before = _free_name(store.with_name(f"{store.name}{SET_ASIDE}{clock.now().strftime(STAMP)}"))
        for ending in JOURNALS:
            journal = store.with_name(store.name + ending)
            if journal.exists():
                journal.replace(before.with_name(before.name + ending))
        store.replace(before)
    aside.replace(store)
    settle(store.parent)
    _copy_documents(documents, Path(f"{store}.files"))
    return before


def _free_name(path: Path) -> Path:
    """A name that nothing has yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
