"""The program is killed while it takes charging records in: a file counts whole or not at all, and none of it twice."""

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from charging_files import CARS, Held, held, mapped, written
from harness import checked, copied, ended, in_child, killed, opened, rounds, state, user_at
from sqlcipher3 import dbapi2

from lifecycle_desk.base import clock
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.stages.charging.health import tables as figures
from lifecycle_desk.stages.charging.health.usecases import health
from lifecycle_desk.stages.charging.imports.interchange import reader_process
from lifecycle_desk.stages.charging.imports.interchange.taking_in import recorded
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables import chunks as chunking
from lifecycle_desk.stages.charging.sessions.usecases import recording
from lifecycle_desk.stages.charging.sessions.usecases.changing import BatchUndone, UndoBatch, undo_batch

KILLS = 20  # of imports; 400 with LIFECYCLE_DESK_FAULTS=20
OTHER_KILLS = 3  # while a batch is undone, and as many while health is counted
ON_ONE_FILE = 5  # kills, before it is taken in to its end

NOW = timedelta(seconds=-1)  # nobody else pours here: what was cut off may be swept at once
# Where a child is killed: behind the beginning of one of these, by so many seconds at most.
WITHIN = {"reading": 0.2, "pouring": 0.08, "deciding": 0.015, "telling": 0.01, "sweeping": 0.05}
MOMENTS = ("pouring", "sweeping", "telling", "reading", "deciding", "pouring", "telling")
# Rows poured, lives told, rows swept in one transaction; bytes from which a file is read by a process of its own.
WAYS = [(2_000, 100, 5_000, reader_process.LONG), (250, 1, 700, reader_process.LONG), (2_000, 100, 5_000, 0)]
KINDS = ("teslamate", "ocpi-cdr")
HELD = """
    SELECT s.vin, count(*), sum(s.meter_wh), sum(s.cost) FROM charging_session s JOIN charging_batch b
    ON b.number = s.batch AND b.state = 'counted' WHERE NOT EXISTS (SELECT 1 FROM charging_gone g
    JOIN charging_batch h ON h.number = g.batch WHERE g.session = s.number AND h.state = 'counted') GROUP BY s.vin
"""
KEYS = "SELECT count(*), count(DISTINCT vin || key) FROM charging_session WHERE batch = ? AND vin IS NOT NULL"


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[tuple[str, bool], Path]:
    folder = tmp_path_factory.mktemp("files")
    return {(kind, second): written(kind, folder, second) for kind in KINDS for second in (False, True)}


@pytest.fixture(scope="module")
def cars(tmp_path_factory) -> Path:
    return mapped(tmp_path_factory.mktemp("cars"))


def asked(store: Path, query: str, *given: object) -> list[tuple]:
    with closing(dbapi2.connect(str(store))) as raw:
        return raw.execute(query, given).fetchall()


def held_in(store: Path) -> dict[str | None, Held]:
    """What counts in a store, asked of the database alone."""
    return {row[0]: Held(*row[1:]) for row in asked(store, HELD)}


def signalled(speak: int) -> None:
    """Let what an import goes through tell where it is."""

    def telling(module: object, name: str, moment: str) -> None:
        does = getattr(module, name)

        def told(*given: object) -> object:
            os.write(speak, moment[:1].encode())
            return does(*given)

        setattr(module, name, told)

    telling(batch_rows, "dead", "reading")
    telling(recording, "pour_sessions", "pouring")
    telling(batch_rows, "tell_later", "deciding")
    telling(recording, "tell_some", "telling")
    telling(batch_rows, "sweep", "sweeping")


def taken_in(store: Path, kind: str, file: Path, cars: Path) -> None:
    with opened(store) as user:
        drained(recorded(user, kind, file, Choices(map=cars)))


def killed_at(moment: str, does: Callable[[], None], nth: int, after: float) -> bool:
    """Whether a child was killed behind the nth beginning of something; it may end before that."""
    listen, speak = os.pipe()

    def child() -> None:
        signalled(speak)
        does()

    working = in_child(child)
    os.close(speak)
    seen = 0
    with os.fdopen(listen, "rb", buffering=0) as told:
        while seen < nth and (sign := told.read(1)):
            seen += sign == moment[:1].encode()
        if seen == nth:
            time.sleep(after)
        killed(working) if seen == nth else ended(working)
    return seen == nth


def set_up(way: tuple[int, int, int, int], moment: str) -> None:
    """How much goes into a transaction, in a child."""
    chunking.AT_ONCE, recording.TOLD_AT_ONCE, recording.SWEPT_AT_ONCE, reader_process.LONG = way
    if moment == "sweeping":
        recording.PATIENCE = NOW


