"""A car on its way through the sale, as the tests of the sale find it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sale_story import BUYER, arrival, contract, made_ready

from lifecycle_desk.base import clock
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.stages.sale.arrival.usecases import receive_vehicle
from lifecycle_desk.stages.sale.contract.usecases.selling import sell_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

type Stocked = Callable[[Callable[[UserSession], object]], UserSession]
TODAY = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    clock.stop_at(TODAY)
    yield
    clock.stop_at(None)


@pytest.fixture
def arrived(stocked_anywhere: Stocked) -> UserSession:
    """A car that has arrived, and a customer who may buy it."""
    return stocked_anywhere(_arrival)


@pytest.fixture
def ready(stocked_anywhere: Stocked) -> UserSession:
    """The same, in stock and inspected."""
    return stocked_anywhere(made_ready)


@pytest.fixture
def sold(stocked_anywhere: Stocked) -> UserSession:
    """The same, under contract."""
    return stocked_anywhere(_contract)


def _arrival(user: UserSession) -> None:
    add_person(user, BUYER)
    receive_vehicle(user, arrival())


def _contract(user: UserSession) -> None:
    made_ready(user)
    sell_vehicle(user, contract())


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UserSession]:
    """Books with a car that is ready, for all requests of a module that are refused: they change nothing."""
    clock.stop_at(TODAY)
    user = create(tmp_path_factory.mktemp("refusing") / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
    made_ready(user)
    yield user
    user.store.close()
