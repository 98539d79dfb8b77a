"""The bench's region of so many dealers more: as large as if it had been received, and its sums fit together."""

import pytest
from invented_region import NOW
from own_server import copy_database, drop_database, place_of
from region_filled import Size, fill, multiply
from sqlalchemy import func, select

from lifecycle_desk.base import clock
from lifecycle_desk.region.tables import schema
from lifecycle_desk.region.tables.kept import (
    CAMPAIGN_COUNT,
    DEALER_MONTH,
    DEALER_SUM,
    MARKET_HEALTH,
    MARKET_MONTH,
    MONTH,
)
from lifecycle_desk.region.tables.opening import create

TIMES = 3
COUNTED = (
    schema.DEALER,
    schema.VEHICLE,
    schema.HOME,
    schema.CAMPAIGN_CAR,
    schema.EVENT,
    MONTH,
    DEALER_MONTH,
    DEALER_SUM,
)


@pytest.fixture
def region(server):
    """A small one in a database of its own, since its tables are shared with nobody."""
    name = copy_database(server)
    with clock.standing_at(NOW), create(place_of(server, name, schema="", login="postgres")) as store:
        fill(store, Size(dealers=3, cars=40, months=3))
        yield store
    drop_database(server, name)


def counts(region):
    with region.reading() as connection:
        return [connection.execute(select(func.count()).select_from(each)).scalar_one() for each in COUNTED]


def total(connection, column):
    return int(connection.execute(select(func.sum(column))).scalar_one())


def test_dealers_so_many_times_over_have_cars_of_their_own_that_are_all_in_the_sums(region):
    before = counts(region)
    multiply(region, TIMES)
    assert counts(region) == [each * TIMES for each in before]
    with region.reading() as connection:
        for table in (schema.VEHICLE, schema.EVENT, schema.CAMPAIGN_CAR):
            homes = select(schema.HOME.c.vin, schema.HOME.c.dealer)
            assert not connection.execute(select(table.c.vin, table.c.dealer).except_(homes)).first()
        vins = connection.execute(select(schema.VEHICLE.c.vin).distinct()).scalars().all()
        assert len(vins) == counts(region)[1]
        assert {len(each) for each in vins} == {17}
        for column, of in ((MARKET_MONTH.c.things, MONTH.c.things), (MARKET_MONTH.c.amount, DEALER_MONTH.c.amount)):
            assert total(connection, column) == total(connection, of)
        assert total(connection, MARKET_HEALTH.c.cars) == total(connection, schema.HEALTH.c.cars)
        counted = total(connection, CAMPAIGN_COUNT.c.cars)
        assert counted == connection.execute(select(func.count()).select_from(schema.CAMPAIGN_CAR)).scalar_one()
