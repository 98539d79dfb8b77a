"""The last save: number and seal of the last event committed, written beside a store after each commit.

SQLite keeps recent saves in a journal of its own until it is brought into the file. A journal that is cut, or taken
away while a program was killed, is no fault to SQLite: it opens the file as it was before. This record then tells that
there was more. It is written without waiting for the disk, so it may lag behind the store, which means nothing; it is
never ahead of a commit. It belongs to one store at one place: a copy that lies elsewhere, and other books at the same
place, are not compared with it.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from lifecycle_desk.store.files import PRIVATE

ENDING, LOST_ENDING = ".last", ".lost"  # beside a store; what was found missing stays in the second
LENGTH = 384  # bytes; always the same, so that one write puts a line in the place of another


@dataclass(frozen=True, slots=True)
class LastSaved:
    """The last event that was committed to some books, known by the seal of their first: number, seal, moment."""

    books: bytes
    seq: int
    seal: bytes
    at: datetime


def keep(store: Path, place: str, saved: LastSaved) -> None:
    """Write what was saved last beside a store; where that cannot be done nothing is known, and nothing is told."""
    told = {
        "place": place,
        "books": saved.books.hex(),
        "seq": saved.seq,
        "seal": saved.seal.hex(),
        "at": saved.at.isoformat(),
    }
    line = json.dumps(told).encode().ljust(LENGTH - 1) + b"\n"
    with suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(f"{store}{ENDING}", flags, PRIVATE)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)


def save_lost(store: Path) -> None:
    """Keep what is missing from a store before the next save is written over it; what went first tells most."""
    lost = _beside(store, LOST_ENDING)
    with suppress(OSError):
        if not lost.exists():
            _beside(store, ENDING).replace(lost)


def forget(store: Path) -> None:
    """Know nothing more of a place: other books come to lie there."""
    for ending in (ENDING, LOST_ENDING):
        _beside(store, ending).unlink(missing_ok=True)


def last_saved(store: Path | None) -> LastSaved | None:
    """The last save at a place, if it is known. Ask before the store: a save may come in between."""
    return _read(store, ENDING)


def last_lost(store: Path | None) -> LastSaved | None:
    """The save that was later found missing."""
    return _read(store, LOST_ENDING)


def _read(store: Path | None, ending: str) -> LastSaved | None:
    if store is None:
        return None
    try:
        told = json.loads(_beside(store, ending).read_bytes()[: LENGTH * 2])
        if told["place"] != place_of(store):
            return None
        books, seal = bytes.fromhex(told["books"]), bytes.fromhex(told["seal"])
        return LastSaved(books, int(told["seq"]), seal, datetime.fromisoformat(told["at"]))
    except (OSError, ValueError, KeyError, TypeError):  # none, or one that power took while it was written
        return None


def _beside(store: Path, ending: str) -> Path:
    return store.with_name(store.name + ending)


def place_of(store: Path) -> str:
    """A mark of the place where a store lies, however it is named; the path itself would tell whose computer it is."""
    return sha256(os.fsencode(os.path.realpath(store))).hexdigest()[:32]
