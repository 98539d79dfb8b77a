"""Two cars whose charging comes in."""

import pytest
from charging_books import with_cars

from lifecycle_desk.counter.verbs import Seat


@pytest.fixture
def desk(seat: Seat) -> Seat:
    """Books with two cars, on each engine in turn."""
    return with_cars(seat)


@pytest.fixture
def own_desk(own_seat: Seat) -> Seat:
    """The same on SQLite alone."""
    return with_cars(own_seat)
