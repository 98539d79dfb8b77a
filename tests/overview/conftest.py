"""The example dealer that the tests of the day, of papers and of settings look at."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from examples import NOON, copy_example, example_user
from hands import dress_once, shown
from overview_window import overview

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.wizard import Wizard, first_answers


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Thai example dealer at that noon, to be looked at by many or copied."""
    return copy_example(tmp_path_factory.mktemp("example") / "desk.ldk")


@pytest.fixture
def example(tmp_path: Path, stopped_clock: Callable[[datetime], None]) -> Iterator[UserSession]:
    """The Thai example dealer, which a test may change, looked at on noon of a Wednesday."""
    stopped_clock(NOON)
    user = example_user(tmp_path / "books" / "desk.ldk")
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


@pytest.fixture
def where(tmp_path: Path) -> Path:
    """The place of books that are not there yet."""
    return tmp_path / "new" / "desk.ldk"


@pytest.fixture
def wizard(where: Path, dressed: None) -> Iterator[Wizard]:
    """The first steps, in English and in Thailand."""
    yield from shown(Wizard(replace(first_answers(str(where), "en"), market="TH")))
