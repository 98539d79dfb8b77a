"""A workshop with one car, and a dealer whose own maintenance schedule is in the books."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from maintained import NOW, maintained
from workshop import with_car

from lifecycle_desk.commands.command import UserSession


@pytest.fixture
def shop(user: UserSession) -> UserSession:
    """A workshop with one car, on each engine in turn."""
    return with_car(user)


@pytest.fixture
def own_shop(own_user: UserSession) -> UserSession:
    """The same on SQLite alone."""
    return with_car(own_user)


@pytest.fixture
def dealer(where: str, stopped_clock: Callable[[datetime], None]) -> Iterator[UserSession]:
    """A dealer with a maintenance schedule of his own, on each engine in turn."""
    stopped_clock(NOW)
    user = maintained(where)
    yield user
    user.store.close()


@pytest.fixture
def own_dealer(tmp_path, stopped_clock: Callable[[datetime], None]) -> Iterator[UserSession]:
    """The same on SQLite alone."""
    stopped_clock(NOW)
    user = maintained(tmp_path / "desk.ldk")
    yield user
    user.store.close()


@pytest.fixture
def tomorrow(stopped_clock: Callable[[datetime], None]) -> Callable[[date], None]:
    """The clock put to another day."""
    return lambda on: stopped_clock(datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
