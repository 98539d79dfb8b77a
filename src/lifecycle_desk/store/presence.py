"""Presence: which programs have a store open, so that nobody moves it away below another program's hands.

A program that opens a store holds a shared lock on a file beside it until it closes the store; a restore holds it
alone. Without it a program that was open kept writing into the file that a restore had renamed, and its saves were
gone. The system gives the lock back when a process ends in any way. Windows refuses to rename an open file by itself.

Whoever leaves holds the lock alone as well, from its last look around until the file is gone: a moment, though on a
busy computer nobody knows how long. So a restore says in the file that it is one; who finds the lock held otherwise
waits.
"""

import os
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from lifecycle_desk.base.objections import N_, objection

ENDING = ".open"
RESTORES = b"restore"  # what stands in the file while it is held by one
TRIES, GAP = 20, 0.005  # of looking whether others are still there; seconds
LEAVING = 10  # seconds for one who leaves: after them something holds the lock that is no program of ours

StoreBeingRestored = objection(
    "StoreBeingRestored", N_("A backup is being restored to %(where)s. Try again shortly."), where=str
)
# The store is open in another program or window, which would go on writing into the old file.
StoreInUse = objection(
    "StoreInUse", N_("%(where)s is open in another window or program. Close it everywhere, then restore."), where=str
)


class Presence:
    """A lock beside a store, held until it is let go."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self._path, self._handle, self._process = path, handle, os.getpid()

    def let_go(self, *_: object) -> None:
        """Give the lock back, and leave no file behind where nobody else has the store open."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        import fcntl

        if os.getpid() == self._process:  # a forked child has the parent's own lock in its hand
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while somebody else is there
                self._path.unlink(missing_ok=True)
        os.close(handle)


def present(store: Path) -> Presence:
    """Be there with others; refuses while a backup is put back. On a medium that takes no file nobody is locked."""
    found = _locked(store, alone=False)
    if found is None:
        raise StoreBeingRestored(str(store))
    return found


def alone(store: Path) -> Presence:
    """Be there alone; refuses while anybody has the store open."""
    found = _locked(store, alone=True)
    if found is None:
        raise StoreInUse(str(store))
    return found


def _locked(store: Path, *, alone: bool) -> Presence | None:
    """The lock, or None where others hold theirs. A file that somebody just took away is no lock: once more."""
    path = store.absolute().with_name(store.name + ENDING)
    if os.name != "posix":
        return Presence(path, None)
    tries, until = TRIES, monotonic() + LEAVING
    while tries and monotonic() < until:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return Presence(path, None)
        if _holds(handle, path, alone=alone):
            _say(handle, RESTORES if alone else b"")
            return Presence(path, handle)
        tries -= alone or os.pread(handle, len(RESTORES), 0) == RESTORES
        os.close(handle)
        sleep(GAP)
    return None


def _holds(handle: int, path: Path, *, alone: bool) -> bool:
    """Take the lock, and see whether the file is still the one that others would lock."""
    import fcntl

    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _say(handle: int, what: bytes) -> None:
    """Let the file say this alone: a restore that was killed has left its word."""
    with suppress(OSError):  # a full disk
        if os.fstat(handle).st_size != len(what):
            os.ftruncate(handle, 0)
            os.write(handle, what)
