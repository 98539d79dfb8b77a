"""Rights on a server: whoever works there adds, and can rewrite nothing; whoever reads sees the views alone."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import psycopg
import pytest
from own_server import ANOTHER, OURS, READER, WRITER, copy_database, drop_database, let_write, place_of
from psycopg.errors import Error, InsufficientPrivilege
from sqlalchemy import text

from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store import migrations
from lifecycle_desk.store.dialect import Appended, appended
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import ServerRightMissing, StoreOlderOnServer
from lifecycle_desk.store.reporting import views
from lifecycle_desk.store.server_rights import rights_of_login
from lifecycle_desk.store.server_settings import OwnerAloneSets, save_server_settings, server_settings
from lifecycle_desk.store.types import APPEND_ONLY, KEPT
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

VIN, DAY = "LSJWH4095PN000001", date(2026, 1, 2)


@pytest.fixture(scope="module")
def database(server, founded_on_server) -> Iterator[str]:
    """Books with one car and its customer, in which the writer may write and the reader may read."""
    name = copy_database(server, founded_on_server())
    owner = UserSession(open_store(place_of(server, name)), None, authorise)
    add_vehicle(owner, AddVehicle(VIN, DAY))
    add_person(owner, Person("Kanari Malee"))
    let_write(owner.store)
    owner.store.close()
    yield name
    drop_database(server, name)


@pytest.fixture
def writer(server, database) -> Iterator[UserSession]:
    user = UserSession(open_store(place_of(server, database, login=WRITER)), None, authorise)
    yield user
    user.store.close()


def raw(server: str, database: str, login: str) -> psycopg.Connection:
    return psycopg.connect(server, dbname=database, user=login, options=f"-csearch_path={OURS}", autocommit=True)


ATTACKS = [
    "UPDATE event SET body = '{}'",
    "UPDATE event SET personal = NULL",
    "DELETE FROM event",
    "TRUNCATE event CASCADE",
    "INSERT INTO event SELECT * FROM event ON CONFLICT (seq) DO UPDATE SET body = '{}'",
    "MERGE INTO event USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    "ALTER TABLE event DISABLE TRIGGER event_no_change",
    "ALTER TABLE event DISABLE TRIGGER ALL",
    "DROP TRIGGER event_no_change ON event",
    "CREATE TRIGGER quiet BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_change_is_append_only()",
    "CREATE RULE quiet AS ON UPDATE TO event DO INSTEAD NOTHING",
    "CREATE OR REPLACE FUNCTION event_change_is_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
    "ALTER FUNCTION event_change_is_append_only() SET search_path = pg_temp",
    "DROP FUNCTION event_change_is_append_only() CASCADE",
    "SET session_replication_role = replica",
    "ALTER TABLE event ADD COLUMN quiet text",
    "ALTER TABLE event RENAME TO other",
    "DROP TABLE event CASCADE",
    "CREATE TABLE event_of_mine (seq bigint)",
    "CREATE OR REPLACE VIEW report_vehicle AS SELECT 1",
    "DROP VIEW report_vehicle",
    "ALTER SCHEMA dealer_a RENAME TO other",
    "DROP SCHEMA dealer_a CASCADE",
    "UPDATE alembic_version SET version_num = '9999'",
    "DELETE FROM alembic_version",
    "UPDATE signed_head SET seq = 1",
    "DELETE FROM signed_head",
    "UPDATE charging_session SET meter_wh = 1",
    "UPDATE data_pack SET name = 'x'",
    "DELETE FROM shelf_movement",
    f"SET ROLE {OURS}",
    f"TABLE {ANOTHER}.vehicle",
]


def refused(connection: psycopg.Connection, statement: str) -> type[Error] | None:
    """The error that a statement ends with."""
    try:
        connection.execute(statement)
    except Error as error:
        return type(error)
    return None


def test_a_login_that_writes_can_rewrite_nothing(server, database, writer):
    with closing(raw(server, database, WRITER)) as connection:
        for attack in ATTACKS:
            assert refused(connection, attack) is InsufficientPrivilege, attack
    assert books.check(writer).sound


def test_a_batch_that_counts_is_not_made_pending_again_so_that_its_rows_may_go(server, database):
    with closing(raw(server, database, WRITER)) as connection:
        connection.execute("INSERT INTO charging_batch VALUES (1, 'file', '', '2026-01-02T00:00:00Z', NULL, 'counted')")
        for attack in (
            "UPDATE charging_batch SET state = 'pending'",
            (
                "INSERT INTO charging_batch VALUES (1, 'x', '', '2026-01-02T00:00:00Z', NULL, 'counted')"
                " ON CONFLICT (number) DO UPDATE SET state = 'pending'"
            ),
        ):
            with pytest.raises(Error, match="pending again"):
                connection.execute(attack)
        connection.execute("DELETE FROM charging_batch")


def test_the_login_does_what_it_is_for(writer):
    """The example dealer's whole history is made by it in `test_demo`; this is what that lacks."""
    person = add_person(writer, Person("Somchai Rakdee")).value
    erase_person(writer, ErasePerson(person.number, "asked"))
    checked = books.check(writer)
    assert checked.sound
    assert "login_could_rewrite" not in {each.rule for each in checked.notes}


