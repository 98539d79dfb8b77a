"""A workshop with one car."""

import pytest
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
