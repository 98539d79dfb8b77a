"""Another program at the same store: what it writes is heard of, what one writes oneself is not heard of twice."""

from collections.abc import Iterator
from datetime import date

import pytest

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.types import KEPT
from lifecycle_desk.vehicle.usecases.life import AddVehicle, ReadOdometer, add_vehicle, read_odometer

VIN = "LSJWH4095PN000001"


@pytest.fixture
def other(where: str, user: UserSession) -> Iterator[UserSession]:
    """Another program at the same books."""
    made = UserSession(open_store(where), None, authorise)
    yield made
    made.store.close()


def heard_by(user: UserSession) -> list[frozenset[str]]:
    """What a seat hears from now on, when it looks around."""
    user.store.look_around()
    heard: list[frozenset[str]] = []
    user.store.heard.append(heard.append)
    return heard


def test_what_another_program_writes_is_heard_of_once_as_a_change_of_everything(user, other):
    heard = heard_by(user)
    add_vehicle(other, AddVehicle(VIN, date(2026, 1, 2)))
    for _ in range(3):
        user.store.look_around()

    assert heard == [frozenset(KEPT.tables)]


def test_what_one_writes_oneself_is_not_heard_of_again(user):
    heard = heard_by(user)
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2)))
    own = len(heard)
    user.store.look_around()

    assert len(heard) == own == 1


def test_a_neighbours_change_is_heard_of_although_one_wrote_after_it(user, other):
    heard = heard_by(user)
    add_vehicle(other, AddVehicle(VIN, date(2026, 1, 2)))
    read_odometer(user, ReadOdometer(VIN, date(2026, 1, 3), Distance(10)))
    own = len(heard)
    user.store.look_around()

    assert own == 1
    assert heard[own:] == [frozenset(KEPT.tables)]


def test_a_write_that_is_undone_hides_no_neighbour(user, other):
    heard = heard_by(user)
    add_vehicle(other, AddVehicle(VIN, date(2026, 1, 2)))
    with pytest.raises(ZeroDivisionError), user.store.writing():
        raise ZeroDivisionError
    user.store.look_around()

    assert heard == [frozenset(KEPT.tables)]


def test_a_look_does_not_wait_for_who_writes(user, other):
    heard = heard_by(user)
    add_vehicle(other, AddVehicle(VIN, date(2026, 1, 2)))
    with user.store.writing():
        user.store.look_around()
        assert heard == []
    user.store.look_around()

    assert heard == [frozenset(KEPT.tables)]


def test_a_connection_that_broke_is_made_anew_and_counts_as_a_change(user):
    heard = heard_by(user)
    user.store._external_changes._connection.close()
    user.store._external_changes._connection = user.store.engine.raw_connection()
    user.store._external_changes._connection.driver_connection.close()
    user.store.look_around()
    user.store.look_around()
    user.store.look_around()

    assert 1 <= len(heard) <= 2
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2)))
