"""Every room is there before a store is opened, however little of the program was looked at; else it is refused."""

import json
import re
import subprocess
import sys
from datetime import date
from importlib import import_module

import pytest
from house import HOUSE
from sqlalchemy import Table

from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands import presence
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import RoomsMissing
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dossier.usecases.travelling import give
from lifecycle_desk.overview.usecases.safety import all_checks
from lifecycle_desk.rooms import ROOMS, register
from lifecycle_desk.store.integrity import rows_by_table
from lifecycle_desk.store.types import KEPT
from lifecycle_desk.vehicle.usecases.access import ExportPerson, export_person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import Person, add_person

VIN = "LSJWH4095PN000001"
COUNTED = """
from lifecycle_desk.store.types import KEPT
from lifecycle_desk.vehicle.rules import travel, wording
from lifecycle_desk.cover import usecases as cover
from lifecycle_desk.vehicle.usecases import access, erasing, following, life, owners, waiting
HOOKS = {
    "erasure": erasing._FORGETTERS, "access": access._COLLECTORS, "health": cover._HEALTH, "owners": owners._ENDS,
    "foreseen": owners._FORESEES, "waiting": [f for _, f in waiting._WAITING._tellers],
    "told": following._FOLLOW, "taken back": life._HEEDERS,
    "travel": travel._KNOWN, "wording": wording._KNOWN, "tables": KEPT.tables,
}
COUNT = {name: sorted(map(str, each) if name in ("travel", "wording", "tables") else (f.__name__ for f in each))
         for name, each in HOOKS.items()}
"""
ALONE = """
import json, sys
import lifecycle_desk.__main__
from lifecycle_desk import app
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.look.theme import apply_style
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.store.startup_reader import opened_later

running = app.application()
apply_style(running)
shown = app.window(UserSession(opened_later(sys.argv[1]), None, authorise), Machine(page="customers"), remember=False)
shown.show()
app.settle(shown)
shown.close()
"""
TOLD = "\nprint(json.dumps(COUNT))\n"


@pytest.fixture
def books_of(tmp_path) -> UserSession:
    user = books.create(tmp_path / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
    number = add_person(user, Person("Anan")).value.number
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2), owner=number))
    return user


def test_the_customers_page_alone_knows_what_every_room_keeps_and_wants_to_be_asked_for(books_of):
    books_of.store.close()
    here: dict[str, object] = {}
    exec(COUNTED, here)  # noqa: S102 (a text of this file, run there and here)
    asked = [sys.executable, "-c", ALONE + COUNTED + TOLD, books_of.store.where]
    there = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)

    register()
    assert {each.name for each in there_are_tables()} <= set(there["tables"])
    assert there["erasure"] == ["forget_appointments", "forget_places", "forget_words"]
    assert len(there["access"]) == len(set(there["access"])) >= 6
    for name in there:
        assert set(there[name]) >= set(here["COUNT"][name]) - {"service.sample_told", "transfer.test_drive"}, name


def test_the_command_line_knows_all_rooms_once_it_opens_a_store(books_of):
    script = "import lifecycle_desk.cli.context as c\nfrom lifecycle_desk.rooms import put_together\nput_together()\n"
    script += "import json, sys\nc.CommandContext(sys.argv[1], None, None, None).user\n"
    asked = [sys.executable, "-c", script + COUNTED + TOLD, books_of.store.where]
    there = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    assert set(there["tables"]) == set(KEPT.tables)
    assert there["taken back"] == ["heed"]


def test_erasing_giving_out_handing_on_and_checking_are_refused_while_a_room_is_missing(books_of, monkeypatch):
    before, all_rooms = _rows(books_of), presence._Rooms.present
    for room in ROOMS:
        monkeypatch.setattr(presence._Rooms, "present", all_rooms - {room.name})
        for asks in (
            lambda: erase_person(books_of, ErasePerson(1)),
            lambda: export_person(books_of, ExportPerson(1)),
            lambda: _give(books_of),
            lambda: books.check(books_of),
            lambda: books.back_up(books_of),
        ):
            with pytest.raises(RoomsMissing) as refused:
                asks()
            assert refused.value.facts["rooms"] == room.name
    assert _rows(books_of) == before


def test_the_window_checks_the_books_by_what_every_room_checks():
    parts = {each.__module__.split(".")[1] for each in all_checks()}
    assert {"batteries", "campaigns", "schedules", "stages"} <= parts


def test_no_room_registers_by_being_imported():
    source = {path: path.read_text("utf-8") for path in (HOUSE / "src").rglob("*.py")}
    assert [path.name for path, text in source.items() if re.search(r"^on_[a-z_]+\(", text, re.MULTILINE)] == []


def test_where_nobody_said_which_rooms_there_are_nothing_is_erased(books_of, monkeypatch):
    monkeypatch.setattr(presence._Rooms, "expected", ())
    with pytest.raises(RoomsMissing):
        erase_person(books_of, ErasePerson(1))


def there_are_tables() -> list[Table]:
    """Every table that any module of the program defines."""
    package = HOUSE / "src" / "lifecycle_desk"
    for path in sorted({*package.rglob("tables/*.py"), *package.rglob("tables.py")}):
        import_module(".".join(path.relative_to(HOUSE / "src").with_suffix("").parts).removesuffix(".__init__"))
    return list(KEPT.tables.values())


def _give(user: UserSession) -> None:
    with user.store.writing() as tx:
        give(tx, VIN, with_owner=False)


def _rows(user: UserSession) -> list[tuple[str, int]]:
    with user.store.reading() as tx:
        return sorted(rows_by_table(tx).items())
