"""The safety of the books as work in steps: backed up, looked through, put back, with what every stage checks."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.stages.charging.usecases import CHECKS as OF_CHARGING
from lifecycle_desk.stages.sale.usecases import CHECKS as OF_SALE
from lifecycle_desk.stages.service.usecases import CHECKS as OF_SERVICE
from lifecycle_desk.store.backup import BackedUpByItsServer, folder_of, set_aside
from lifecycle_desk.trust.heads import heads_in
from lifecycle_desk.vehicle.usecases import CHECKS as OF_VEHICLES
from lifecycle_desk.vehicle.usecases import books
from lifecycle_desk.vehicle.usecases.backup_looks import LookedAt, look_at
from lifecycle_desk.vehicle.usecases.books import BackedUp, Checked
from lifecycle_desk.vehicle.usecases.putting_back import Restored, restore


class NotRestored(Objection):
    """The disk is full, or a file cannot be read or moved."""

    says = N_("The backup could not be restored: %(why)s. Your records are as they were.")
    why: str


class RestoredUnfinished(Objection):
    """The backup lies in the place of the store, and what comes after that failed."""

    says = N_("The backup was restored, but its last step failed: %(why)s. Close this window and open it again.")
    why: str


class NoHeadsInFile(Objection):
    """A file without a signature of a witness."""

    says = N_("%(file)s holds no signature that could be compared.")
    file: str


CHECKS = (*OF_VEHICLES, *OF_SALE, *OF_CHARGING, *OF_SERVICE)


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that is kept: its file, when it was made, how large it is, and how many events it holds."""

    file: str
    made_at: datetime
    bytes: int
    events: int


@dataclass(frozen=True, slots=True)
class Safety:
    """What is known of the backups: the folder (None: a server keeps its own) and its files, the latest first."""

    folder: Path | None
    backups: tuple[Kept, ...]


def safety(seat: Seat) -> Safety:
    """The backups of a store."""
    path = seat.store.path
    found = tuple(Kept(str(file), told.made_at, told.bytes, told.events) for file, told in books.manifests(seat.store))
    return Safety(folder_of(path) if path else None, found)


def backing_up(seat: Seat) -> Steps[BackedUp]:
    """Make a backup beside the store."""
    yield Step(0)
    return books.back_up(seat, None, CHECKS)


def checking(seat: Seat, witness: Path | None = None) -> Steps[Checked]:
    """Look through the whole store; `witness` is a file with signed heads that was kept elsewhere."""
    yield Step(0)
    heads = [(str(witness), head) for head in heads_in(witness)] if witness else []
    if witness and not heads:
        raise NoHeadsInFile(str(witness))
    return books.check(seat, CHECKS, heads)


def looking_at(seat: Seat, file: Path) -> Steps[LookedAt]:
    """Look at a backup before it is put back."""
    yield Step(0)
    return look_at(seat, file, CHECKS)


def put_back(seat: Seat, file: Path, *, unproved: bool) -> Restored:
    """Put a backup in place of the store, while nobody has that open; where it fails, the store is as it was."""
    if seat.store.path is None:
        raise BackedUpByItsServer
    aside = set_aside(seat.store.path)
    try:
        return restore(file, seat.store.path, CHECKS, unproved=unproved, by=seat.staff)
    except OSError as error:
        is_there = set_aside(seat.store.path) != aside
        raise (RestoredUnfinished if is_there else NotRestored)(error.strerror or str(error)) from error
