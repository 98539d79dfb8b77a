"""The program is killed while it erases a person: erased wholly or not at all, and nothing is left in the files."""

import os
import random
import shutil
import time
from pathlib import Path

from erasable import OWN_CAR, plant
from harness import checked, copied, ended, in_child, killed, make_store, opened, rounds, state

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store import secure_erase
from lifecycle_desk.store.files import beside
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.people_shown import person

KILLS = 30


def books_with_somebody(folder: Path):
    store = make_store(folder / "planted.ldk", vehicles=1)
    with opened(store) as user:
        number, said = plant(user)
    return store, number, said


def erasing(store: Path, number: int) -> None:
    with opened(store) as user:
        erase_person(user, ErasePerson(number, "asked for it"))


def is_gone(user: UserSession, number: int) -> bool:
    """Whether they were erased; the notes in their car's life are there as long as they are."""
    with user.store.reading() as tx:
        notes = [each.facts.get("text") for each in life.told(tx, OWN_CAR) if each.kind == "vehicle.noted"]
    gone = person(user, number) is None
    assert all(notes) is not gone
    return gone


def remains(store: Path, sought: tuple[bytes, ...]) -> list[bytes]:
    held = b"".join(each.read_bytes() for each in store.parent.glob(f"{store.name}*") if each.is_file())
    return [each for each in sought if each in held]


def test_a_kill_while_a_person_is_erased_leaves_them_whole_or_nowhere(tmp_path, reliability):
    base, number, said = books_with_somebody(tmp_path)
    began = time.monotonic()
    assert ended(in_child(lambda: erasing(copied(base, tmp_path / "whole.ldk"), number))) == 0
    usual = time.monotonic() - began
    dice, gone, kills = random.Random(7), 0, max(2, rounds(KILLS))
    for kill in range(kills):
        store = copied(base, tmp_path / f"{kill}" / "desk.ldk")
        shutil.copytree(beside(str(base)), beside(str(store)))
        child = in_child(lambda place=store: erasing(place, number))
        if kill:  # the first one before it has begun, the last one after it has ended
            time.sleep(dice.uniform(0.2, 1.1) * usual)
        if kill < kills - 1:
            killed(child)
        else:
            assert ended(child) == 0
        with opened(store) as user:
            erased = is_gone(user, number)
        assert state(store).sound
        assert remains(store, said.sought) == [] if erased else remains(store, said.sought)
        assert checked(store) == "sound"
        gone += erased
    assert 0 < gone < kills
    reliability(kills_while_erasing=kills, erased_wholly=gone, half_erased=0)


def test_an_erasure_that_is_cut_off_before_the_files_are_wiped_is_finished_when_the_store_is_opened(tmp_path):
    store, number, said = books_with_somebody(tmp_path)

    def child() -> None:
        secure_erase._emptied = lambda _driver: killed_here()
        erasing(store, number)

    def killed_here() -> bool:
        os._exit(9)

    assert ended(in_child(child)) == 9
    assert secure_erase.unfinished(store).exists()
    assert remains(store, said.sought)
    with opened(store) as user:
        assert is_gone(user, number)
        assert remains(store, said.sought) == []
    assert not secure_erase.unfinished(store).exists()


def test_somebody_who_reads_keeps_the_journal_and_the_next_opening_empties_it(tmp_path, monkeypatch):
    store, number, said = books_with_somebody(tmp_path)
    monkeypatch.setattr("lifecycle_desk.store.engine.PRAGMAS", {"busy_timeout": 50})
    with opened(store) as reader, reader.store.reading() as look:
        assert life.how_many(look)
        with opened(store) as user:
            done = erase_person(user, ErasePerson(number, "asked for it"))
        assert [each.rule for each in done.warnings] == ["journal_in_use"]
        assert isinstance(done.warnings[0], Objection)
    with opened(store) as user:
        assert is_gone(user, number)
    assert remains(store, said.sought) == []
