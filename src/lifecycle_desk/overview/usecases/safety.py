"""The safety of the books as work in steps: backed up, looked through, put back, with what every stage checks."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.books.usecases import books
from lifecycle_desk.books.usecases.backup_looks import LookedAt, look_at
from lifecycle_desk.books.usecases.books import BackedUp, Checked
from lifecycle_desk.books.usecases.putting_back import Restored, restore
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.store.backup import BackedUpByItsServer, folder_of, set_aside
from lifecycle_desk.trust.heads import heads_in
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
    """A backup that is kept: its file, when it was made, how large it is, and how many events it holds."""

    file: str
    made_at: datetime
    bytes: int
    events: int


@dataclass(frozen=True, slots=True)
class Safety:
    """The state of the backups: the folder (None: a server keeps its own) and its files, the latest first."""

    folder: Path | None
    backups: tuple[StoredBackup, ...]


def safety(user: UserSession) -> Safety:
    """The backups of a store."""
    path = user.store.path
    found = tuple(
        StoredBackup(str(file), told.made_at, told.bytes, told.events) for file, told in books.manifests(user.store)
    )
    return Safety(folder_of(path) if path else None, found)


def backing_up(user: UserSession) -> Steps[BackedUp]:
    """Make a backup beside the store."""
    yield Step(0)
    return books.back_up(user, None, all_checks())


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