def test_the_check_tells_a_login_that_owns_its_tables_without_calling_the_books_unsound(server, database):
    owner = UserSession(open_store(place_of(server, database)), None, authorise)
    checked = books.check(owner)
    owner.store.close()
    assert checked.sound
    assert [each.facts for each in checked.notes if each.rule == "login_could_rewrite"] == [{"login": OURS}]


def test_what_may_change_besides_is_read_off_the_triggers(writer):
    with writer.store.reading() as tx:
        found = appended(tx.connection)
    assert found.keys() == {name for name, table in KEPT.tables.items() if table.info.get(APPEND_ONLY)}
    assert found["event"] == Appended()
    assert found["charging_session"] == Appended(("whose", "place", "more"), may_go=True)
    assert found["charging_gone"] == Appended((), may_go=True)


def test_a_login_that_reads_sees_the_views_and_no_people(server, database):
    with closing(raw(server, database, READER)) as connection:
        for view in views():
            connection.execute(f"SELECT * FROM {view.name}")  # noqa: S608 (our own names)
        for table in KEPT.tables:
            with pytest.raises(InsufficientPrivilege):
                connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (as above)
    with pytest.raises(ServerRightMissing):
        open_store(place_of(server, database, login=READER))


def test_rights_stay_when_the_views_are_made_anew(server, database):
    owner = open_store(place_of(server, database))
    migrations.upgrade(owner.engine)
    with owner.reading() as tx:
        rights = rights_of_login(tx.connection)
    owner.close()
    assert (rights.owner, rights.writers, rights.readers) == (OURS, (WRITER,), (READER,))
    with closing(raw(server, database, READER)) as connection:
        connection.execute("SELECT * FROM report_vehicle")


def test_an_older_form_is_brought_up_by_the_owner_alone(server, database, monkeypatch):
    monkeypatch.setattr("lifecycle_desk.store.opening.HEAD", "9998")
    with pytest.raises(StoreOlderOnServer) as refused:
        open_store(place_of(server, database, login=WRITER))
    assert refused.value.facts["where"] == place_of(server, database, login=WRITER)
    assert refused.value.facts["command"] == f'lifecycle-desk --store "{place_of(server, database)}" server migrate'


def test_a_right_that_is_missing_is_told_as_such_and_not_as_damage(writer):
    with pytest.raises(ServerRightMissing) as refused, writer.store.writing() as tx:
        tx.connection.execute(text("DELETE FROM event"))
    assert refused.value.facts == {"why": "permission denied for table event"}


def test_a_writer_cannot_turn_documents_elsewhere_and_its_settings_hold_any_text(server, database, writer):
    with pytest.raises(OwnerAloneSets, match=OURS), writer.store.writing() as tx:
        save_server_settings(tx, documents="/srv/elsewhere")
    owner = open_store(place_of(server, database))
    odd = "\\\\nas\\it's 100%% {x} เอกสาร"
    with owner.writing() as tx:
        save_server_settings(tx, odd=odd)
    with writer.store.reading() as tx:
        assert server_settings(tx) == {"odd": odd}
    with owner.writing() as tx:
        save_server_settings(tx, odd=None)
    with writer.store.reading() as tx:
        assert server_settings(tx) == {}
    owner.close()
