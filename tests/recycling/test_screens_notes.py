"""The cards under the list of ends, where they tell cars that other stages have in their hands."""

from collections.abc import Iterator
from datetime import date

import pytest
from end_window import end_window
from hands import go, shown

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.sale.arrival.usecases import (
    Quarantine,
    ReceiveVehicle,
    quarantine_vehicle,
    receive_vehicle,
)
from lifecycle_desk.vehicle.usecases.life import Description

VIN, CAME = "LGXCE4CB7R0000003", date(2026, 11, 20)


def fill(user: UserSession) -> None:
    """A new car that smells, in its bay."""
    receive_vehicle(user, ReceiveVehicle(VIN, CAME, Description("MG", "MG4 Electric", "64 kWh"), location="C-02"))
    quarantine_vehicle(user, Quarantine(VIN, CAME, "Smell"))


@pytest.fixture
def window(stocked_user, qapp) -> Iterator[Window]:
    yield from shown(end_window(stocked_user(fill)))


def test_a_car_in_quarantine_is_told_by_its_vin_and_the_bay_where_it_stands(window):
    row = next(each for each in go(window, "recycling").notes.apart.list.rows.rows if each.key == Place("vehicle", VIN))
    assert row.detail == f"Vehicle in quarantine · {VIN} · C-02"
    assert row.end == "5 days"
