"""Turns: who writes next into one file of several programs, in the order in which they came.

SQLite's waiters look again every so often and by chance, so that whoever writes without a pause wins against all
others: of eight programs that saved as fast as they could, some saved twice in twelve seconds. Two locks of the
operating system make a queue of it: the first waiter holds the place behind the writer, and who has just written
has to come behind him. A lock ends with its program, however that ends.

The files beside the store are empty but for a line that says who writes; the store itself is never opened here.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from lifecycle_desk.base import clock
from lifecycle_desk.store.file_format import PATIENCE
from lifecycle_desk.store.refusals import StoreBusy

WRITER, NEXT = ".writer", ".next"  # beside the store: held by who writes, and by who is the next
LOOK_AGAIN = 0.005  # seconds, where the system cannot tell that a lock is free
LENGTH = 96  # bytes; always the same: a file that is cut and grows again costs a twelfth of a save


class Turns:
    """The queue of the programs that write into the store at a path."""

    def __init__(self, store: Path) -> None:
        self._writer, self._next = (store.with_name(store.name + ending) for ending in (WRITER, NEXT))

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Write within the block, after all who came before; raises `StoreBusy` where they do not come to an end."""
        try:
            held = self._take()
        except OSError:  # a folder that is not ours, or a file system without locks: SQLite's own lock decides
            yield
            return
        try:
            yield
        finally:
            os.close(held)

    def _take(self) -> int:
        until = monotonic() + PATIENCE
        place = self._locked(self._next, until)
        try:
            held = self._locked(self._writer, until)
        finally:
            os.close(place)
        with suppress(OSError):  # a full disk cannot say who writes
            self._sign(held)
        return held

    def _locked(self, path: Path, until: float) -> int:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        ours = False
        try:
            ours = _try(handle) or _wait(handle, until)
        finally:
            if not ours:
                os.close(handle)
        if not ours:
            raise StoreBusy(*self._who())
        return handle

    @property
    def is_awaited(self) -> bool:
        """Whether another program waits for its turn."""
        try:
            handle = os.open(self._next, os.O_RDWR)
        except OSError:
            return False
        try:
            return not _try(handle)
        except OSError:
            return False
        finally:
            os.close(handle)

    @staticmethod
    def _sign(held: int) -> None:
        line = json.dumps({"process": os.getpid(), "since": clock.now().isoformat()}).encode()
        os.lseek(held, 0, os.SEEK_SET)
        os.write(held, line.ljust(LENGTH))

    def _who(self) -> tuple[str, datetime]:
        try:
            told = json.loads(self._writer.read_bytes())
            return str(int(told["process"])), datetime.fromisoformat(told["since"])
        except (OSError, ValueError, KeyError, TypeError):
            return "?", clock.now()


if sys.platform == "win32":
    import msvcrt
    from time import sleep

    AT = 1 << 30  # a byte far behind the line, so that the line can be read while it is locked

    def _try(handle: int) -> bool:
        try:
            os.lseek(handle, AT, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _wait(handle: int, until: float) -> bool:
        while monotonic() < until:
            sleep(LOOK_AGAIN)
            if _try(handle):
                return True
        return False

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(handle: int, until: float) -> bool:
        """Wait in the system's own queue, which a thread of its own does, since only that can be given up."""
        got, given_up = Event(), Event()
        duplicate = os.dup(handle)  # the same lock; the waiting thread closes it, so that giving up leaves none held

        def wait() -> None:
            try:
                fcntl.flock(duplicate, fcntl.LOCK_EX)
                got.set()
                if given_up.is_set():
                    fcntl.flock(duplicate, fcntl.LOCK_UN)
            finally:
                os.close(duplicate)

        Thread(target=wait, name="turn", daemon=True).start()
        try:
            if got.wait(max(0.0, until - monotonic())):
                return True
        finally:
            given_up.set()
        return False
