"""The power fails: of what was written and not yet forced to the disk, any part may be lost, torn or reordered."""

import os
import random
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from harness import checked, copied, memory_folder, rounds, shim, state

POINTS = 2_000
COMMANDS = 60
SECTOR = 512
HEAD = struct.Struct("<cHQI")
DROPPED, KEPT = 0.3, 0.4  # below the first all that is pending is lost, below the second it is kept, else it is torn
CHECKED_WHOLE = 50  # every so many points


class Change(NamedTuple):
    """One change that a process made to a file."""

    operation: str
    file: str
    offset: int
    data: bytes


def changes_in(log: Path) -> list[Change]:
    """What the recorder wrote down."""
    content, at, made = log.read_bytes(), 0, []
    while at < len(content):
        operation, path_length, offset, length = HEAD.unpack_from(content, at)
        at += HEAD.size
        name = Path(content[at : at + path_length].decode()).name
        at += path_length
        made.append(Change(operation.decode(), name, offset, content[at : at + length]))
        at += length
    return made


def apply(files: dict[str, bytearray], change: Change) -> None:
    """Let a change reach the disk."""
    content = files.setdefault(change.file, bytearray())
    if change.operation == "W":
        if len(content) < change.offset:
            content.extend(bytes(change.offset - len(content)))
        content[change.offset : change.offset + len(change.data)] = change.data
    elif change.operation == "T":
        del content[change.offset :]
        content.extend(bytes(change.offset - len(content)))
    else:
        del files[change.file]


def torn(change: Change, dice: random.Random) -> list[Change]:
    """Some of the sectors of a write."""
    if change.operation != "W":
        return [change]
    sectors = range(0, len(change.data), SECTOR)
    kept = [each for each in sectors if dice.random() < 0.5]
    return [change._replace(offset=change.offset + each, data=change.data[each : each + SECTOR]) for each in kept]


def after_power_cut(
    before: dict[str, bytes], changes: Sequence[Change], dice: random.Random
) -> tuple[dict[str, bytearray], set[int]]:
    """The files that a power cut leaves, and the events that had been acknowledged before it."""
    files = {name: bytearray(content) for name, content in before.items()}
    pending: dict[str, list[Change]] = {}
    kept = b""
    for change in changes:
        if change.file == "kept":
            kept += change.data
        elif change.operation == "S":
            for each in pending.pop(change.file, []):
                apply(files, each)
        else:
            pending.setdefault(change.file, []).append(change)
    for left in pending.values():
        fate = dice.random()
        if fate < DROPPED:
            continue
        some = left if fate < KEPT else [part for each in left if dice.random() < 0.5 for part in torn(each, dice)]
        if fate >= KEPT:
            dice.shuffle(some)
        for each in some:
            apply(files, each) if each.operation != "U" else files.pop(each.file, None)
    return files, {int(line) for line in kept.split() if line != b"0"}


def recorded(store: Path, folder: Path, verbs: int) -> list[Change]:
    """What a program changes that works in a store and ends without a farewell."""
    log = folder / "log"
    below = os.environ | {
        "LD_PRELOAD": str(shim("recorder", folder)),
        "RECORDER_FOLDER": str(store.parent),
        "RECORDER_LOG": str(log),
    }
    subprocess.run([sys.executable, Path(__file__).with_name("power.py"), store, str(verbs)], env=below, check=True)
    return changes_in(log)


def laid(files: dict[str, bytearray], folder: Path) -> Path:
    """The files of a cut as the next start of the program finds them; shared memory is gone."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        if not name.endswith("-shm"):
            (folder / name).write_bytes(content)
    return folder / "desk.ldk"


def test_a_power_cut_loses_nothing_that_was_acknowledged_and_breaks_nothing(base, tmp_path, reliability):
    points, dice, acknowledged = rounds(POINTS), random.Random(7), 0
    with memory_folder() as folder:
        store = copied(base, folder / "work" / "desk.ldk")
        before = {store.name: store.read_bytes()}
        changes = recorded(store, tmp_path, COMMANDS)
        started = next(n for n, each in enumerate(changes) if each.file == "kept")
        for point in range(points):
            files, told = after_power_cut(before, changes[: dice.randrange(started, len(changes) + 1)], dice)
            left = laid(files, folder / "left")
            found = state(left)
            assert found.sound, (point, found)
            assert told <= found.seals.keys(), (point, told - found.seals.keys())
            acknowledged += len(told)
            if point % CHECKED_WHOLE == 0:
                assert checked(left) == "sound"

    assert acknowledged > points
    reliability(power_cuts=points, acknowledged_before_power_cuts=acknowledged, lost_in_power_cuts=0, corrupt=0)


def test_the_replay_finds_what_is_not_forced_to_the_disk(base, tmp_path):
    """Without the syncs of FULL, acknowledged work is lost: the test above can fail."""
    dice, lost = random.Random(7), 0
    with memory_folder() as folder:
        store = copied(base, folder / "work" / "desk.ldk")
        before = {store.name: store.read_bytes()}
        careless = [each for each in recorded(store, tmp_path, 12) if each.operation != "S"]
        for _ in range(40):
            files, told = after_power_cut(before, careless, dice)
            found = state(laid(files, folder / "left"))
            lost += not found.sound or not told <= found.seals.keys()

    assert lost
