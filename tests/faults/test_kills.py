"""The program is killed in the middle of its work: what it had acknowledged is there, and nothing is half there."""

import os
import random
import signal
import time
from itertools import count
from pathlib import Path

from click.testing import CliRunner
from harness import checked, copied, ended, in_child, killed, opened, rounds, state, user_at, work

from lifecycle_desk.cli import main
from lifecycle_desk.cli.context import Windows
from lifecycle_desk.dealership.tables import dealer, keys
from lifecycle_desk.store.refusals import StoreMissing

KILLS = 300
ON_ONE_STORE = 50  # kills, before a fresh store keeps the checks short
CHECKED_WHOLE = 10  # every so many kills


def test_a_kill_loses_nothing_that_was_acknowledged_and_leaves_nothing_half(base, tmp_path, reliability):
    kills, acknowledged, dice = rounds(KILLS), 0, random.Random(7)
    numbers = count(1_000)
    for kill in range(kills):
        store = tmp_path / f"{kill // ON_ONE_STORE}.ldk"
        if kill % ON_ONE_STORE == 0:
            copied(base, store)
        told = killed_at_work(store, numbers, dice.uniform(0, 0.02))
        acknowledged += len(told)
        found = state(store)
        assert found.sound, (kill, found)
        assert told <= found.seals.keys(), (kill, told - found.seals.keys())
        if kill % CHECKED_WHOLE == 0:
            assert checked(store) == "sound"

    assert acknowledged >= kills
    reliability(kills=kills, acknowledged_before_kills=acknowledged, lost=0, half=0)


def killed_at_work(store: Path, numbers: count, after: float) -> set[int]:
    """The events that a child acknowledged before it was killed, some time after its first one."""
    listen, speak = os.pipe()
    first = next(numbers) * 100

    def child() -> None:
        user = user_at(store)
        for number in count(first):
            for seq in work(user, number):
                os.write(speak, f"{seq}\n".encode())

    working = in_child(child)
    os.close(speak)
    with os.fdopen(listen, "rb") as lines:
        told = {int(lines.readline())}
        time.sleep(after)
        killed(working)
        told |= {int(line) for line in lines if line.endswith(b"\n")}
    return told


def test_a_kill_while_a_store_is_made_leaves_a_whole_one_or_a_place_for_one(tmp_path, reliability):
    began = time.monotonic()
    assert ended(in_child(lambda: init(tmp_path / "whole.ldk"))) == 0
    usual = time.monotonic() - began
    dice, anew = random.Random(7), 0
    kills = rounds(60)
    for kill in range(kills):
        store = tmp_path / f"{kill}.ldk"
        child = in_child(lambda place=store: init(place))
        time.sleep((kill + dice.random()) / kills * 3 * usual)  # from at once to when it is surely made, however few
        killed(child)
        if not has_dealer(store):
            anew += 1
            assert init(store) == 0, kill
        assert has_dealer(store)
        assert checked(store) == "sound"

    assert 0 < anew < kills
    reliability(kills_while_founding=kills, founded_anew=anew)


def init(place: Path) -> int:
    """Make a store by the command line; gives the exit code."""
    asked = ["--store", str(place), "init", "--name", "A", "--market", "TH", "--language", "en"]
    windows = Windows(lambda *_given: 0, lambda *_given, **_more: [])
    return CliRunner().invoke(main, asked, obj=windows).exit_code


def has_dealer(store: Path) -> bool:
    """Whether there are books with a first page."""
    try:
        with opened(store) as user, user.store.reading() as look:
            return bool(keys(look)) and bool(dealer(look).name)
    except StoreMissing:
        return False


def test_a_signal_to_end_leaves_the_store_whole(base, tmp_path):
    store = copied(base, tmp_path / "desk.ldk")
    listen, speak = os.pipe()

    def child() -> None:
        user = user_at(store)
        for number in count(1):
            for seq in work(user, 500 + number):
                os.write(speak, f"{seq}\n".encode())

    working = in_child(child)
    os.close(speak)
    with os.fdopen(listen, "rb") as lines:
        told = {int(lines.readline()) for _ in range(5)}
        os.kill(working, signal.SIGTERM)
        os.waitpid(working, 0)
        told |= {int(line) for line in lines if line.endswith(b"\n")}

    assert state(store).sound
    assert told <= state(store).seals.keys()
    with opened(store) as user:
        assert list(work(user, 999_999))
