"""A car on its way through the sale, as the tests of the sale find it."""

from datetime import UTC, date, datetime

import pytest
from sale_story import BUYER, VIN, arrival, contract, pdi

from lifecycle_desk.base import clock
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.stages.sale.usecases.arriving import PutInStock, put_in_stock, receive_vehicle
from lifecycle_desk.stages.sale.usecases.inspecting import save_inspection
from lifecycle_desk.stages.sale.usecases.selling import sell_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person


@pytest.fixture(autouse=True)
def _today():
    clock.stop_at(datetime(2026, 11, 25, 9, tzinfo=UTC))
    yield
    clock.stop_at(None)


@pytest.fixture
def arrived(seat: Seat) -> Seat:
    """A car that has arrived, and a customer who may buy it."""
    add_person(seat, BUYER)
    receive_vehicle(seat, arrival())
    return seat


@pytest.fixture
def ready(arrived: Seat) -> Seat:
    """The same, in stock and inspected."""
    put_in_stock(arrived, PutInStock(VIN, date(2026, 9, 3), "Yard B, row 4"))
    save_inspection(arrived, pdi())
    return arrived


@pytest.fixture
def sold(ready: Seat) -> Seat:
    """The same, under contract."""
    sell_vehicle(ready, contract())
    return ready
