"""The first picture: painted from a first look into the books, before the library that opens them is loaded."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

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
SHOWN = """
import sys
import lifecycle_desk.__main__
from lifecycle_desk import app
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.look.theme import apply_style
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.store.startup_reader import opened_later

running = app.application()
apply_style(running)
user = UserSession(opened_later(sys.argv[1]), None, authorise)
shown = app.window(user, Machine(page=sys.argv[2]), remember=False)
shown.show()
running.processEvents()
print(shown.page().body.table.long.rowCount() if sys.argv[2] == "vehicles" else 0, "sqlalchemy" in sys.modules)
app.settle(shown)
print(shown.page().body.table.long.rowCount() if sys.argv[2] == "vehicles" else 0, "sqlalchemy" in sys.modules)
shown.close()
"""
FIRST = SHOWN.partition("app.settle")[0]
LOADED = f"{FIRST}\nprint(*sorted(sys.modules))\nshown.close()\n"
HOOK = f"{FIRST}\nimport builtins\nprint(builtins.__import__.__name__)\nshown.close()\n"
MADE = f"""{FIRST}
import enum
kinds = (enum.Enum, enum.Flag, enum.IntEnum, enum.IntFlag)
print(*(f"{{each.__module__}}:{{each.__qualname__}}" for kind in kinds for each in kind.__subclasses__()))
shown.close()
"""
MOST_MODULES = 191  # of ours until the first picture: a list, its columns and their room, what greys its buttons
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


def painted(where: Path, page: str, code: str = SHOWN) -> list[str]:
    asked = [sys.executable, "-c", code, str(where), page]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()


def test_the_first_picture_shows_vehicles_before_the_library_is_loaded(filled):
    assert painted(filled, "vehicles") == ["40 False", "40 True"]


def test_the_first_picture_loads_what_it_shows(filled):
    _, loaded = painted(filled, "vehicles", LOADED)

    ours = [name for name in loaded.split() if name.startswith("lifecycle_desk")]
    assert len(ours) <= MOST_MODULES, ours
    assert not SPARED & {*loaded.split()}


def test_the_first_picture_makes_no_classes_of_widgets_that_it_does_not_use(filled):
    _, made = painted(filled, "vehicles", MADE)

    names = {each.rpartition(".")[2] for each in made.split() if each.startswith("PySide6")}
    assert "StateFlag" in names  # of QStyle, which every row asks
    assert not {"WizardStyle", "TabPosition", "FileMode", "DialogCode"} & names  # of widgets that nobody asked for
    assert not {"LineHeightTypes", "LabelDrawingMode"} & names  # of text areas and choices


def test_pyside_reads_no_source_of_what_is_imported(filled):
    _, said = painted(filled, "vehicles", HOOK)

    assert said in {"__import__", "__lazy_import__"}


def test_every_other_page_opens_the_same_way(filled):
    for name in ("today", "service", "sale", "customers", "settings"):
        assert painted(filled, name)[1] == "0 True", name


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
