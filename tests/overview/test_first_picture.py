"""The first picture: painted from a first look into the books, before the library that opens them is loaded."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import authorise, dealer
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.startup_reader import opened_later
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

DEALER = Dealer("Sathorn EV", "TH", "th", calendar="buddhist", labour_rate=80_000, sign_in=True)
BEGUN = """
import os
import sys
import lifecycle_desk.__main__
from lifecycle_desk import app
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop import window
from lifecycle_desk.desktop.list_sketch import ListSketch
from lifecycle_desk.desktop.look import theme
from lifecycle_desk.desktop.look.theme import apply_style
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.veil import Veil
from lifecycle_desk.store.startup_reader import opened_later

# What waits for the first picture waits on a busy machine too, where painting it may take longer.
window.SOON = theme._AFTER_FIRST_PICTURE = ListSketch.BARE = Veil.BARE = 600_000


def look(page):
    running = app.application()
    apply_style(running)
    user = UserSession(opened_later(sys.argv[1]), None, authorise)
    shown = app.window(user, Machine(page=page), remember=False)
    shown.show()
    running.processEvents()
    return shown
"""
FIRST = f"""{BEGUN}
shown = look("vehicles")
loaded = sorted(sys.modules)
first = shown.page().body.table.long.rowCount()
import builtins
import enum
import json

made = [
    f"{{each.__module__}}:{{each.__qualname__}}"
    for kind in (enum.Enum, enum.Flag, enum.IntEnum, enum.IntFlag)
    for each in kind.__subclasses__()
]
hook = builtins.__import__.__name__
app.settle(shown)
then = shown.page().body.table.long.rowCount()
print(json.dumps(
    {{"loaded": loaded, "first": first, "made": made, "hook": hook, "then": then, "after": sorted(sys.modules)}}
))
shown.close()
"""
OTHERS = f"""{BEGUN}
import json

for name in sys.argv[2:]:  # each in a process that has looked at none before, as the program is when it is started
    if os.fork() == 0:
        shown = look(name)
        before = "sqlalchemy" in sys.modules
        app.settle(shown)
        print(json.dumps([name, before, "sqlalchemy" in sys.modules]), flush=True)
        shown.close()
        os._exit(0)
    assert os.wait()[1] == 0, name
"""
MOST_MODULES = 217  # of ours until the first picture: a list, its place and columns, what greys buttons, whose books
SPARED = {
    "lifecycle_desk.commands.kinds",  # each of its kinds is a dataclass, and costs half a millisecond
    "lifecycle_desk.desktop.look.parts.fields",
    "lifecycle_desk.desktop.look.parts.signature",
    "lifecycle_desk.desktop.look.rows.timeline",
    "lifecycle_desk.vehicle.rules.vin",
    "lifecycle_desk.vehicle.usecases.showing",
    "hashlib",  # OpenSSL
    "html.entities",
    "importlib.metadata",
    "logging.handlers",  # sockets
    "sqlalchemy",
    "statistics",
}


def told(code: str, where: Path, *pages: str) -> list[Any]:
    """What a program tells that was started to look at books."""
    asked = [sys.executable, "-c", code, str(where), *pages]
    lines = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def picture(filled: Path) -> dict[str, Any]:
    """The first picture of the list of vehicles: what was there when it stood, and what when all had come."""
    return told(FIRST, filled)[0]


def test_the_first_picture_shows_vehicles_before_the_library_is_loaded(picture):
    assert (picture["first"], "sqlalchemy" in picture["loaded"]) == (40, False)
    assert (picture["then"], "sqlalchemy" in picture["after"]) == (40, True)


def test_the_first_picture_loads_what_it_shows(picture):
    ours = [name for name in picture["loaded"] if name.startswith("lifecycle_desk")]
    assert len(ours) <= MOST_MODULES, ours
    assert not SPARED & {*picture["loaded"]}


def test_the_first_picture_makes_no_classes_of_widgets_that_it_does_not_use(picture):
    names = {each.rpartition(".")[2] for each in picture["made"] if each.startswith("PySide6")}
    assert "StateFlag" in names  # of QStyle, which every row asks
    assert not {"WizardStyle", "TabPosition", "FileMode", "DialogCode"} & names  # of widgets that nobody asked for
    assert not {"LineHeightTypes", "LabelDrawingMode"} & names  # of text areas and choices


def test_pyside_reads_no_source_of_what_is_imported(picture):
    assert picture["hook"] in {"__import__", "__lazy_import__"}


def test_every_other_page_opens_the_same_way(filled):
    pages = ("today", "service", "sale", "customers", "settings")

    said = told(OTHERS, filled, *pages)

    assert [(name, after) for name, _, after in said] == [(name, True) for name in pages]


def test_the_first_look_shows_what_the_open_store_shows(filled):
    later, now = (UserSession(store, None, authorise) for store in (opened_later(str(filled)), open_store(filled)))

    keys = Vehicles(later).keys(64)

    assert later.store.startup_reader
    assert keys == Vehicles(now).keys(64)
    assert Vehicles(later).rows(keys) == Vehicles(now).rows(keys)
    assert dealer(later.store) == dealer(now.store)
    assert later.store.startup_reader
    assert Vehicles(later).keys() == Vehicles(now).keys()  # all of them: the store is opened
    assert later.store.startup_reader is None
    assert Vehicles(later).rows(keys) == Vehicles(now).rows(keys)


def test_the_first_look_knows_the_whole_dealer(tmp_path):
    books.create(tmp_path / "desk.ldk", DEALER).store.close()

    assert dealer(opened_later(str(tmp_path / "desk.ldk"))) == DEALER


def broken(path: Path, change: str) -> None:
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute(change)
        connection.commit()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("Dear diary"),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: broken(path, "UPDATE alembic_version SET version_num = '0000'"),
        lambda path: broken(path, "UPDATE alembic_version SET version_num = '9999'"),
        lambda path: broken(path, "DROP TABLE alembic_version"),
        lambda path: broken(path, "PRAGMA application_id=1"),
    ],
    ids=["gone", "empty", "text", "cut", "older", "newer", "no revision", "another program's"],
)
def test_there_is_no_first_look_into_what_must_be_opened_to_know_what_it_is(tmp_path, spoil):
    path = tmp_path / "desk.ldk"
    books.create(path, DEALER).store.close()
    spoil(path)
    before = path.read_bytes() if path.exists() else None

    assert opened_later(str(path)) is None
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_server_is_opened_at_once():
    assert opened_later("postgresql://nobody@localhost/nothing") is None


def test_names_that_are_none_of_a_column_never_reach_the_file(filled):
    look = opened_later(str(filled)).startup_reader

    with pytest.raises(ValueError, match="no name of a column"):
        look.rows("vehicle", ["vin FROM vehicle; DROP TABLE vehicle --"])


def test_an_erased_owner_has_no_name_in_the_first_look(example):
    owned = next(line for line in Vehicles(example).rows(Vehicles(example).keys(64)).values() if line.owner)
    erase_person(example, ErasePerson(page(example, owned.vin).figures.owner))

    later = UserSession(opened_later(example.store.where), None, authorise)

    assert Vehicles(later).rows([owned.number])[owned.number].owner is None
