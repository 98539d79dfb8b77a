"""The safety of the books as work in steps: backed up, looked through, put back, with what every stage checks."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.books.usecases import books
from lifecycle_desk.books.usecases.backup_looks import LookedAt, look_at
from lifecycle_desk.books.usecases.books import BackedUp, Checked
from lifecycle_desk.books.usecases.nightly import Nightly, nightly
from lifecycle_desk.books.usecases.putting_back import Restored, restore
from lifecycle_desk.books.usecases.server_backups import back_up_anywhere
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.store.backup import BackedUpByItsServer, folder_for, set_aside
from lifecycle_desk.trust.heads import heads_in
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.findings import Check

NotRestored = objection(
    "NotRestored", N_("The backup could not be restored: %(why)s. Your records are unchanged."), why=str
)
RestoredUnfinished = objection(
    "RestoredUnfinished",
    N_("The backup was restored, but the last step failed: %(why)s. Close this window and open it again."),
    why=str,
)
NoHeadsInFile = objection("NoHeadsInFile", N_("%(file)s contains no signature to compare."), file=str)


def all_checks() -> tuple[Check, ...]:
    """The checks that every room makes of the books."""
    return tuple(offered("checks"))


@dataclass(frozen=True, slots=True)
class StoredBackup:
    """A backup that is kept: its file, when it was made, how large it is, and how many events it holds.

    `rows` are counted by table, as its manifest has them; `signed` says whether the dealer's key signed that.
    """

    file: str
    made_at: datetime
    bytes: int
    events: int
    rows: Mapping[str, int]
    signed: bool


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last record of the chain: its number, its seal, and when it was told (None: there is none)."""

    seq: int
    seal: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Safety:
    """The state of the backups: the folder and its files, the latest first; of a server those of this computer.

    `next_at` is when the program makes the next one by itself (None: it never does), `free` how many bytes the disk of
    the folder has left.
    """

    folder: Path
    backups: tuple[StoredBackup, ...]
    now: datetime
    next_at: datetime | None
    free: int | None
    head: ChainHead
    on_server: bool = False
    nightly: Nightly | None = None

    @property
    def bytes(self) -> int:
        """How much room all backups take."""
        return sum(each.bytes for each in self.backups)


def safety(user: UserSession) -> Safety:
    """The backups of a store, and the head of its chain."""
    store = user.store
    found = tuple(
        StoredBackup(str(file), told.made_at, told.bytes, told.events, told.rows, bool(told.signature))
        for file, told in books.manifests(store)
    )
    with store.reading() as tx:
        seq, seal = chain.head(tx)
        stamp = chain.last_stamp(tx)
        each_night = nightly(tx)
    head = ChainHead(seq, seal.hex(), stamp[1] if stamp else None)
    folder, on_server = folder_for(store), store.is_at_server
    next_at = each_night.next_at if each_night else books.next_backup(store)
    return Safety(folder, found, clock.now(), next_at, _free(folder), head, on_server, each_night)


def _free(folder: Path) -> int | None:
    """How much room the disk has on which the backups lie; None where nobody can say."""
    there = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    with suppress(OSError):
        return shutil.disk_usage(there).free
    return None


def backing_up(user: UserSession) -> Steps[BackedUp]:
    """Make a backup beside the store."""
    yield Step(0)
    return back_up_anywhere(user, None, all_checks())


def checking(user: UserSession, witness: Path | None = None) -> Steps[Checked]:
    """Look through the whole store; `witness` is a file with signed heads that was kept elsewhere."""
    yield Step(0)
    heads = [(str(witness), head) for head in heads_in(witness)] if witness else []
    if witness and not heads:
        raise NoHeadsInFile(str(witness))
    return books.check(user, all_checks(), heads)


def looking_at(user: UserSession, file: Path) -> Steps[LookedAt]:
    """Look at a backup before it is put back."""
    yield Step(0)
    return look_at(user, file, all_checks())


def put_back(user: UserSession, file: Path, *, unproved: bool) -> Restored:
    """Put a backup in place of the store, while nobody has that open; where it fails, the store is as it was."""
    if user.store.path is None:
        raise BackedUpByItsServer
    aside = set_aside(user.store.path)
    try:
        return restore(file, user.store.path, all_checks(), unproved=unproved, by=user.staff)
    except OSError as error:
        is_there = set_aside(user.store.path) != aside
        raise (RestoredUnfinished if is_there else NotRestored)(error.strerror or str(error)) from error
