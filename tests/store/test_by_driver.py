"""Queries by the driver: they see what the library's see, fail as they do, and search goes by its indexes."""

from datetime import date

import pytest
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DatabaseError

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.store import search
from lifecycle_desk.store.by_driver import DriverQuery
from lifecycle_desk.vehicle.tables.life import VEHICLE
from lifecycle_desk.vehicle.usecases.life import AddVehicle, ReadOdometer, add_vehicle, read_odometer

VIN = "LSJWH4095PN000001"


def test_queries_by_the_driver_and_by_the_library_share_one_view_of_the_store(user):
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2)))
    asked = select(VEHICLE.c.vin, VEHICLE.c.odometer_km).where(VEHICLE.c.vin == bindparam("vin")).limit(3)
    query = DriverQuery(asked)
    with user.store.reading() as tx:
        before = query.rows(tx.connection, vin=VIN)
        read_odometer(user, ReadOdometer(VIN, date(2026, 1, 3), Distance(10)))
        assert before == query.rows(tx.connection, vin=VIN) == [tuple(row) for row in tx.ask(asked, vin=VIN)]
    with user.store.reading() as tx:
        tx.ask(asked, vin=VIN)  # the library begins this time
        assert query.rows(tx.connection, vin=VIN) == [(VIN, 10)]


def test_a_writer_sees_what_it_wrote_by_the_driver(user):
    query = DriverQuery(text("SELECT ref FROM search_entry WHERE kind = :kind"))
    with user.store.writing() as tx:
        search.save(tx, "person", "1", None, "Kanari", ["Kanari"])
        assert query.rows(tx.connection, kind="person") == [("1",)]
        tx.undo()
    with user.store.reading() as tx:
        assert query.rows(tx.connection, kind="person") == []


def test_a_query_by_the_driver_fails_as_the_librarys_do(user):
    with user.store.engine.connect() as connection, pytest.raises(DatabaseError, match="nowhere"):
        DriverQuery(text("SELECT 1 FROM nowhere")).rows(connection)


def test_searching_goes_by_terms_and_pieces_to_the_entries_keys(own_user):
    asked = []
    with own_user.store.reading() as tx:
        driver = tx.connection.connection.driver_connection
        driver.set_trace_callback(asked.append)
        search.find(tx, "Kanari")
        driver.set_trace_callback(None)
        plans = [
            " ".join(row[3] for row in tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {each}"))
            for each in asked
            if "search_entry" in each
        ]

    entry = "SEARCH search_entry USING INTEGER PRIMARY KEY"
    assert len(plans) == 2, asked
    assert (
        plans[0].count(
            f"SEARCH search_term USING COVERING INDEX sqlite_autoindex_search_term_1 (term>? AND term<?) {entry}"
        )
        == 2
    )
    assert "SCAN search_term" not in plans[0]
    assert plans[1].startswith("SCAN search_piece VIRTUAL TABLE INDEX")  # its index of pieces
    assert entry in plans[1]


def test_the_end_of_a_long_number_is_one_statement_by_the_index_of_ends(own_user):
    """The last figures of a VIN or a phone go by the terms that are written backwards, and no piece is sought."""
    asked = []
    with own_user.store.writing() as tx:
        search.save(tx, "vehicle", VIN, None, VIN, [VIN], [VIN])
    with own_user.store.reading() as tx:
        driver = tx.connection.connection.driver_connection
        driver.set_trace_callback(asked.append)
        assert [each.ref for each in search.find(tx, VIN[-6:])[0]] == [VIN]
        driver.set_trace_callback(None)

    assert [each for each in asked if "search_" in each] == [each for each in asked if "'<" + VIN[-6:][::-1] in each]
    assert len([each for each in asked if "search_" in each]) == 1


def test_the_end_of_a_long_number_is_sought_in_the_middle_only_where_nothing_ends_so(user):
    with user.store.writing() as tx:
        search.save(tx, "person", "1", None, "One", ["One"], ["081-555 0142"])
        search.save(tx, "person", "2", None, "Two", ["Two"], ["9 555 0142 77"])

        assert [each.ref for each in search.find(tx, "5550142")[0]] == ["1"]
        assert [each.ref for each in search.find(tx, "550142 7")[0]] == ["2"]
        assert [each.ref for each in search.find(tx, "501")[0]] == ["2", "1"]  # a short one means either
