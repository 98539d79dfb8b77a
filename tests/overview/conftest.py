"""The example dealer that the tests of the day, of papers and of settings look at."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from examples import NOON, copy_example, example_user
from hands import dress_once, shown
from overview_window import overview

from lifecycle_desk import app
from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Page
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.wizard import Wizard, first_answers
from lifecycle_desk.rooms import offered, put_together
from lifecycle_desk.store import unlocking


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


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Window]:
    """The whole program on the example dealer's books, which nobody changes here; each module has one of its own."""
    dress_once()
    user = example_user(tmp_path_factory.mktemp("whole") / "desk.ldk")
    with standing_at(NOON):
        yield from shown(app.window(user, Machine(), remember=False))
    user.store.close()


@pytest.fixture(scope="session")
def pages() -> dict[str, Page]:
    """The pages of all rooms, by their names."""
    put_together()
    return {each.name: each for each in offered("pages")}


@pytest.fixture
def locked() -> Iterator[None]:
    """No file that was opened by a passphrase is open still, before and after."""
    unlocking._OPEN.clear()
    yield
    unlocking._OPEN.clear()


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
