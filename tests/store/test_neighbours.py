"""Two dealers in one database: a schema each, and neither reaches, waits for or takes along what is the other's."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import psycopg
import pytest
from own_server import ANOTHER, copy_database, drop_database, place_of
from sqlalchemy import text

from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store import drafts, migrations, search
from lifecycle_desk.store.dialect import close_paths_of_triggers, guarded
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import SchemaClosed, SchemaMissing, StoreMissing
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.showing import look_for

VIN, THEIRS, THIRD = "LSJWH4095PN000001", "LSJWH4095PN000002", "dealer_c"
DAY = date(2026, 1, 2)
CLOSED = '{"search_path=dealer_a, pg_temp"}'


@pytest.fixture(scope="module")
def filled(server, founded_on_server) -> Iterator[str]:
    """Our books beside those of a third dealer, who is as real as we are."""
    name = copy_database(server, founded_on_server())
    with psycopg.connect(server, dbname=name, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {THIRD} LOGIN")
        connection.execute(f"CREATE SCHEMA {THIRD} AUTHORIZATION {THIRD}")
    books.create(place_of(server, name, THIRD, THIRD), Dealer("Chiang Mai EV", "TH", "en")).store.close()
    yield name
    drop_database(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP ROLE {THIRD}")  # it is the server's: whoever comes back to this file makes it anew


@pytest.fixture
def database(server, filled) -> Iterator[str]:
    """The same for one test alone, which may take of it what it likes."""
    name = copy_database(server, filled)
    yield name
    drop_database(server, name)


@pytest.fixture
def two(server, database) -> Iterator[tuple[UserSession, UserSession]]:
    users = tuple(
        UserSession(open_store(place), None, authorise)
        for place in (place_of(server, database), place_of(server, database, THIRD, THIRD))
    )
    yield users
    for each in users:
        each.store.close()


def digest(server: str, database: str, schema: str) -> dict[str, str]:
    """Of each table and view of a dealer all that stands in it, and the triggers."""
    with psycopg.connect(server, dbname=database) as connection:
        named = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v') AND relnamespace = %s::regnamespace", [schema]
        ).fetchall()
        found = {
            name: connection.execute(
                f"SELECT md5(coalesce(string_agg(row::text, '' ORDER BY row::text), '')) FROM {schema}.{name} AS row"  # noqa: S608 (names that the server itself gave)
            ).fetchone()[0]
            for (name,) in named
        }
        triggers = connection.execute(
            "SELECT string_agg(pg_get_triggerdef(pg_trigger.oid), '' ORDER BY tgname) FROM pg_trigger"
            " JOIN pg_class ON pg_class.oid = tgrelid WHERE relnamespace = %s::regnamespace",
            [schema],
        ).fetchone()[0]
        return found | {"triggers": triggers}


def test_two_dealers_write_at_once_and_neither_waits_for_the_other(two):
    ours, theirs = two
    with ours.store.writing() as tx, ThreadPoolExecutor(1) as pool:
        drafts.save(tx, "order", "", '{"a": 1}')
        assert pool.submit(add_vehicle, theirs, AddVehicle(THEIRS, DAY)).result(timeout=60)
        tx.undo()


def test_neither_finds_what_is_the_others(two):
    ours, theirs = two
    add_vehicle(ours, AddVehicle(VIN, DAY))
    with theirs.store.writing() as tx:
        drafts.save(tx, "order", "", '{"theirs": 1}')
        search.save(tx, "note", "1", None, "Kanari", ["Kanari"])

    assert [each.vin for each in look_for(ours, VIN[-6:]).hits] == [VIN]
    assert look_for(theirs, VIN[-6:]).hits == ()
    with ours.store.reading() as tx:
        assert drafts.all_drafts(tx) == []
        assert search.find(tx, "anari") == ([], False)
        seen = tx.connection.scalars(text("SELECT vin FROM report_vehicle")).all()
        assert VIN in seen
        assert THEIRS not in seen
    with theirs.store.reading() as tx:
        assert search.find(tx, "anari")[0]


def test_a_guard_that_one_dealer_lost_is_not_found_at_the_others(two, server, database):
    ours, theirs = two
    with ours.store.reading() as tx:
        all_guarded = guarded(tx.connection)
    with psycopg.connect(server, dbname=database, autocommit=True) as raw:
        raw.execute(f"ALTER TABLE {THIRD}.event DISABLE TRIGGER event_no_change")
    try:
        with ours.store.reading() as tx:
            assert guarded(tx.connection) == all_guarded
        with theirs.store.reading() as tx:
            assert guarded(tx.connection) == all_guarded - {"event"}
    finally:
        with psycopg.connect(server, dbname=database, autocommit=True) as raw:
            raw.execute(f"ALTER TABLE {THIRD}.event ENABLE TRIGGER event_no_change")


def test_a_table_of_ones_own_is_not_taken_for_the_batches_by_the_guard_of_sessions(two, server, database):
    """PostgreSQL looks into the schema of temporary tables first, where the function of a trigger does not say."""
    ours, theirs = two
    before = digest(server, database, THIRD)
    with ours.store.engine.connect().execution_options(migrates=True) as connection, connection.begin():
        named = "SELECT proconfig::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
        assert set(connection.scalars(text(named))) == {CLOSED}
        connection.exec_driver_sql("ALTER FUNCTION event_change_is_append_only() RESET search_path")  # of an older form
        assert set(connection.scalars(text(named))) == {CLOSED, None}
        close_paths_of_triggers(connection)
        assert set(connection.scalars(text(named))) == {CLOSED}
    assert digest(server, database, THIRD) == before
    assert books.check(theirs).sound


def test_who_takes_a_dealer_away_leaves_the_other_as_it_is(two, server, database):
    ours, theirs = two
    before = {schema: digest(server, database, schema) for schema in (THIRD, ANOTHER)}
    assert len(before[THIRD]) > 100

    migrations.unmake(ours.store.engine)

    assert {schema: digest(server, database, schema) for schema in (THIRD, ANOTHER)} == before
    assert digest(server, database, "dealer_a") == {"triggers": None}
    assert books.check(theirs).sound


def test_a_schema_that_is_not_there_or_not_for_this_login_is_told_with_what_to_run(server, database):
    with pytest.raises(SchemaMissing) as missing:
        open_store(place_of(server, database, "dealer_d"))
    assert missing.value.facts == {"schema": "dealer_d", "sql": "CREATE SCHEMA dealer_d AUTHORIZATION dealer_a;"}
    with pytest.raises(SchemaMissing):
        open_store(place_of(server, database, "dealer_d"), new=True)  # its login may not make one
    with pytest.raises(SchemaClosed) as closed:
        open_store(place_of(server, database, ANOTHER))
    assert closed.value.facts["sql"] == f"GRANT USAGE ON SCHEMA {ANOTHER} TO dealer_a;"
    open_store(place_of(server, database, "dealer_e", "postgres"), new=True).close()
    with pytest.raises(StoreMissing):
        open_store(f"{place_of(server, database, 'public')}")
