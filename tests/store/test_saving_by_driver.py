"""What a save writes and asks by the driver: as the library does it, heard by all who listen, failing alike."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import MetaData, Table, TypedColumns, bindparam, create_engine, delete, event, insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError
from sqlcipher3 import dbapi2

from lifecycle_desk.stages.charging.sessions.tables.sessions import BATCH
from lifecycle_desk.store.saving_by_driver import is_written, rows_of
from lifecycle_desk.store.types import day, flag, maybe_utc_time, maybe_words, whole, words


class Things(TypedColumns):
    number = whole(primary_key=True)
    said = words()
    on = day()
    at = maybe_utc_time()
    is_new = flag()
    note = maybe_words()


THINGS = Table("things", MetaData(), Things, sqlite_strict=True)
THE = THINGS.c.number == bindparam("which")
ROW = {
    "number": 1,
    "said": "it's",
    "on": date(2026, 2, 3),
    "at": datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
    "is_new": True,
    "note": None,
}
CHANGE = update(THINGS).where(THE).values(note="kept", is_new=False, on=bindparam("when"))
NUMBERS = select(BATCH.c.number)
STEPS = [
    (insert(THINGS), (), ROW),
    (insert(THINGS), (ROW | {"number": 2}, ROW | {"number": 3, "at": None}, ROW | {"number": 4}), {}),
    (insert(THINGS), (ROW | {"number": 5},), {}),
    (insert(THINGS), (), {name: ROW[name] for name in ("number", "said", "on", "is_new")} | {"number": 6}),
    (CHANGE, (), {"which": 2, "when": date(2026, 9, 1)}),
    (CHANGE, ({"which": 3, "when": date(2026, 9, 2)}, {"when": date(2026, 9, 3), "which": 4}), {}),
    (delete(THINGS).where(THE), (), {"which": 5}),
]


@pytest.fixture
def connection():
    with create_engine("sqlite://", module=dbapi2).connect() as made:
        THINGS.create(made)
        yield made


def driven(connection, statement, rows, facts):
    """Whether a statement is done by the driver, when it comes again."""
    first = is_written(connection, statement, rows, facts)
    return first or is_written(connection, statement, rows, facts)


def stored(connection):
    return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM things ORDER BY number")]


def test_rows_are_stored_as_the_library_stores_them(connection):
    for statement, rows, facts in STEPS:
        assert driven(connection, statement, rows, facts)
    ours = stored(connection)
    connection.execute(delete(THINGS))
    for statement, rows, facts in STEPS:
        connection.execute(statement, rows or facts)
    assert ours == stored(connection)
    assert [row[0] for row in ours] == [1, 2, 3, 4, 6]
    assert ours[1][2:] == ("2026-09-01", "2026-02-03T04:05:06Z", 0, "kept")


@pytest.mark.parametrize(
    ("statement", "rows", "facts"),
    [
        (delete(THINGS).where(THINGS.c.number.in_(bindparam("some", expanding=True))), (), {"some": [1, 2]}),
        (insert(THINGS).returning(THINGS.c.number), (), ROW),
        (insert(THINGS), (), ROW | {"at": datetime(2026, 2, 3, 4, 5)}),  # noqa: DTZ001 (a moment without a zone is what is wrong)
        (insert(THINGS), (ROW, {"number": 2}), {}),
        (CHANGE, (), {"which": 1}),
    ],
)
def test_what_the_library_does_more_for_is_left_to_it_untouched(connection, statement, rows, facts):
    assert not driven(connection, statement, rows, facts)
    assert stored(connection) == []


def test_rows_without_types_of_ours_are_asked_as_they_are_and_others_are_left_to_the_library(connection):
    connection.execute(insert(THINGS), ROW)
    plain, typed = select(THINGS.c.number, THINGS.c.said).where(THE), select(THINGS.c.number, THINGS.c.on).where(THE)
    assert [rows_of(connection, plain, {"which": 1}) for _ in range(3)] == [None, [(1, "it's")], [(1, "it's")]]
    assert [rows_of(connection, typed, {"which": 1}) for _ in range(3)] == [None, None, None]


def test_nothing_is_written_by_the_driver_outside_a_transaction_which_would_end_at_once():
    with create_engine("sqlite://", module=dbapi2).connect() as connection:
        THINGS.create(connection)
        connection.commit()
        assert not driven_now(connection)
        connection.begin()
        assert driven_now(connection)


def driven_now(connection):
    return driven(connection, insert(THINGS), (), ROW)


def batch(number, at=datetime(2026, 2, 3, tzinfo=UTC)):
    return {"number": number, "kind": "ocpi-cdr", "file": "x", "at": at, "by": None, "state": "counted"}


def test_who_listens_hears_of_it_and_a_commit_tells_the_table(own_user):
    heard, told = [], []
    own_user.store.heard.append(told.append)
    event.listen(own_user.store.engine, "before_cursor_execute", lambda *given: heard.append(given[2]))
    with own_user.store.writing() as tx:
        before = tx.recall(BATCH.name, NUMBERS)
        tx.write(insert(BATCH), **batch(7))
        assert (before, [row.number for row in tx.recall(BATCH.name, NUMBERS)]) == ([], [7])
    assert any(each.startswith("INSERT INTO charging_batch") for each in heard)
    assert BATCH.name in told[-1]


@pytest.mark.parametrize(
    ("rows", "kind", "why"),
    [
        ([batch(2), batch(1)], IntegrityError, "UNIQUE"),
        ([batch(1)], IntegrityError, "UNIQUE"),
        ([batch(3), batch(4, "today")], StatementError, "today"),
        ([batch(3), batch(4, datetime(2026, 2, 3))], StatementError, "without a zone"),  # noqa: DTZ001 (that is the fault)
    ],
)
def test_an_error_is_told_as_the_librarys_and_undoes_the_transaction(own_user, rows, kind, why):
    def write(tx):
        tx.write(insert(BATCH), **batch(1))
        tx.write(insert(BATCH), *rows)

    with pytest.raises(kind, match=why), own_user.store.writing() as tx:
        write(tx)
    with own_user.store.reading() as tx:
        assert tx.ask(NUMBERS).all() == []
