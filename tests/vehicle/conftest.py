"""Windows on the books of a dealer who has two cars, or none yet."""

from collections.abc import Iterator

import pytest
from hands import rest, shown
from screens_window import books, fill

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.window import Window


@pytest.fixture
def bare_window(own_user: UserSession, qapp: object) -> Iterator[Window]:
    """A window on the empty books of a Bangkok dealer."""
    yield from shown(books(own_user))


@pytest.fixture
def window(own_user: UserSession, bare_window: Window) -> Window:
    """The same with two cars in the books."""
    fill(own_user)
    rest(bare_window)
    return bare_window
