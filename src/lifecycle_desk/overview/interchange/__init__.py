"""What comes as files: records with which books are begun, and files of every kind that rooms read."""

from pathlib import Path

from lifecycle_desk.base.steps import Steps
from lifecycle_desk.counter.offers import Choices
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.overview.usecases.safety import CHECKS
from lifecycle_desk.store.opening import founding
from lifecycle_desk.vehicle.interchange import records


def begin_with_records(where: str, file: Path) -> Steps[str]:
    """Make a store of the records in a file, checked whole; gives the place, and leaves nothing where they fail."""
    with founding(where) as made:
        done = yield from records.take_in(Seat(made.store, None, authorise), file, Choices(checks=CHECKS))
        made.wanted = done.made.written
    return where
