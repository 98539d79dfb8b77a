"""Backups: copies made by the database itself, opened and checked before they count, rotated, restored beside.

Never a copy of the live file by the file system: opening it drops SQLite's locks, and the journal would be missing.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable
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
from lifecycle_desk.store.store import Store

FORMAT = "lifecycle-desk/backup"
STAMP = "%Y-%m-%dT%H%M%SZ"
ALL_FOR, DAYS, WEEKS, MONTHS = timedelta(hours=24), 14, 8, 12


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
    with engine.connect() as connection, closing(dbapi2.connect(str(target))) as copy:
        source: Any = connection.connection.driver_connection
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # a backup is one file; WAL is set again where it is opened
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def copy_aside(engine: Engine, store: Path) -> Path:
    """A checked copy before a migration changes a store."""
    target = folder_of(store) / f"before-migration-{clock.now().strftime(STAMP)}.ldk"
    copy_into(engine, target)
    if why := unsound(target):
        target.unlink()
        raise BackupNotWhole(str(target), why)
    return target


def unsound(path: Path) -> str | None:
    """What the database itself finds wrong with a file, if anything."""
    from sqlcipher3 import dbapi2

    try:
        with closing(dbapi2.connect(f"file:{path}?mode=ro", uri=True)) as copy:
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


def made_at(backup: Path) -> datetime | None:
    """When a backup was made, read from its name."""
    try:
        return datetime.strptime(backup.stem, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def worth_keeping(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """All of the last 24 hours, then the last one of each of 14 days, 8 weeks and 12 months; the latest always."""
    latest_first = sorted(moments, reverse=True)
    kept = {each for each in latest_first if now - each <= ALL_FOR} | set(latest_first[:1])
    for form, most in (("%Y-%j", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        seen: dict[str, datetime] = {}
        for each in latest_first:
            seen.setdefault(each.strftime(form), each)
        kept |= set(list(seen.values())[:most])
    return kept


def thin_out(folder: Path) -> None:
    """Take away backups that are no longer worth their room; the manifest first, so none is left without its file."""
    dated = {moment: path for path in folder.glob("*.ldk") if (moment := made_at(path))}
    for moment in dated.keys() - worth_keeping(dated, clock.now()):
        manifest_of(dated[moment]).unlink(missing_ok=True)
        dated[moment].unlink(missing_ok=True)
    for path in folder.glob(f"*{PART}"):
        path.unlink(missing_ok=True)


def put_in_place(backup: Path, store: Path) -> Path | None:
    """Put a checked backup where a store lies or lay; what was there stays beside it, renamed. Gives its new name."""
    aside = store.with_name(store.name + PART)
    store.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(backup, aside)
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    before = None
    if store.exists():
        before = _free_name(store.with_name(f"{store.name}.before-{clock.now().strftime(STAMP)}"))
        for ending in ("-wal", "-shm"):
            journal = store.with_name(store.name + ending)
            if journal.exists():
                journal.replace(before.with_name(before.name + ending))
        store.replace(before)
    aside.replace(store)
    settle(store.parent)
    _copy_documents(documents_of(backup), Path(f"{store}.files"))
    return before


def _free_name(path: Path) -> Path:
    """A name that nothing has yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
