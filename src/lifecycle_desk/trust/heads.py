"""Signed heads: where the chain stood at a moment, signed and kept apart from it, so that a tail cut off is noticed.

A head is one line of JSON. It lies beside the store, among the backups, and wherever somebody keeps a copy: a folder,
a stick, a mail. Nobody can take away what it says without the key, and whoever has the key cannot reach the copy.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lifecycle_desk.trust.signing import Key, holds

FORMAT = "lifecycle-desk/head"
STAMP = "%Y-%m-%dT%H:%M:%SZ"
LONGEST = 64 * 1024  # characters of a line that is looked at
LAST = 16 * 1024  # bytes of a file's end in which its last head stands
MOST = 64 * 2**20  # bytes of a file in which heads are sought


@dataclass(frozen=True, slots=True)
class Head:
    """The number and seal of the last event at a moment; `books` is the seal of the first, by which books are known."""

    books: bytes
    seq: int
    seal: bytes
    at: datetime
    public: bytes
    signature: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """The content that the signature covers."""
        return {
            "format": FORMAT,
            "books": self.books.hex(),
            "seq": self.seq,
            "head": self.seal.hex(),
            "at": self.at.strftime(STAMP),
            "key": self.public.hex(),
        }

    @property
    def holds(self) -> bool:
        """Whether the key that it names signed it; whose key that is is for others to say."""
        return holds(self.public, self.said, self.signature)

    @property
    def line(self) -> str:
        """The head as it is kept and sent: one line of JSON."""
        return json.dumps(self.said | {"signature": self.signature}, sort_keys=True, separators=(",", ":"))


def signed(key: Key, books: bytes, seq: int, seal: bytes, at: datetime) -> Head:
    """A head, signed."""
    bare = Head(books, seq, seal, at, key.public)
    return Head(books, seq, seal, at, key.public, key.sign(bare.said))


def read(line: str) -> Head | None:
    """A head from its line; None where the line is none, or was cut off."""
    if len(line) > LONGEST or FORMAT not in line:
        return None
    try:
        told = json.loads(line[line.index("{") : line.rindex("}") + 1])
        if told["format"] != FORMAT or type(told["seq"]) is not int:
            return None
        at = datetime.strptime(told["at"], STAMP).replace(tzinfo=UTC)
        books, seal, public = (bytes.fromhex(told[name]) for name in ("books", "head", "key"))
        return Head(books, told["seq"], seal, at, public, str(told["signature"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def heads_in(path: Path) -> Iterator[Head]:
    """The heads of a file, whatever else stands in it; none of one that is not there or cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > MOST:
            return
        text = path.read_text("utf-8", "replace")
    except OSError:
        return
    yield from filter(None, map(read, text.splitlines()))


def last_in(path: Path) -> Head | None:
    """The last head of a file, read from its end alone."""
    return last_read(path, read)


def last_read[Kind](path: Path, reads: Callable[[str], Kind | None]) -> Kind | None:
    """What the last line of a file says that can be read, from the file's end alone."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LAST))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return None
    return next(filter(None, map(reads, reversed(lines))), None)


def append_to(path: Path, heads: Iterable[Head], mode: int = 0o600) -> None:
    """Add heads to a file and bring them to the disk; a line that a kill cut off before stays apart from them."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, mode)
    with os.fdopen(handle, "rb+") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        torn = size and file.read(1) != b"\n"
        file.seek(0, os.SEEK_END)
        file.write((b"\n" if torn else b"") + "".join(f"{each.line}\n" for each in heads).encode())
        file.flush()
        os.fsync(file.fileno())
