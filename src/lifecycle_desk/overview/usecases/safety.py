"""The safety of the books as work in steps: backed up and looked through, with what every stage checks of its own."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.stages.charging.usecases import CHECKS as OF_CHARGING
from lifecycle_desk.stages.sale.usecases import CHECKS as OF_SALE
from lifecycle_desk.stages.service.usecases import CHECKS as OF_SERVICE
from lifecycle_desk.store.backup import folder_of
from lifecycle_desk.vehicle.usecases import CHECKS as OF_VEHICLES
from lifecycle_desk.vehicle.usecases import books
from lifecycle_desk.vehicle.usecases.books import BackedUp, Checked

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


def checking(seat: Seat) -> Steps[Checked]:
    """Look through the whole store."""
    yield Step(0)
    return books.check(seat, CHECKS)
