"""Two cars whose charging comes in."""

import pytest
from charging_books import with_cars

from lifecycle_desk.commands.command import UserSession


@pytest.fixture
def desk(user: UserSession) -> UserSession:
    """Books with two cars, on each engine in turn."""
    return with_cars(user)


@pytest.fixture
def own_desk(own_user: UserSession) -> UserSession:
    """The same on SQLite alone."""
    return with_cars(own_user)
