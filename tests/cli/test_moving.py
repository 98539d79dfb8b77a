"""`move`: books go to a server and back, the same bytes, with the keys that sign; what cannot be is left as it is."""

import pytest
from command_line import Desk
from examples import copy_store
from own_server import copy_database, drop_database, place_of

from lifecycle_desk.books.interchange import moving
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.keys import signing_key
from lifecycle_desk.store import migrations
from lifecycle_desk.store.engine import connect
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.usecases.documents import attach

VIN = "LSJWH4095PN000001"


def fill(user: UserSession) -> None:
    attach(user, "scan.pdf", b"%PDF-1.7" + bytes(range(256)))


@pytest.fixture
def desk(stocked, tmp_path, monkeypatch) -> Desk:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = Desk(str(copy_store(stocked(fill), tmp_path / "desk.ldk")))
    made.do("take_on", name="anan", full_name="Anan", role="manager")
    made.do("add_vehicle", vin=VIN, on="2026-01-02", odometer={"value": 9})
    return made


@pytest.fixture
def place(server):
    name = copy_database(server)
    yield place_of(server, name)
    drop_database(server, name)


def key_of(where: str) -> tuple[int, bytes]:
    store = open_store(where)
    with store.writing() as tx:
        number, key = signing_key(tx)
    store.close()
    return number, key.public


def is_empty(place: str) -> bool:
    engine = connect(place)
    try:
        return migrations.revision_of(engine) == migrations.NOTHING
    finally:
        engine.dispose()


def test_books_move_to_a_server_and_back_with_their_keys_and_the_original_stays(desk, place, tmp_path):
    before, key = desk("export", "records").raw, key_of(desk.where)

    moved = desk("move", "--to", place, "--json")

    assert moved.code == 0, moved
    assert (moved.json["before"], moved.json["where"]) == (desk.where, place)
    assert desk.where in moved.err
    assert desk("export", "records", store=place).raw == before
    assert desk("check", store=place).code == 0
    assert key_of(place) == key  # it signs on: nobody has to vouch for another
    assert desk("export", "records").raw == before
    assert not list((tmp_path / "data").rglob("*.jsonl"))

    back = str(tmp_path / "back.ldk")
    assert desk("move", "--to", back, store=place).code == 0
    assert desk("export", "records", store=back).raw == before
    assert desk("check", store=back).code == 0
    assert key_of(back) == key


def test_a_move_to_where_something_is_or_to_itself_is_refused(desk, place):
    assert desk("move", "--to", desk.where).rule == "moved_to_itself"
    assert desk("move", "--to", place).code == 0
    assert desk("move", "--to", place).rule == "store_not_empty"
    assert desk("move", "--to", place.replace("dealer_a@", "postgres@"), store=place).rule == "moved_to_itself"


def test_who_saves_meanwhile_or_stops_leaves_nothing_at_the_new_place(desk, place, monkeypatch):
    def stopped_in(part: int) -> None:
        user = UserSession(open_store(desk.where), None, authorise)
        steps = moving.move_books(user, place, ())
        while next(steps).done < part * moving.PART:
            pass
        steps.close()
        user.store.close()

    for part in (0, 1, 3):
        stopped_in(part)
        assert is_empty(place), part

    compares = moving._compared

    def saved_first(user, file, otherwise):
        if otherwise is moving.ChangedMeanwhile:
            desk.do("read_odometer", vin=VIN, on="2026-02-02", odometer={"value": 50})
        return compares(user, file, otherwise)

    monkeypatch.setattr(moving, "_compared", saved_first)
    assert desk("move", "--to", place).rule == "changed_meanwhile"
    assert is_empty(place)
    monkeypatch.setattr(moving, "_compared", compares)

    monkeypatch.setattr(moving, "take_carried_keys", lambda tx, _: _change(tx))
    assert desk("move", "--to", place).rule == "moved_otherwise"
    assert is_empty(place)


def _change(tx) -> None:
    tx.connection.exec_driver_sql("UPDATE dealer SET phone = '1'")
