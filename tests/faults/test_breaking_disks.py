"""The disk breaks or is full at any access: a clear word, nothing acknowledged is lost, and work goes on afterwards."""

import errno
import json
import os
import random
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from harness import SAID, checked, copied, ended, in_child, memory_folder, opened, rounds, shim, state, user_at, work

FAULTS = 600
CHECKED_WHOLE = 25
ROOM = 400 * 1024  # what is left on the full disk
SMALL_DISK = "6m"


def test_whichever_access_fails_nothing_acknowledged_is_lost(base, tmp_path, reliability):
    runs = rounds(FAULTS)
    with memory_folder() as folder:
        below = os.environ | {"LD_PRELOAD": str(shim("failer", tmp_path)), "FAILER_FOLDER": str(folder)}
        below["PYTHONPATH"] = os.pathsep.join(filter(None, [str(Path(__file__).parents[1]), below.get("PYTHONPATH")]))
        script = Path(__file__).with_name("breaking.py")
        done = subprocess.run(
            [sys.executable, script, base, folder, str(runs)], env=below, capture_output=True, text=True, check=False
        )
        told = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 0, done.stderr[-2_000:]
        for run, each in enumerate(told):
            store = Path(each["store"])
            assert each["code"] == 0, (each, done.stderr[-2_000:])
            found = state(store)
            assert found.sound, (each, found)
            assert set(each["kept"]) <= found.seals.keys(), each
            if run % CHECKED_WHOLE == 0:
                assert checked(store) == "sound"
                with opened(store) as user:
                    assert list(work(user, 900))

    hit = sum(each["hit"] for each in told)
    told_of = sum(bool(each["said"]) for each in told)
    assert len(told) == runs
    assert told_of > hit / 2
    reliability(disk_faults=runs, disk_faults_hit=hit, disk_faults_told=told_of, lost_in_disk_faults=0)


def fill_up(store: Path, speak: int, make_room: object) -> None:
    """Work until the disk is full, look, make room, and work on at the same seat."""
    user = user_at(store)
    kept: list[int] = []
    number = 100
    try:
        while number < 5_000:
            kept.extend(work(user, number))  # what came before a fault stays in the list
            number += 1
    except SAID as fault:
        said = str(fault.facts.get("why"))
    with user.store.reading() as look:
        assert look.connection.exec_driver_sql("SELECT count(*) FROM event").scalar_one() >= len(kept)
    assert callable(make_room)
    make_room()
    kept += work(user, 6_000)
    os.write(speak, json.dumps({"said": said, "kept": kept}).encode())


def on_a_full_disk(store: Path, make_room: object, before: object = None) -> None:
    """Fill the disk in a child, and look at what it kept."""
    listen, speak = os.pipe()

    def child() -> None:
        if callable(before):
            before()
        fill_up(store, speak, make_room)

    working = in_child(child)
    os.close(speak)
    with os.fdopen(listen, "rb") as answer:
        content = answer.read()
    assert ended(working) == 0
    told = json.loads(content)
    assert "full" in told["said"] or "I/O" in told["said"]
    assert len(told["kept"]) > 3
    assert set(told["kept"]) <= state(store).seals.keys()
    assert checked(store) == "sound"


def test_a_file_that_may_not_grow_is_told_and_work_goes_on_once_it_may(base, tmp_path, reliability):
    store = copied(base, tmp_path / "desk.ldk")
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))

    on_a_full_disk(store, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard)), before=limit)
    reliability(full_disks_recovered_from=1)


def test_a_full_disk_is_told_and_work_goes_on_once_there_is_room(base, tmp_path):
    """On a disk of our own, which only the system's administrator may make."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "none", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk; the limit of a file's size is tried in any case")
    try:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(4 * 1024 * 1024))
        on_a_full_disk(copied(base, disk / "desk.ldk"), ballast.unlink)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_document_or_report_on_a_full_disk_leaves_the_old_file(tmp_path):
    from lifecycle_desk.store.files import write_whole

    target = tmp_path / "report.pdf"
    write_whole(target, b"old" * 1_000)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]

    def child() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
        with pytest.raises(OSError, match="File too large") as error:
            write_whole(target, bytes(2 * ROOM))
        assert error.value.errno == errno.EFBIG

    assert ended(in_child(child)) == 0
    assert target.read_bytes() == b"old" * 1_000
    assert list(tmp_path.iterdir()) == [target]


def test_a_kill_while_a_file_is_written_leaves_the_old_or_the_new_one(tmp_path, reliability):
    from lifecycle_desk.store.files import write_whole

    target, dice = tmp_path / "report.pdf", random.Random(7)
    contents = [bytes([n]) * 300_000 for n in range(1, 5)]
    write_whole(target, contents[0])
    kills = rounds(60)
    for _ in range(kills):

        def child() -> None:
            while True:
                for content in contents:
                    write_whole(target, content)

        writing = in_child(child)
        signal.sigtimedwait([], dice.uniform(0, 0.01))
        os.kill(writing, signal.SIGKILL)
        os.waitpid(writing, 0)
        assert target.read_bytes() in contents
    reliability(kills_while_writing=kills, half_files=0)
