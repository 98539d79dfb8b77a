"""Where the files of a run of the tests lie: in memory where there is room, as each write of ours waits for the disk.

The program's settings stay as they are and each fsync is called; only what answers is quick. What is written about
kills, broken disks and crowds of writers lies on the disk all the same (`tests/faults/conftest.py`).
"""

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (what we put there is named by the number of this process)
ROOM = 2 << 30  # bytes that must be free; a whole run holds a third of it at a time
NAME = "lifecycle-desk-run-"
EXAMPLES, GUARD = "examples", "key-guard"  # what all workers of a run share
TOLD = "PYTEST_DEBUG_TEMPROOT"  # pytest's own setting for where its folders lie


def choose() -> None:
    """Let the run's files lie in memory, unless somebody said where; takes away what earlier runs left there."""
    if TOLD in os.environ or sys.platform != "linux" or not _has_room():
        return
    for left in MEMORY.glob(NAME + "*"):
        if not Path("/proc", left.name.removeprefix(NAME)).exists():
            shutil.rmtree(left, ignore_errors=True)
    ours = MEMORY / f"{NAME}{os.getpid()}"
    ours.mkdir(mode=0o755, exist_ok=True)  # a server of ours is another user
    os.environ[TOLD] = str(ours)  # the workers of this run inherit it


def tidy() -> None:
    """Leave nothing of a run that passed; what belongs to a test that failed stays until the next run."""
    ours = MEMORY / f"{NAME}{os.getpid()}"
    shutil.rmtree(ours / EXAMPLES, ignore_errors=True)
    (ours / GUARD).unlink(missing_ok=True)
    with suppress(OSError):
        for each in ours.iterdir():
            each.rmdir()
        ours.rmdir()


def _has_room() -> bool:
    return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM


def run_folder() -> Path | None:
    """The folder of this run in memory, if it has one."""
    told = Path(os.environ.get(TOLD, ""))
    return told if told.parent == MEMORY and told.name.startswith(NAME) else None
