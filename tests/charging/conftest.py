"""Two cars whose charging comes in."""

from collections.abc import Callable

import pytest
from charging_books import with_cars

from lifecycle_desk.commands.command import UserSession

type Stocked = Callable[[Callable[[UserSession], object]], UserSession]


@pytest.fixture
def desk(stocked_anywhere: Stocked) -> UserSession:
    """Books with two cars, on each engine in turn."""
    return stocked_anywhere(with_cars)


@pytest.fixture
def own_desk(stocked_user: Stocked) -> UserSession:
    """The same on SQLite alone."""
    return stocked_user(with_cars)
