"""A customer is erased: what was told of them stands nowhere any more, and the vehicles' lives are whole."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from erasable import BOUGHT_CAR, OWN_CAR, SOLD_CAR, plant
from sqlcipher3 import dbapi2

from lifecycle_desk.books.interchange import records
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.showing import look_for, page
from lifecycle_desk.vehicle_file.usecases import shown

CARS = (OWN_CAR, BOUGHT_CAR, SOLD_CAR)


@pytest.fixture
def planted(own_user: UserSession):
    offered("commands")
    return (own_user, *plant(own_user))


def checks() -> tuple:
    return tuple(offered("checks"))


def held_in(path: Path, sought: tuple[bytes, ...]) -> list[str]:
    """Which words stand in a file."""
    content = path.read_bytes() if path.is_file() else b""
    return [each.decode() for each in sought if each in content]


def beside(user: UserSession) -> list[Path]:
    """The store's file, its journal, and whatever else lies beside it."""
    folder = user.store.path.parent
    return [each for each in folder.rglob("*") if each.is_file()]


def test_before_erasing_every_word_stands_somewhere_so_that_the_search_can_fail(planted):
    user, _, said = planted
    found = {word for path in beside(user) for word in held_in(path, said.sought)}
    with user.store.reading() as tx:
        opened = json.dumps([books.life_rows.told(tx, each) for each in CARS], default=str, ensure_ascii=False)
    sealed = {
        "old",
        "receiver",
        "complaint",
        "note",
        "order",
    }  # overwritten since, or in a part that is not opened here
    missing = [each for each in said.words if each.rstrip("Ω") not in found and each not in opened]
    assert [each for each in missing if not any(name in each for name in sealed)] == []


def test_free_words_of_new_events_stand_in_no_body(planted):
    user, _, said = planted
    with closing(dbapi2.connect(str(user.store.path))) as raw:
        bodies = "".join(body for (body,) in raw.execute("SELECT body FROM event"))
    assert [each for each in said.words if each in bodies] == []


def test_an_erased_person_stands_nowhere(planted, tmp_path):
    user, number, said = planted
    before = {each: [line.told.kind for line in page(user, each).lines] for each in CARS}

    done = erase_person(user, ErasePerson(number, "asked for it"))

    assert [each for each in done.warnings if each.rule != "backups_hold_them"] == []
    journal = user.store.path.with_name(user.store.path.name + "-wal")
    assert not journal.exists() or journal.stat().st_size == 0
    assert {path.name: found for path in beside(user) if (found := held_in(path, said.sought))} == {}
    names = " ".join(str(each) for each in user.store.files.rglob("*"))
    assert [each for each in said.words if each in names] == []
    assert [each for each in said.words if look_for(user, each).hits] == []
    exported = b"".join(records.write(user, {}))
    assert [each for each in said.sought if each in exported] == []
    fresh = Path(books.back_up(user, books.BackUp(str(tmp_path / "fresh" / "copy.ldk")), checks()).file)
    assert held_in(fresh, said.sought) == []
    told = json.dumps([shown(user, each) for each in CARS], default=str, ensure_ascii=False)
    assert [each for each in said.words if each in told] == []
    assert books.check(user, checks()).sound
    assert {each: [line.told.kind for line in page(user, each).lines] for each in CARS} == before


def test_no_piece_of_an_erased_name_is_left_in_the_search_index(planted):
    user, number, _ = planted
    erase_person(user, ErasePerson(number, "asked for it"))
    with closing(dbapi2.connect(str(user.store.path))) as raw:
        blocks = b"".join(bytes(block) for (block,) in raw.execute("SELECT block FROM search_piece_data"))
    assert b"kan" not in blocks
    assert b"ari" not in blocks
