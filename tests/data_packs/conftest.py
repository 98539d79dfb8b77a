"""A car that data packs tell of."""

from datetime import date

import pytest

from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle


@pytest.fixture
def in_use(own_user):
    """A BYD that a customer drives since last year."""
    vin = "LSJWH4095PN000001"
    add_vehicle(own_user, AddVehicle(vin, date(2026, 1, 2), Description("BYD", "Atto 9", energy="BEV")))
    return vin
