"""Long files, read in a process of their own: the desk stays quick meanwhile, and a file that breaks it breaks that.

Short ones are read in place, since a process takes a third of a second to begin. Rows come over as plain numbers and
texts of known types, so that nothing which a file says is run here.
"""

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from lifecycle_desk.base import clock
from lifecycle_desk.base.collector import collect_seldom
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.commands.bug_log import ELSEWHERE, described
from lifecycle_desk.files.large_tables import LONG
from lifecycle_desk.stages.charging.imports.interchange.readers import OPENERS
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, Source
from lifecycle_desk.stages.charging.sessions.tables.chunks import Chunk, Part
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed
from lifecycle_desk.stages.charging.sessions.usecases.deciding import Cars

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

type Ends = "Connection[Any, Any]"

NICE = 10  # with two cores, the window and whoever records go before the process that reads
ROWS, ASKS, ENDS = "rows", "asks", "ends"
_PACK = msgspec.msgpack.Encoder().encode
_UNPACK = msgspec.msgpack.Decoder(tuple[list[Packed], dict[str, Part]]).decode

# A process that ended before the file did: it was killed, or there was no memory for it.
ReadingBrokeOff = objection(
    "ReadingBrokeOff",
    N_("Reading %(file)s was interrupted. The computer may be low on memory. Nothing was imported."),
    file=str,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file while it is read: what is to be said of it, its length, its rows, which come once.

    `expected` is in bytes, as `at` of each chunk is. `read_as`, how the file was understood, is known once all rows
    have come.
    """

    file: str
    notes: tuple[Objection, ...]
    expected: int
    chunks: Callable[[Cars], Iterator[Chunk]]
    read_as: dict[str, str] = field(default_factory=dict)


@contextmanager
def read_from(kind: str, path: Path, habits: Habits) -> Iterator[Opened]:
    """A file as its kind, while it is read; a long one by another process, which ends with the block."""
    if path.stat().st_size < LONG:
        source = OPENERS[kind](path, habits)
        read_as: dict[str, str] = {}
        yield Opened(source.file, source.notes, source.expected, partial(_chunks_here, source, read_as), read_as)
        return
    apart = get_context("spawn")  # a copy of this process would hold its locks and its window
    near, far = apart.Pipe()
    process = apart.Process(target=_read, args=(far, kind, path, habits, clock.now()), daemon=True)
    process.start()
    far.close()
    try:
        notes, expected = _heard(near, path.name)
        read_as = {}
        yield Opened(path.name, notes, expected, partial(_chunks, near, path.name, read_as), read_as)
    finally:
        near.close()
        process.terminate()
        process.join()


def _chunks_here(source: Source, read_as: dict[str, str], cars: Cars) -> Iterator[Chunk]:
    yield from source.chunks(cars)
    read_as |= source.read_as


def _chunks(other: Ends, file: str, read_as: dict[str, str], cars: Cars) -> Iterator[Chunk]:
    """The rows, as the other process gives them; it asks which names of cars are VINs."""
    other.send(cars.told)
    while True:
        what, rest = _heard(other, file)
        if what == ENDS:
            read_as |= rest
            return
        if what == ASKS:
            other.send(cars.known(rest))
        else:
            yield Chunk(*_UNPACK(other.recv_bytes()), *rest)


def _heard(other: Ends, file: str) -> Any:
    """The next message of the other process; raises its exception."""
    try:
        found = other.recv()
    except (EOFError, ConnectionError):
        raise ReadingBrokeOff(file) from None
    if isinstance(found, Exception):
        raise found
    return found


def _read(other: Ends, kind: str, path: Path, habits: Habits, now: datetime) -> None:
    """The work of the other process; it ends by itself when nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C at a terminal is for whoever listens
    if hasattr(os, "nice"):
        os.nice(NICE)
    gc.freeze()
    collect_seldom()
    with suppress(EOFError, ConnectionError), clock.standing_at(now):
        try:
            source = OPENERS[kind](path, habits)
            other.send((source.notes, source.expected))
            all_of, names, tokens, zone = other.recv()
            for chunk in source.chunks(Cars(all_of, names, tokens, partial(_asked, other), zone)):
                other.send((ROWS, (chunk.left_out, chunk.refused, chunk.at, chunk.same)))
                other.send_bytes(_PACK((chunk.read, chunk.parts)))
            other.send((ENDS, source.read_as))
        except (EOFError, ConnectionError):
            raise
        except Objection as why:
            other.send(why)
        except Exception as error:  # noqa: BLE001 (it is raised where it can be logged)
            error.add_note(f"{ELSEWHERE}{described(error)}")
            other.send(error)


def _asked(other: Ends, names: Sequence[str]) -> Any:
    other.send((ASKS, names))
    return other.recv()
