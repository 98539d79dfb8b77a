"""Long files, read in a process of their own: the desk stays quick meanwhile, and a file that breaks it breaks that.

Short ones are read in place, since a process takes a third of a second to begin. Rows come over as plain numbers and
texts of known types, so that nothing which a file says is run here.
"""

import gc
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.stages.charging.interchange.readers import OPENERS
from lifecycle_desk.stages.charging.interchange.reading import Habits
from lifecycle_desk.stages.charging.tables.packing import Chunk, Packed

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

LONG = 4 * 1024 * 1024  # bytes of a file that is read apart: some 40,000 rows of CSV
GARBAGE = 50_000  # objects: rows come and go by thousands, and looking through them all the time takes a tenth
_PACK, _UNPACK = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(list[Packed]).decode


class ReadingBrokeOff(Objection):
    """A process that ended before the file did: it was killed, or there was no memory for it."""

    says = N_("Reading %(file)s broke off. The computer may be short of memory. Nothing was written.")
    file: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A file while it is read: how it was understood, what is to be said of it, its length, its rows, which come once.

    `expected` is in bytes, as `at` of each chunk is.
    """

    file: str
    read_as: dict[str, str]
    notes: tuple[Objection, ...]
    expected: int
    chunks: Iterator[Chunk]


@contextmanager
def read_from(kind: str, path: Path, habits: Habits) -> Iterator[Opened]:
    """A file as its kind, while it is read; a long one by another process, which ends with the block."""
    if path.stat().st_size < LONG:
        source = OPENERS[kind](path, habits)
        yield Opened(source.file, source.read_as, source.notes, source.expected, source.chunks())
        return
    apart = get_context("spawn")  # a copy of this process would hold its locks and its window
    near, far = apart.Pipe(duplex=False)
    process = apart.Process(target=_read, args=(far, kind, path, habits, clock.now()), daemon=True)
    process.start()
    far.close()
    told = _told(near, path.name)
    try:
        rows = (Chunk(_UNPACK(read), left_out, refused, at) for read, left_out, refused, at in told)
        read_as, notes, expected = next(told)
        yield Opened(path.name, read_as, notes, expected, rows)
    finally:
        near.close()
        process.terminate()
        process.join()


def _told(by: "Connection[None, Any]", file: str) -> Iterator[Any]:
    """What another process tells, until it has told everything; raises what it raised."""
    while True:
        try:
            found = by.recv()
        except EOFError:
            raise ReadingBrokeOff(file) from None
        if found is None:
            return
        if isinstance(found, Exception):
            raise found
        yield found


def _read(tell: "Connection[Any, None]", kind: str, path: Path, habits: Habits, now: datetime) -> None:
    """What the other process does; it ends by itself when nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C at a terminal is for whoever listens
    gc.freeze()
    gc.set_threshold(GARBAGE)
    with suppress(BrokenPipeError), clock.standing_at(now):
        try:
            source = OPENERS[kind](path, habits)
            tell.send((source.read_as, source.notes, source.expected))
            for chunk in source.chunks():
                tell.send((_PACK(chunk.read), chunk.left_out, chunk.refused, chunk.at))
            tell.send(None)
        except BrokenPipeError:
            raise
        except Objection as why:
            tell.send(why)
        except Exception as error:  # noqa: BLE001 (it is raised where it can be logged)
            error.add_note(traceback.format_exc())
            tell.send(error)
