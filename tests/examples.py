"""Example dealers, made once in a run of the tests for all its workers, and copied to whoever asks for one.

Making one takes seconds and gives the same books each time; what tests of making one are about is in `test_demo`.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from run_folder import EXAMPLES, run_folder

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.overview.usecases.demo import fill
from lifecycle_desk.store.files import beside
from lifecycle_desk.store.opening import open_store

NOON = datetime(2026, 11, 25, 5, 20, tzinfo=UTC)  # a Wednesday, 12:20 in Bangkok: when the example is looked at
VEHICLES = 40
SEVERAL = 12  # of fewer some columns of the tables have but one row that would be seen
FEW = 6  # of a small dealer: enough for one of each destiny


def copy_example(to: Path, market: str = "TH", vehicles: int = VEHICLES, at: datetime = NOON) -> Path:
    """Lay an example dealer at a place, with its documents, as it stood at a moment; gives the place back."""
    made = _folder() / f"{market}-{vehicles}-{at:%Y%m%dT%H%M%S}" / "desk.ldk"
    with _alone(made.parent):
        if not made.exists():
            _make(made, market, vehicles, at)
    return copy_store(made, to)


def copy_store(made: Path, to: Path) -> Path:
    """Lay a copy of a closed store at a place, with its documents; gives the place back."""
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, to)
    shutil.copytree(beside(str(made)), beside(str(to)))
    return to


def example_user(to: Path, market: str = "TH", vehicles: int = VEHICLES, at: datetime = NOON) -> UserSession:
    """A seat at the books of an example dealer, which lie at a place of the test's own."""
    return UserSession(open_store(copy_example(to, market, vehicles, at)), None, authorise)


def _make(made: Path, market: str, vehicles: int, at: datetime) -> None:
    """Make it beside its place, so that what was broken off is never taken for whole."""
    aside = made.parent / "making" / made.name
    shutil.rmtree(aside.parent, ignore_errors=True)
    aside.parent.mkdir()
    with standing_at(at):
        drained(fill(str(aside), market, vehicles))
    shutil.move(beside(str(aside)), beside(str(made)))
    aside.rename(made)


@cache
def _folder() -> Path:
    """Where they lie: in the folder of this run, or in one of this process alone."""
    ours = run_folder()
    place = ours / EXAMPLES if ours else Path(mkdtemp(prefix="lifecycle-desk-examples-"))
    place.mkdir(exist_ok=True)
    return place


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only one of all workers who looks whether there is one."""
    folder.mkdir(exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
