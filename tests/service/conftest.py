"""A workshop with one car, and a dealer whose own maintenance schedule is in the books."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from maintained import NOW, maintained
from workshop import with_car

from lifecycle_desk.counter.verbs import Seat


@pytest.fixture
def shop(seat: Seat) -> Seat:
    """A workshop with one car, on each engine in turn."""
    return with_car(seat)


@pytest.fixture
def own_shop(own_seat: Seat) -> Seat:
    """The same on SQLite alone."""
    return with_car(own_seat)


@pytest.fixture
def dealer(where: str, stopped_clock: Callable[[datetime], None]) -> Iterator[Seat]:
    """A dealer with a maintenance schedule of his own, on each engine in turn."""
    stopped_clock(NOW)
    seat = maintained(where)
    yield seat
    seat.store.close()


@pytest.fixture
def own_dealer(tmp_path, stopped_clock: Callable[[datetime], None]) -> Iterator[Seat]:
    """The same on SQLite alone."""
    stopped_clock(NOW)
    seat = maintained(tmp_path / "desk.ldk")
    yield seat
    seat.store.close()


@pytest.fixture
def tomorrow(stopped_clock: Callable[[datetime], None]) -> Callable[[date], None]:
    """The clock put to another day."""
    return lambda on: stopped_clock(datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
