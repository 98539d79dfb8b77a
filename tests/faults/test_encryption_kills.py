"""The program is killed at each step at which books become encrypted, or plain again: they always open."""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from harness import FACTOR, checked, ended, in_child, make_store, opened, state

from lifecycle_desk.books.usecases import encryption
from lifecycle_desk.store import unlocking
from lifecycle_desk.store.files import beside
from lifecycle_desk.store.sealed_documents import seal_of
from lifecycle_desk.vehicle.usecases.documents import attach

PHRASE = "correct horse battery staple"
STEPS = ("os.rename", "os.link", "os.remove", "open")  # whatever changes a folder, as the interpreter itself tells it
STEP = 1.8  # every so-manieth step is tried; each of them from a factor of 1.8 on
WORDS = [f"Somchai {number} of Bangkok, his passport".encode() * 9 for number in range(3)]


@pytest.fixture(scope="module")
def base(disk: Path) -> Path:
    """Plain books with some documents."""
    store = make_store(disk / "plain" / "desk.ldk", vehicles=1)
    with opened(store) as user:
        for number, each in enumerate(WORDS):
            attach(user, f"{number}.txt", each)
    return store


def changed(store: Path, *, encrypts: bool, kill_at: int = 0) -> None:
    """Change the books to the other form; killed before the so-manieth step in their folder."""
    steps = 0

    def hook(event: str, given: tuple[object, ...]) -> None:
        nonlocal steps
        if event in STEPS and str(store.parent) in str(given[0]):
            steps += 1
            if steps == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    with opened(store) as user:
        if kill_at:
            sys.addaudithook(hook)
        encryption.encrypt(user, PHRASE) if encrypts else encryption.decrypt(user, PHRASE)


def left(store: Path) -> list[str]:
    """Words in any file of an encrypted store, and files that only a conversion makes."""
    files = [each for each in store.parent.rglob("*") if each.is_file()]
    readable = [each.name for each in files if unlocking.is_encrypted(store) and b"Somchai" in each.read_bytes()]
    odd = [each.name for each in files if each.suffix == ".part" or each.name.endswith(".pending")]
    return readable + [
        each for each in odd if ".key" not in each or each.endswith(".pending")
    ]  # half a key file is none


@pytest.mark.parametrize("encrypts", [True, False], ids=["encrypting", "decrypting"])
def test_a_kill_at_any_step_leaves_books_that_open_and_what_is_left_over_is_finished_at_the_next_opening(
    base, tmp_path, reliability, encrypts
):
    start = tmp_path / "start" / "desk.ldk"
    shutil.copytree(base.parent, start.parent)
    if not encrypts:
        changed(start, encrypts=True)
    kills = before = after = 0
    step = max(1, round(STEP / FACTOR))
    for at in range(1, 400, step):
        store = tmp_path / f"{at}" / "desk.ldk"
        shutil.copytree(start.parent, store.parent)
        if ended(in_child(lambda place=store, at=at: changed(place, encrypts=encrypts, kill_at=at))) == 0:
            break
        kills += 1
        if unlocking.is_encrypted(store):
            unlocking.unlock(store, PHRASE)
        else:
            pending = unlocking.read_key(store.with_name(store.name + unlocking.PENDING))
            if pending:
                unlocking.keep_open(pending.opened_by(PHRASE))
        with opened(store):
            pass  # what was cut off is finished
        assert state(store).sound, at
        assert checked(store) == "sound", at
        assert left(store) == [], at
        is_encrypted = unlocking.is_encrypted(store)
        if is_encrypted:
            assert all(seal_of(each) for each in beside(str(store)).glob("*/*")), at
        before, after = before + (is_encrypted is not encrypts), after + (is_encrypted is encrypts)
        shutil.rmtree(store.parent)
    else:
        pytest.fail("it never came to its end")
    assert before
    assert after
    reliability(**{f"kills_while_{'encrypting' if encrypts else 'decrypting'}": kills, "neither_opened": 0})
