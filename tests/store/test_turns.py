"""Turns: several programs write into one file in the order in which they came, and none waits for ever."""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from harness import ended, in_child

from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store import turns
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import StoreBusy
from lifecycle_desk.store.turns import Turns
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.people import add_person

SEATS, TURNS = 8, 10
WORK = 0.02  # seconds of a turn, in which who had the one before comes back behind the others


@contextmanager
def _held(store: Path) -> Iterator[None]:
    """Another process writes meanwhile."""
    ready, told = os.pipe()

    def hold() -> None:
        with Turns(store).taken():
            os.write(told, b"x")
            time.sleep(60)

    child = in_child(hold)
    os.read(ready, 1)
    try:
        yield
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(ready)
        os.close(told)


def test_of_eight_programs_that_write_without_a_pause_each_has_its_share(tmp_path):
    """Counted by turns, from when all are there: how long one takes is the computer's affair."""
    listen, speak = os.pipe()
    ready, all_there = os.pipe()

    def writes(number: int) -> None:
        os.close(listen)
        os.close(all_there)
        os.read(ready, 1)  # until each has closed its end
        own = Turns(tmp_path / "desk.ldk")
        with suppress(BrokenPipeError):
            while True:
                with own.taken():
                    time.sleep(WORK)
                    os.write(speak, bytes([number]))

    children = [in_child(partial(writes, number)) for number in range(SEATS)]
    os.close(speak)
    os.close(all_there)
    had: set[int] = set()
    for _ in range(100 * SEATS):  # more, and somebody never comes to it
        if len(had) < SEATS:
            had.update(os.read(listen, 1))
    counts = Counter(os.read(listen, 1)[0] for _ in range(SEATS * TURNS))
    os.close(listen)
    assert [ended(child) for child in children] == [0] * SEATS
    os.close(ready)
    assert min(counts[number] for number in range(SEATS)) >= 0.5 * TURNS  # SQLite's own: two or three of a hundred


def test_two_never_write_at_once_whoever_gives_up_and_whoever_comes(tmp_path, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.02)
    inside, most, refused = [0], [0], [0]

    def writes() -> None:
        for _ in range(30):
            try:
                with Turns(tmp_path / "desk.ldk").taken():
                    inside[0] += 1
                    most[0] = max(most[0], inside[0])
                    time.sleep(0.005)
                    inside[0] -= 1
            except StoreBusy:
                refused[0] += 1

    threads = [Thread(target=writes) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert most == [1]
    assert refused[0] > 0  # some gave up, and left no lock behind:
    monkeypatch.setattr(turns, "PATIENCE", 5)
    with Turns(tmp_path / "desk.ldk").taken():
        pass


def test_who_is_killed_while_writing_holds_nobody_up(tmp_path, monkeypatch):
    store = tmp_path / "desk.ldk"
    with _held(store):
        pass
    monkeypatch.setattr(turns, "_wait", lambda *_: pytest.fail("somebody holds the place"))
    with Turns(store).taken():
        pass


def test_who_waits_too_long_is_told_who_writes_and_since_when(tmp_path, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    store = tmp_path / "desk.ldk"
    with _held(store), pytest.raises(StoreBusy) as refused, Turns(store).taken():
        pass
    assert int(refused.value.facts["process"]) != os.getpid()


def test_the_line_of_who_writes_stays_as_long_as_it_is(tmp_path):
    """A file that is cut and grows anew costs the disk more than the line that is put over another."""
    store, sizes = tmp_path / "desk.ldk", set()
    for _ in range(3):
        with Turns(store).taken():
            told = store.with_name(store.name + turns.WRITER).read_bytes()
            assert json.loads(told)["process"] == os.getpid()
            sizes.add(len(told))
    assert sizes == {turns.LENGTH}


def test_long_work_sees_that_another_program_waits(tmp_path):
    books.create(tmp_path / "desk.ldk", Dealer("Sathorn EV", "TH", "en")).store.close()
    waits, go = os.pipe()

    def save() -> None:
        os.read(waits, 1)
        own = UserSession(open_store(tmp_path / "desk.ldk"), None, authorise)
        add_person(own, Person("Noi"))
        own.store.close()

    child = in_child(save)  # before the transaction: a child would inherit its lock
    store = open_store(tmp_path / "desk.ldk")
    with store.writing() as tx:
        assert not store.writer_waiting
        os.write(go, b"x")
        _until(lambda: store.writer_waiting)
        tx.commits = False
    assert ended(child) == 0
    store.close()


def test_a_folder_that_is_not_ours_to_write_leaves_the_queue_to_sqlite(tmp_path, monkeypatch):
    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(turns.os, "open", refuse)
    with Turns(tmp_path / "desk.ldk").taken():
        pass


def _until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not true():
        assert time.monotonic() < until
        time.sleep(0.005)
