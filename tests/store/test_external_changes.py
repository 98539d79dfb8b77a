"""Another program at the same store: what it writes is heard of, what one writes oneself is not heard of twice."""

from collections.abc import Iterator
from datetime import date
from queue import Queue
from time import sleep

import pytest

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store import open_places
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.types import KEPT
from lifecycle_desk.vehicle.usecases.life import AddVehicle, ReadOdometer, add_vehicle, read_odometer

VIN = "LSJWH4095PN000001"
LONGEST = 60  # seconds after which nobody waits any more for what comes at once
UNTOUCHED = {"repair_order", "staff", "draft"}


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


def is_what_was_changed(user: UserSession, tables: frozenset[str]) -> bool:
    """Whether it names what an added car changes: of a file that is everything, since nobody knows more."""
    return tables == frozenset(KEPT.tables) if user.store.path else is_an_added_car(tables)


def is_an_added_car(tables: frozenset[str]) -> bool:
    return {"vehicle", "event"} <= tables and not tables & UNTOUCHED


def test_what_another_program_writes_is_heard_of_once(user, other):
    heard = heard_by(user)
    add_vehicle(other, AddVehicle(VIN, date(2026, 1, 2)))
    for _ in range(3):
        user.store.look_around()

    assert [is_what_was_changed(user, each) for each in heard] == [True]


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
    assert [is_what_was_changed(user, each) for each in heard[own:]] == [True]


def test_a_write_that_is_undone_hides_no_neighbour(user, other):
    heard = heard_by(user)
    add_vehicle(other, AddVehicle(VIN, date(2026, 1, 2)))
    with pytest.raises(ZeroDivisionError), user.store.writing():
        raise ZeroDivisionError
    user.store.look_around()

    assert [is_what_was_changed(user, each) for each in heard] == [True]


def test_a_look_does_not_wait_for_who_writes(user, other):
    heard = heard_by(user)
    add_vehicle(other, AddVehicle(VIN, date(2026, 1, 2)))
    with user.store.writing():
        user.store.look_around()
        assert heard == []
    user.store.look_around()

    assert [is_what_was_changed(user, each) for each in heard] == [True]


def test_a_connection_that_broke_is_made_anew_and_counts_as_a_change(user):
    heard = heard_by(user)
    watching = user.store._external_changes
    if user.store.path:
        watching._connection.close()
        watching._connection = user.store.engine.raw_connection()
        watching._connection.driver_connection.close()
    else:
        watching._connection.close()
    user.store.look_around()
    user.store.look_around()
    user.store.look_around()

    assert heard[0] == frozenset(KEPT.tables)
    assert len(heard) <= 2
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2)))


def test_a_server_tells_at_once_which_tables_another_seat_changed_and_everything_after_a_break(seats):
    here, there = seats
    heard: Queue[frozenset[str]] = Queue()
    here.store.heard.append(heard.put)
    assert here.store.listen()
    listening = here.store._external_changes
    while listening._connection is None:
        sleep(0.01)
    here.store.look_around()  # it is there, and what came before is none of ours

    add_vehicle(there, AddVehicle(VIN, date(2026, 1, 2)))
    assert is_an_added_car(heard.get(timeout=LONGEST)), "a notice comes with the commit, and nobody looks around"

    with there.store.engine.connect() as connection:
        listener = listening._connection.info.backend_pid
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({listener})")
    assert heard.get(timeout=LONGEST) == frozenset(KEPT.tables)
    add_vehicle(there, AddVehicle("LSJWH4095PN000002", date(2026, 1, 2)))
    assert "vehicle" in heard.get(timeout=LONGEST)


def test_names_of_tables_that_are_too_long_for_one_notice_are_told_as_everything(seats):
    here, there = seats
    heard = heard_by(here)
    with there.store.writing() as tx:
        tx.touched |= {f"{'a' * 60}{number}" for number in range(200)}
    here.store.look_around()
    assert heard == [frozenset(KEPT.tables)]


def test_seats_say_to_each_other_what_they_show_and_one_that_says_nothing_more_is_gone(seats, monkeypatch):
    here, there = seats
    heard: Queue[str] = Queue()
    for user in seats:
        assert user.store.listen()
        while user.store._external_changes._connection is None:
            sleep(0.01)
    here.store.open_places.heard.append(lambda: heard.put("here"))
    there.store.open_places.heard.append(lambda: heard.put("there"))
    here.store.open_places.show("order:RO-2026-0001", "Nok")
    assert heard.get(timeout=LONGEST) == "there"
    there.store.open_places.show("order:RO-2026-0001", "Somchai")
    assert heard.get(timeout=LONGEST) == "here"
    assert heard.get(timeout=LONGEST) == "there"  # which asked, and is answered
    assert [each.who for each in here.store.open_places.at("order:RO-2026-0001")] == ["Somchai"]
    assert [each.who for each in there.store.open_places.at("order:RO-2026-0001")] == ["Nok"]
    assert here.store.open_places.at("order:RO-2026-0002") == []

    monkeypatch.setattr(open_places, "LOST", 0.0)
    assert here.store.open_places.at("order:RO-2026-0001") == []
    here.store.open_places.hear("no word of ours")


def test_who_asks_while_somebody_begins_to_wait_begins_no_second_time(seats, monkeypatch):
    """What came over the first connection would be heard by nobody."""
    here, there = seats
    notices, begun = here.store._watching(here.store.engine), []
    real, listen = notices._asking, notices._listen

    class Asked:
        """The lock, before which another thread is each time the first one."""

        def __enter__(self) -> None:
            real.acquire()
            if not begun:
                notices._listen()

        def __exit__(self, *_: object) -> None:
            real.release()

    monkeypatch.setattr(notices, "_listen", lambda: (begun.append(True), listen()))
    monkeypatch.setattr(notices, "_asking", Asked())
    heard: Queue[frozenset[str]] = Queue()
    here.store.heard.append(heard.put)
    assert here.store.listen()
    while not begun:
        sleep(0.001)
    add_vehicle(there, AddVehicle(VIN, date(2026, 1, 2)))
    assert is_an_added_car(heard.get(timeout=LONGEST))
    assert begun == [True]
