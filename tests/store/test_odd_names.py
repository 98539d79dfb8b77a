"""Stores in folders and under names that a URI, a pattern or a shell would read otherwise."""

import re
from datetime import date
from pathlib import Path

import pytest
from house import HOUSE

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books, putting_back
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.store import backup, migrations
from lifecycle_desk.store.engine import connect
from lifecycle_desk.store.places import is_shared, uri_of
from lifecycle_desk.store.startup_reader import first_look, opened_later
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

VIN = "LSJWH4095PN000001"
NAMES = (
    "Autohaus #1",
    "100 % Strom",
    "%23 %41",
    "wer? ich",
    "a?mode=memory&cache=shared",
    "معرض السيارات",
    "车行 №2",
    "[ab] * {x}",
    'it\'s "quoted"',
    "file:desk",
    " leading and trailing ",
)


def test_a_file_of_any_name_is_told_to_sqlite_as_an_address():
    letters = "".join(map(chr, range(1, 0x180)))
    for name in (*NAMES, letters.replace("/", ""), "\udcff \udc80"):  # and bytes that are no text
        file = Path("/shop", name)
        assert uri_of(file, mode="ro") == f"{file.as_uri()}?mode=ro"


@pytest.mark.parametrize("name", NAMES)
def test_a_store_of_any_name_is_made_saved_into_copied_checked_looked_at_and_put_back(tmp_path, name):
    folder = tmp_path / name
    store = folder / f"{name}.ldk"
    user = books.create(store, Dealer("Sathorn EV", "TH", "en"))
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2), odometer=Distance(10)))
    made = books.back_up(user)
    copied = backup.copy_aside(user.store.engine, store)
    user.store.close()

    look = first_look(str(store))
    assert look is not None
    assert look.rows("vehicle", ["vin"]) == [(VIN,)]
    look._connection.close()
    assert backup.unsound(Path(made.file)) is None
    assert backup.unsound(copied) is None
    assert copied.stat().st_size == Path(made.file).stat().st_size
    assert backup.holds(Path(made.file), "vehicle", {"vin": VIN})

    restored = putting_back.restore(Path(made.file), store)
    assert restored.before
    assert Path(restored.before) in backup.copies(store)
    later = opened_later(str(store))
    assert later is not None
    checked = books.check(UserSession(later, None, user.authorise))
    assert (checked.sound, checked.vehicles) == (True, 1)
    later.close()
    assert [each.name for each in tmp_path.iterdir()] == [name]  # no stray file beside the folder
    assert all(each.name.startswith(f"{name}.ldk") for each in folder.iterdir())


def test_a_relative_name_that_looks_like_an_address_is_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("file:desk.ldk", "postgresql books.ldk"):
        books.create(name, Dealer("Sathorn EV", "TH", "en")).store.close()
        assert (tmp_path / name).stat().st_size
        assert books.check(UserSession(books.open_books(name), None, lambda *_: None)).sound


def test_a_program_in_a_folder_with_a_percent_sign_brings_a_store_up(tmp_path):
    folder = tmp_path / "100 %(here)s"
    (folder / "versions").mkdir(parents=True)
    for each in ("env.py", "versions/0001_first.py"):
        (folder / each).write_bytes((migrations.FOLDER / each).read_bytes())
    engine = connect(tmp_path / "desk.ldk")
    migrations.create(engine)
    migrations.upgrade(engine, folder=folder)

    assert migrations.revision_of(engine) == "0001"
    engine.dispose()


def test_a_share_is_known_whatever_its_mount_point_is_called(tmp_path):
    mounts = tmp_path / "mountinfo"
    mounts.write_text("36 35 98:0 / /mnt/Autohaus\\040\\0431 rw - nfs4 server:/books rw\n")
    assert is_shared(Path("/mnt/Autohaus #1/desk.ldk"), mounts)


def test_nothing_opens_a_database_but_by_the_address_that_one_function_makes():
    source = {path: path.read_text("utf-8") for path in (HOUSE / "src").rglob("*.py")}
    asked = [each for text in source.values() for each in re.findall(r"dbapi2\.connect\((\w+)", text)]

    assert set(asked) == {"uri_of", "address"}
    assert not [path for path, text in source.items() if "sqlite:///" in text or 'f"file:' in text]
