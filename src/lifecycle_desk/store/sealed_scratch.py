"""A passing file that has no name and is sealed under a key that this process alone has in memory.

Whatever ends the process, nothing is left that anybody could read: the system frees a file without a name, and what lay
on the disk is no more than noise.
"""

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, override

from lifecycle_desk.store.files import AT_ONCE, drop
from lifecycle_desk.store.places import own_place
from lifecycle_desk.trust.sealed_stream import KEY_BYTES, NotOpened, opened, sealed

if TYPE_CHECKING:
    from collections.abc import Buffer

PURPOSE = b"lifecycle-desk/passing"
LEFT_OVER = "moving", "records.jsonl"  # in a person's own data folder: what moves of earlier versions left when killed


class SealedScratch:
    """What is poured in once can be read as often as it is wanted, by one reader at a time."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._secret = file, os.urandom(KEY_BYTES)
        self.size = 0  # bytes of what was poured in

    def pour(self, pieces: Iterable[bytes]) -> Iterator[int]:
        """Write what comes in pieces; tells after each part how many bytes have come."""
        for part in sealed(self._secret, PURPOSE, self._counted(pieces)):
            self._file.write(part)
            yield self.size
        self._file.flush()

    def _counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            yield piece

    def read(self) -> io.BufferedReader:
        """What was poured in, from its beginning; an OSError where the disk gives other bytes back."""
        self._file.seek(0)
        stored = iter(lambda: self._file.read(AT_ONCE), b"")
        return io.BufferedReader(_Opened(opened(self._secret, PURPOSE, stored)), AT_ONCE)


class _Opened(io.RawIOBase):
    """Pieces as a file that is read from its beginning to its end, and knows how far it is."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self._held, self._given = pieces, memoryview(b""), 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: "Buffer", /) -> int:
        try:
            while not self._held and (piece := next(self._pieces, None)) is not None:
                self._held = memoryview(piece)
        except NotOpened as why:
            raise OSError("the passing file was changed") from why
        room = memoryview(buffer)
        taken = min(len(room), len(self._held))
        room[:taken], self._held = self._held[:taken], self._held[taken:]
        self._given += taken
        return taken

    @override
    def tell(self) -> int:
        return self._given


@contextmanager
def sealed_scratch(folder: Path) -> Iterator[SealedScratch]:
    """A passing file on the disk of a folder, for the time of the block."""
    with TemporaryFile(dir=folder, prefix="lifecycle-desk-") as file:
        yield SealedScratch(file)


def clear_left_over() -> None:
    """Overwrite and take away the plain records that a move of an earlier version left behind when it was killed."""
    place = own_place().parent.joinpath(*LEFT_OVER)
    if place.exists():
        drop([place])
        with suppress(OSError):  # it holds something else
            place.parent.rmdir()
