"""The example dealer that the tests of the day, of papers and of settings look at."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hands import dress_once, shown
from overview_window import NOON, overview

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.usecases.demo import fill
from lifecycle_desk.store.opening import open_store


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Thai example dealer at noon of a Wednesday, to be copied."""
    where = tmp_path_factory.mktemp("example") / "desk.ldk"
    with standing_at(NOON):
        drained(fill(str(where), "TH"))
    return where


@pytest.fixture
def example(filled: Path, tmp_path: Path, stopped_clock: Callable[[datetime], None]) -> Iterator[UserSession]:
    """A copy of it that a test may change, looked at on that noon."""
    stopped_clock(NOON)
    where = tmp_path / "books" / "desk.ldk"
    where.parent.mkdir()
    shutil.copyfile(filled, where)
    shutil.copytree(f"{filled}.files", f"{where}.files")
    user = UserSession(open_store(where), None, authorise)
    yield user
    user.store.close()


@pytest.fixture
def dressed(qapp: object) -> None:
    """The application with its look, for what is no window of ours."""
    dress_once()


@pytest.fixture
def window(example: UserSession, qapp: object) -> Iterator[Window]:
    """A window on the example's books."""
    yield from shown(overview(example))


@pytest.fixture
def bare_window(own_user: UserSession, qapp: object) -> Iterator[Window]:
    """A window on empty books."""
    yield from shown(overview(own_user))
