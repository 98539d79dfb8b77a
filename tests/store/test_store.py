"""Transactions, guards, search, drafts and files: what the store promises to those who use it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Event
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, event
from sqlalchemy.exc import DatabaseError, StatementError

from lifecycle_desk.base.folding import folded
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.store import drafts, files, search
from lifecycle_desk.store.records import rows_of_vehicle
from lifecycle_desk.store.thinning import DAYS, MONTHS, WEEKS, worth_keeping
from lifecycle_desk.store.types import index_of_some
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import AddVehicle, ReadOdometer, add_vehicle, read_odometer

VIN, OTHER = "LSJWH4095PN000001", "LSJWH4095PN000002"


def test_a_commit_tells_which_tables_changed_and_an_undone_one_tells_nothing(user):
    heard = []
    user.store.heard.append(heard.append)
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2)))
    wrong = datetime(2026, 1, 1)  # noqa: DTZ001 (a moment without a zone is the fault)
    with pytest.raises(StatementError), user.store.writing() as tx:
        tx.write(drafts.DRAFT.insert(), form="form", about="", seat="", seat_name="", kept_at=wrong, text="{}", by=None)

    assert len(heard) == 1
    assert {"vehicle", "event", "search_entry"} <= heard[0]


def test_what_is_read_stays_as_it_is_while_one_looks(user):
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2)))
    with user.store.reading() as tx:
        count = "SELECT count(*) FROM event"
        before = tx.connection.exec_driver_sql(count).scalar()
        read_odometer(user, ReadOdometer(VIN, date(2026, 1, 3), Distance(10)))
        assert tx.connection.exec_driver_sql(count).scalar() == before


def test_what_was_asked_is_recalled_until_its_table_is_written(user):
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2)))
    with user.store.writing() as tx:
        asked = []
        event.listen(tx.connection, "before_cursor_execute", lambda _c, _u, statement, *_rest: asked.append(statement))
        for _ in range(2):
            assert life.row(tx, VIN).plate is None
        assert len(asked) == 1
        tx.connection.exec_driver_sql("UPDATE vehicle SET plate = '1กข 1234'")  # whoever writes it, and however
        assert life.row(tx, VIN).plate == "1กข 1234"
        assert not life.is_known(tx, "LSJWH4097PN000002")  # an answer about another car is no answer about this one
        assert life.row(tx, VIN).plate == "1กข 1234"
        tx.undo()
        assert life.row(tx, VIN).plate is None


def test_a_save_waits_for_one_transaction_of_long_work_and_not_for_the_next(own_user):
    began, found = Event(), []

    def long_work():
        for _ in range(3):
            with own_user.store.writing() as tx:
                began.set()
                found.append(life.is_known(tx, VIN))
                while not (own_user.store.writer_waiting or saving.done()):
                    sleep(0.001)  # the save comes; the next transaction begins without a gap

    def save():
        began.wait()
        add_vehicle(own_user, AddVehicle(VIN, date(2026, 1, 2)))

    with ThreadPoolExecutor(2) as pool:
        saving = pool.submit(save)
        pool.submit(long_work).result()
        saving.result()

    assert found == [False, True, True]


def test_who_writes_hears_that_somebody_waits(own_user):
    with ThreadPoolExecutor(1) as pool:
        with own_user.store.writing():
            assert not own_user.store.writer_waiting
            saving = pool.submit(add_vehicle, own_user, AddVehicle(VIN, date(2026, 1, 2)))
            while not own_user.store.writer_waiting:
                assert not saving.done()
                sleep(0.001)
        saving.result()
    assert not own_user.store.writer_waiting


@pytest.mark.parametrize("attack", ["UPDATE event SET kind = 'x'", "DELETE FROM event"])
def test_the_life_is_append_only_for_the_database_too(user, attack):
    with pytest.raises(DatabaseError), user.store.writing() as tx:
        tx.connection.exec_driver_sql(attack)

    assert books.check(user).sound


def test_a_replacing_insert_does_not_slip_past_the_guard(own_user):
    with pytest.raises(DatabaseError), own_user.store.writing() as tx:
        tx.connection.exec_driver_sql("INSERT OR REPLACE INTO event SELECT * FROM event")


def test_a_guard_that_was_taken_away_and_a_stranger_are_found(own_user):
    with own_user.store.writing() as tx:
        tx.connection.exec_driver_sql("DROP TRIGGER event_no_update")
        tx.connection.exec_driver_sql(
            "CREATE TRIGGER quiet AFTER INSERT ON event BEGIN UPDATE vehicle SET odometer_km = odometer_km - 40000; END"
        )

    found = books.check(own_user)
    assert not found.sound
    assert {(each.part, each.where) for each in found.findings} >= {("guards", "event"), ("guards", "quiet")}


def test_a_draft_is_kept_until_it_is_dropped(user):
    with user.store.writing() as tx:
        drafts.save(tx, "order", VIN, '{"a": 1}')
        drafts.save(tx, "order", VIN, '{"a": 2}')
    with user.store.reading() as tx:
        assert drafts.draft(tx, "order", VIN) == '{"a": 2}'
        assert drafts.draft(tx, "order", "") is None
    with user.store.writing() as tx:
        drafts.drop(tx, "order", VIN)
    with user.store.reading() as tx:
        assert drafts.draft(tx, "order", VIN) is None


@pytest.mark.parametrize(
    ("typed", "same"), [("ＭＧ４", "mg4"), ("José", "jose"), ("STRASSE", "straße"), ("ก้าว", "ก้าว"), ("أحمد", "أحمد")]
)
def test_width_case_and_accents_do_not_count_when_searching(typed, same):
    assert folded(typed) == folded(same)


@pytest.mark.parametrize(
    ("typed", "matched"), [("0142", "081-555 0142"), ("ongsa", "Kanari Ongsakul"), ("5550142", "081-555 0142")]
)
def test_a_hit_tells_the_number_or_the_words_that_it_was_found_by(user, typed, matched):
    with user.store.writing() as tx:
        search.save(tx, "person", "1", None, "Kanari", ["Kanari Ongsakul"], ["081-555 0142"])
    with user.store.reading() as tx:
        assert [each.matched for each in search.find(tx, typed)[0]] == [matched]


def test_the_rows_of_a_vehicle_are_its_own_and_no_other_ones(user):
    for vin in (VIN, OTHER):
        add_vehicle(user, AddVehicle(vin, date(2026, 1, 2), odometer=Distance(10)))
    with user.store.reading() as tx:
        found = [(table.name, row.get("vin")) for table, row in rows_of_vehicle(tx, VIN)]
    assert {("vehicle", VIN), ("event", VIN), ("search_entry", VIN)} <= {*found}
    assert not [each for each in found if each[1] == OTHER]


def test_an_index_of_some_rows_says_which():
    table = Table("job", MetaData(), Column("of", Integer))
    which = table.c.of.is_(None)
    made = index_of_some("ix_job", which, table.c.of)
    assert made.table is table
    assert made.dialect_options["sqlite"]["where"] is which


def test_a_file_is_the_old_one_or_the_new_one(tmp_path):
    path = tmp_path / "folder" / "paper.pdf"
    files.write_whole(path, b"old")
    files.write_whole(path, b"new")

    assert path.read_bytes() == b"new"
    assert [each.name for each in path.parent.iterdir()] == ["paper.pdf"]


def test_a_document_lies_under_its_hash_whatever_its_name(tmp_path):
    digest = files.save_document(tmp_path, "../../evil.pdf", b"%PDF-1.7")

    assert [each.relative_to(tmp_path) for each in tmp_path.rglob("*") if each.is_file()] == [
        files.place_of(tmp_path, digest).relative_to(tmp_path)
    ]
    assert files.is_whole(files.place_of(tmp_path, digest), digest)


NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@given(st.lists(st.integers(0, 500 * 24 * 60), max_size=200))
def test_thinning_keeps_the_latest_and_no_more_than_it_says(minutes):
    moments = [NOW - timedelta(minutes=each) for each in minutes]
    kept = worth_keeping(moments, NOW)

    assert kept <= set(moments)
    assert not moments or max(moments) in kept
    assert {each for each in moments if NOW - each <= timedelta(hours=24)} <= kept
    old = [each for each in kept if NOW - each > timedelta(hours=24)]
    assert len(old) <= DAYS + WEEKS + MONTHS
