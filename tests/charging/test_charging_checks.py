"""Checking charging: what somebody changes behind the program's back is found, and what is erased is not missed."""

from dataclasses import replace
from datetime import date

import pytest
from charging_books import ONE, counts, is_sound, session, sessions_of, some, taken_in
from sqlalchemy.exc import DBAPIError

from lifecycle_desk.books.usecases import books
from lifecycle_desk.stages.charging.room import ROOM as OF_CHARGING
from lifecycle_desk.stages.charging.sessions.rules.sessions import Place
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import RecordOwner, record_owner
from lifecycle_desk.vehicle.usecases.people import add_person

CHECKS = tuple(OF_CHARGING.offered("checks"))


def behind(desk, *statements):
    with desk.store.writing() as tx:
        for each in statements:
            tx.connection.exec_driver_sql(each)


def as_owner(desk, *statements):
    """A server's owner can take away what keeps a batch from becoming pending again; a file has no such guard."""
    guard = "ALTER TABLE charging_batch DISABLE TRIGGER charging_batch_stays_whole"
    behind(desk, *(() if desk.store.path else (guard,)), *statements)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE charging_session SET meter_wh = 1 WHERE number = 1",
        'UPDATE charging_session SET "offset" = 60 WHERE number = 1',
        "DELETE FROM charging_session WHERE number = 2",
        "DELETE FROM charging_gone",
        "UPDATE charging_gone SET why = 'x'",
    ],
)
def test_rows_of_a_batch_that_counts_cannot_be_changed(desk, attack):
    taken_in(desk, some(1, 3), vin=ONE)
    taken_in(desk, [replace(session(1), meter_wh=5)], vin=ONE)
    with pytest.raises(DBAPIError):
        behind(desk, attack)
    assert is_sound(desk)


@pytest.mark.parametrize(
    ("attack", "why"),
    [
        (("UPDATE charging_batch SET state = 'undone' WHERE number = 1",), "it was undone and still stands"),
        (
            (
                "UPDATE charging_batch SET state = 'pending' WHERE number = 1",
                "UPDATE charging_session SET meter_wh = 1 WHERE number = 1",
                "UPDATE charging_batch SET state = 'counted' WHERE number = 1",
            ),
            "its sessions differ from the sealed ones",
        ),
        (
            (
                "UPDATE charging_batch SET state = 'pending' WHERE number = 1",
                "DELETE FROM charging_session WHERE number = 3",
                "UPDATE charging_batch SET state = 'counted' WHERE number = 1",
            ),
            "its sessions differ from the sealed ones",
        ),
        (("UPDATE charging_batch SET state = 'pending' WHERE number = 1",), "it is told, and was never counted"),
    ],
)
def test_what_was_changed_around_the_guards_is_found(desk, attack, why):
    taken_in(desk, some(1, 3), vin=ONE)
    as_owner(desk, *attack)

    assert [(each.where, each.why.partition(": ")[2][: len(why)]) for each in books.check(desk, CHECKS).findings] == [
        (ONE, why)
    ]


def test_an_erased_owner_leaves_energy_and_no_place(desk):
    person = add_person(desk, Person("Somchai")).value.number
    record_owner(desk, RecordOwner(ONE, person, date(2026, 1, 13)))  # the second session began after midnight there
    taken_in(desk, [session(n, place=Place("Mall"), more='{"remark":"x"}') for n in range(1, 5)], vin=ONE)
    erase_person(desk, ErasePerson(person))

    assert [(each.meter_wh, each.place.name, each.whose, each.more) for each in sessions_of(desk)] == [
        (20_001, "Mall", ("DE8ACC12E46L89",), '{"remark":"x"}'),
        *((20_000 + n, "", (), "") for n in (2, 3, 4)),
    ]
    assert is_sound(desk)
    again = [session(n, place=Place("Mall"), more='{"remark":"x"}') for n in range(1, 5)]
    assert counts(taken_in(desk, again, vin=ONE).taken) == {"known": 4}
