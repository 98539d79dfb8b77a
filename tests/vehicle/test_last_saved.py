"""What was saved last: rows that a lost journal took with it are noticed, and nothing else is."""

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from harness import copied, in_child, make_store, opened

from lifecycle_desk.books.usecases import books, putting_back
from lifecycle_desk.proof.rules import witness
from lifecycle_desk.proof.usecases.heads_check import odd_at_opening
from lifecycle_desk.store import last_saved as beside
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

VINS = [f"LSJWH4095PN0000{number}" for number in range(40, 99)]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Books with some events, and nothing in their journal."""
    return make_store(tmp_path_factory.mktemp("books") / "desk.ldk", vehicles=2, readings=2)


@pytest.fixture
def store(made, tmp_path) -> Path:
    return copied(made, tmp_path / "desk.ldk")


def save(user, which: range) -> None:
    for number in which:
        add_vehicle(user, AddVehicle(VINS[number], date(2026, 1, 2)))


def killed(store: Path, *, most: int = 6) -> None:
    """Save some vehicles and leave the store as a kill leaves it: with its journal."""
    aside = store.parent / "killed"
    aside.mkdir()
    with opened(store) as user:
        save(user, range(most))
        for ending in ("", "-wal"):
            shutil.copyfile(f"{store}{ending}", aside / f"{store.name}{ending}")
    for ending in ("", "-wal"):
        shutil.copyfile(aside / f"{store.name}{ending}", f"{store}{ending}")


def odd(store: Path) -> tuple:
    with opened(store) as user:
        return odd_at_opening(user.store)


def saved_findings(store: Path) -> list:
    with opened(store) as user:
        checked = books.check(user)
        found = [each for each in checked.findings if each.part == "saved"]
        assert checked.sound is not bool(found)
        return found


def test_a_journal_that_survived_is_read_and_nothing_is_told(store):
    killed(store)
    assert odd(store) == ()
    assert saved_findings(store) == []


@pytest.mark.parametrize("left", [0, 2], ids=["deleted", "cut to half"])
def test_what_a_journal_took_with_it_is_counted_at_opening_and_by_check(store, left):
    with opened(store) as user:
        before = books.check(user)
    killed(store)
    journal = Path(f"{store}-wal")
    if left:
        journal.write_bytes(journal.read_bytes()[: journal.stat().st_size // left])
    else:
        journal.unlink()
    (told,) = odd(store)

    assert isinstance(told, witness.EntriesMissing)
    with opened(store) as user:
        assert told.n == before.events + 6 - books.check(user).events > 0
    (finding,) = saved_findings(store)
    assert f"{told.n} events" in finding.why


def test_what_is_missing_stays_known_to_a_check_when_others_are_saved_since(store):
    killed(store)
    Path(f"{store}-wal").unlink()
    with opened(store) as user:
        save(user, range(6, 20))

    assert odd(store) == ()  # it was told until somebody went on
    (finding,) = saved_findings(store)
    assert "is another" in finding.why


def test_a_backup_that_was_restored_misses_nothing(store):
    with opened(store) as user:
        made = Path(books.back_up(user).file)
        save(user, range(4))
    putting_back.restore(made, store)

    assert beside.last_saved(store) is None
    assert odd(store) == ()
    with opened(store) as user:
        save(user, range(4, 6))
    assert odd(store) == ()
    assert saved_findings(store) == []


def test_a_copy_elsewhere_and_other_books_at_the_same_place_miss_nothing(store, made, tmp_path):
    with opened(store) as user:
        save(user, range(4))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copied(made, elsewhere / store.name)  # older by four, with what lies beside the newer one
    shutil.copyfile(f"{store}{beside.ENDING}", f"{elsewhere / store.name}{beside.ENDING}")
    assert odd(elsewhere / store.name) == ()

    make_store(tmp_path / "other.ldk", vehicles=1, readings=1).replace(store)
    assert odd(store) == ()


def test_a_line_that_is_damaged_tells_nothing(store):
    with opened(store) as user:
        save(user, range(1))
    line = Path(f"{store}{beside.ENDING}")
    told = json.loads(line.read_bytes())
    for damaged in (b"", b"\0" * beside.LENGTH, line.read_bytes()[:40], b"[1]", json.dumps(told | {"at": 5}).encode()):
        line.write_bytes(damaged)
        assert odd(store) == ()


def test_two_programs_that_save_by_turns_never_make_anybody_think_that_something_is_missing(store):
    def saving(begin: int) -> None:
        with opened(store) as user:
            save(user, range(begin, begin + 12))

    children = {in_child(lambda begin=begin: saving(begin)) for begin in (0, 12)}
    with opened(store) as user:
        while children:
            ended = os.waitpid(-1, os.WNOHANG)
            assert ended[1] == 0
            children.discard(ended[0])
            assert odd_at_opening(user.store) == ()
        last = books.check(user)
    said = beside.last_saved(store)
    assert said is not None
    assert (said.seq, said.seal.hex()) == (last.events, last.head)
    assert saved_findings(store) == []