def test_an_import_that_is_killed_counts_whole_or_not_at_all_and_none_of_it_twice(
    base, tmp_path, files, cars, reliability
):
    kills, dice, moments = rounds(KILLS), random.Random(11), Counter[str]()
    done = number = whole = 0
    while done < kills:
        kind, way = KINDS[number % 2], WAYS[number // 2 % 3]
        store = copied(base, tmp_path / f"{number}.ldk")
        number += 1
        before: dict[str | None, Held] = {}
        for second in (False, True):
            file = files[kind, second]
            for moment in among(dice):
                if done == kills:
                    break

                def works(store=store, kind=kind, way=way, moment=moment, file=file) -> None:
                    set_up(way, moment)
                    taken_in(store, kind, file, cars)

                nth = dice.randint(1, 3 if way[0] > 1_000 else 24) if moment == "pouring" else 1
                if killed_at(moment, works, nth, dice.uniform(0, WITHIN[moment])):
                    done += 1
                    moments[moment] += 1
                assert checked(store) == "sound", (number, moment)
                assert held_in(store) in (before, held(second)), (number, moment)
            taken_in(store, kind, file, cars)
            before = held(second)
            is_whole(store, before)
            whole += 1

    assert len(moments) > len(WITHIN) / 2
    reliability(
        kills_while_importing=done,
        **{f"kills_while_importing_{name}": count for name, count in moments.items()},
        imports_brought_to_their_end=whole,
        sessions_lost_or_doubled=0,
    )


def among(dice: random.Random) -> Iterator[str]:
    """The moments of one file's kills: what is swept or told must have been poured before."""
    begin = dice.randrange(len(MOMENTS))
    yield from (MOMENTS[(begin + at) % len(MOMENTS)] for at in range(ON_ONE_FILE))


def is_whole(store: Path, expected: dict[str | None, Held]) -> None:
    """Every session of the file once, each life told once of each batch, and nothing left of what was cut off."""
    with opened(store) as user, pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording, "PATIENCE", NOW)
        recording.finish(user)
    assert state(store).sound
    assert checked(store) == "sound"
    assert held_in(store) == expected
    assert asked(store, "SELECT count(*) FROM charging_batch WHERE state <> 'counted'") == [(0,)]
    assert asked(store, "SELECT count(*) FROM charging_untold") == [(0,)]
    counted = [row[0] for row in asked(store, "SELECT number FROM charging_batch ORDER BY number")]
    assert counted == asked_batches(store)
    for batch in counted:
        rows, keys = asked(store, KEYS, batch)[0]
        assert rows == keys
    for of in CARS.values():
        told = asked(store, "SELECT count(*) FROM event WHERE vin = ? AND kind = 'charging.recorded'", of)
        assert told == [(len(counted),)], (of, told, counted)


def asked_batches(store: Path) -> list[int]:
    """The batches that rows stand in: none is left of one that was swept."""
    return [row[0] for row in asked(store, "SELECT DISTINCT batch FROM charging_session ORDER BY batch")]


@pytest.fixture(scope="module")
def full(base, tmp_path_factory, files, cars) -> Path:
    """A store with both files in it."""
    store = copied(base, tmp_path_factory.mktemp("full") / "full.ldk")
    for second in (False, True):
        taken_in(store, "teslamate", files["teslamate", second], cars)
    return store


def timed(does: Callable[[UserSession], object], store: Path) -> float:
    with opened(store) as user:
        began = time.monotonic()
        does(user)
        return time.monotonic() - began


def killed_within(store: Path, does: Callable[[UserSession], object], after: float) -> None:
    """Kill a child some time after it began to do something at a seat."""
    listen, speak = os.pipe()

    def child() -> None:
        user = user_at(store)
        os.write(speak, b".")
        does(user)

    working = in_child(child)
    os.close(speak)
    with os.fdopen(listen, "rb", buffering=0) as told:
        told.read(1)
        time.sleep(after)
        killed(working)


def test_an_import_whose_undoing_is_killed_counts_whole_or_not_at_all_and_is_gone_on_with(full, tmp_path, reliability):
    kills, dice, again, gone_on = rounds(OTHER_KILLS), random.Random(12), 0, 0

    def undo(user: UserSession) -> None:
        undo_batch(user, UndoBatch(2))

    usual = timed(undo, copied(full, tmp_path / "usual.ldk"))
    for kill in range(kills):
        store = copied(full, tmp_path / "desk.ldk")
        killed_within(store, undo, dice.uniform(0, 3 * usual))
        assert checked(store) == "sound"
        if held_in(store) == held(second=True):
            again += 1
            timed(undo, store)
        assert held_in(store) == held(second=False), kill
        with opened(store) as user:
            gone_on += went_on(user, undo)
        assert checked(store) == "sound"
        with opened(store) as user, pytest.raises(BatchUndone):
            undo(user)

    reliability(kills_while_undoing=kills, undone_again=again, gone_on_with=gone_on)


def went_on(user: UserSession, undo: Callable[[UserSession], object]) -> bool:
    """Whether lives were left to be corrected, which undoing again then corrects."""
    with user.store.reading() as tx:
        left = batch_rows.owed(tx, 2)
    if left:
        undo(user)
    return left > 0


def test_health_that_is_killed_while_it_is_counted_is_counted_to_its_end_afterwards(full, tmp_path, reliability):
    kills, dice = rounds(OTHER_KILLS), random.Random(13)

    def count(user: UserSession) -> int:
        return drained(health.count_health(user))

    def count_singly(user: UserSession) -> None:
        health.AT_ONCE = 1
        count(user)

    whole = copied(full, tmp_path / "usual.ldk")
    usual = timed(count, whole)
    expected, left = stored_health(whole), Counter[int]()
    assert len(expected) == len(CARS)
    for _ in range(kills):
        store = copied(full, tmp_path / "desk.ldk")
        killed_within(store, count_singly, dice.uniform(0, 1.2 * usual))
        assert checked(store) == "sound"
        with opened(store) as user:
            left[count(user)] += 1
            assert count(user) == 0
        assert stored_health(store) == expected
        assert checked(store) == "sound"

    assert left.keys() <= {0, 1, 2}
    reliability(kills_while_counting_health=kills, health_half_counted=0)


def stored_health(store: Path) -> list[figures.StoredHealth]:
    with opened(store) as user, user.store.reading() as tx:
        assert not figures.how_many_due(tx, clock.now().date() - health.FRESH)
        return [found for of in CARS.values() if (found := figures.health(tx, of))]
