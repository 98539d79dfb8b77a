"""The form and the clock of a server's books: an older seat writes no more, a migration is waited for, time is one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from killing import killed

from lifecycle_desk.base import clock
from lifecycle_desk.proof.usecases.heads_check import odd_at_opening
from lifecycle_desk.store import drafts, engine, under_lock
from lifecycle_desk.store.engine import connect
from lifecycle_desk.store.migrations import revision_of
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import ClockFarOff, ClockOff, ProgramTooOld, StoreBeingUpdated
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

VIN, OTHER, THIRD = "LSJWH4095PN000001", "LSJWH4095PN000002", "LSJWH4095PN000003"


def put(user, vin):
    return add_vehicle(user, AddVehicle(vin, date(2026, 1, 2)))


def test_a_seat_of_an_older_program_writes_no_more_but_reads_and_keeps_its_drafts(seat):
    front, office = seat("front"), seat("office")
    put(front, VIN)
    with office.store.writing() as tx:  # as a newer program leaves it
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(ProgramTooOld) as told:
        put(front, OTHER)
    assert told.value.revision == "0999"
    with front.store.writing(any_form=True) as tx:
        drafts.save(tx, "vehicle", OTHER, "{}")
    with front.store.reading() as tx:
        assert life.is_known(tx, VIN)
        assert not life.is_known(tx, OTHER)
        assert drafts.draft(tx, "vehicle", OTHER) == "{}"


def test_the_form_is_asked_behind_the_lock_and_not_seen_as_it_was_while_one_waited(seat, address):
    """A statement that waits for the lock and reads in one would see the books of before the wait."""
    from threading import Thread

    front = seat("front")
    refused = []

    def save():
        try:
            put(front, VIN)
        except ProgramTooOld as told:
            refused.append(told.revision)

    other = connect(address)
    with other.connect().execution_options(migrates=True) as connection:
        with connection.begin():
            waiting = Thread(target=save)
            waiting.start()
            waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while not connection.exec_driver_sql(waits).scalar_one():
                pass
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
        waiting.join()
    other.dispose()
    assert refused == ["0999"]


MIGRATES = """
import sys
from lifecycle_desk.store.engine import connect
from lifecycle_desk.store.under_lock import call_it_updating
with connect(sys.argv[1]).connect().execution_options(migrates=True) as connection, connection.begin():
    call_it_updating(connection)
    connection.exec_driver_sql("ALTER TABLE vehicle ADD COLUMN paint text")
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    print("amid", flush=True)
    sys.stdin.read()
"""


def test_who_waits_for_a_migration_is_told_of_it_and_a_killed_one_leaves_the_books_as_they_were(
    seat, address, monkeypatch
):
    monkeypatch.setattr(engine, "PATIENCE", 1)
    front = seat("front")
    put(front, VIN)

    def meanwhile():
        with pytest.raises(StoreBeingUpdated) as told:
            put(front, OTHER)
        assert told.value.computer
        assert abs(told.value.since - datetime.now(UTC)) < timedelta(minutes=5)

    assert killed(MIGRATES, address, meanwhile=meanwhile) == "amid"
    while is_updating(front):  # the server has not noticed yet
        pass
    assert put(front, OTHER)
    assert revision_of(front.store.engine) != "0999"
    open_store(address).close()


def is_updating(seat):
    asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE %s || '%%'"
    with seat.store.reading() as tx:
        return tx.connection.exec_driver_sql(asked, (under_lock.UPDATING,)).scalar_one()


def test_events_bear_the_time_of_the_server_and_a_clock_that_is_off_is_told_once_and_refused_by_a_day(
    seat, monkeypatch
):
    front = seat("front")
    monkeypatch.setattr(under_lock, "_WARNED", set())
    off = timedelta(minutes=10)

    def wrong():
        return datetime.now(UTC) + off

    monkeypatch.setattr(clock, "_source", [wrong])
    monkeypatch.setattr(clock, "_running", wrong)
    said = [[type(each) for each in put(front, each).warnings] for each in (VIN, OTHER)]
    assert [ClockOff in each for each in said] == [True, False]
    with front.store.reading() as tx:
        assert abs(life.told(tx, VIN)[0].recorded_at - datetime.now(UTC)) < timedelta(minutes=2)
    assert ClockOff in map(type, odd_at_opening(front.store))
    off = timedelta(days=1, seconds=5)
    with pytest.raises(ClockFarOff):
        put(front, THIRD)
