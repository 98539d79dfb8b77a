"""A batch as a file: its signed head in one line of JSON, then a line for each record, campaign and car, packed.

The head comes first and signs the hash of the lines, so these are written aside before it; what is packed may be
joined without unpacking it (RFC 1952, 2.2). A reader goes over the lines twice, once to see that they are those that
were signed and once to read them, and holds one at a time.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from gzip import BadGzipFile, GzipFile, compress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, cast
from zlib import error as ZlibError  # noqa: N812 (a class, however it is called)

import msgspec

from lifecycle_desk.base.typed import UnreadableError
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.region.rules.batch import (
    FORMAT,
    VERSION,
    BatchHead,
    BatchLine,
    Brought,
    CampaignLine,
    CarLine,
    RecordLine,
    UnknownLine,
    read_head,
    read_record,
)
from lifecycle_desk.region.rules.refusals import BatchAltered, BatchNewer, NotABatch
from lifecycle_desk.region.usecases.giving import Part, part_of, ready_to_sign
from lifecycle_desk.store.store import Transaction

LONGEST_HEAD = 256 * 1024  # bytes
LONGEST_LINE = 16 * 2**20  # bytes; an order of a thousand lines takes 0.2 MB
CHUNK = 256 * 1024  # bytes that are handed on at once
_KINDS: dict[type, str] = {RecordLine: "record", CampaignLine: "campaign", CarLine: "car"}
_READ: dict[str, type[Any]] = {name: kind for kind, name in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Written:
    """A batch that was written: its head, and its bytes."""

    head: BatchHead
    chunks: Iterator[bytes]


@contextmanager
def batch(user: UserSession, since: int, most: int) -> Iterator[Written]:
    """The next batch since a record, at most so many records; its bytes are there within the block."""
    ready_to_sign(user)
    with TemporaryFile() as aside:
        with user.store.reading() as tx:
            part = part_of(tx, since, most)
            head = _poured(tx, part, aside)
        aside.seek(0)
        yield Written(head, _chunks(head, aside))


def _chunks(head: BatchHead, aside: IO[bytes]) -> Iterator[bytes]:
    yield compress(_line(head.said | {"signature": head.signature}), mtime=0)
    while chunk := aside.read(CHUNK):
        yield chunk


def _poured(tx: Transaction, part: Part, aside: IO[bytes]) -> BatchHead:
    """Write the lines of a part and give its head, which counts and signs them."""
    digest, records, cars = sha256(), 0, 0
    with GzipFile(fileobj=aside, mode="wb", mtime=0) as packed:
        for each in part.lines(tx):
            line = _line({_KINDS[type(each)]: _plain(each)})
            digest.update(line)
            packed.write(line)
            records, cars = records + isinstance(each, RecordLine), cars + isinstance(each, CarLine)
    return replace(part.head, lines=records, cars=cars, sha256=digest.hexdigest()).signed(part.key)


def _plain(line: BatchLine) -> dict[str, Any]:
    """A line by its names, without what says nothing."""
    told: dict[str, Any] = msgspec.to_builtins(line)
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}


def _line(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def opened(file: Path) -> Brought:
    """A batch from its file; refuses one whose lines are others, or fewer, than its head says."""
    head = head_of(file)
    digest, records, cars = sha256(), 0, 0
    for line in _raw_lines(file, head.name):
        digest.update(line)
        records, cars = records + line.startswith(b'{"record"'), cars + line.startswith(b'{"car"')
    if (digest.hexdigest(), records, cars) != (head.sha256, head.lines, head.cars):
        raise BatchAltered(head.name)
    return Brought(head, lambda: _lines(file, head.name))


def head_of(file: Path) -> BatchHead:
    """The head of a batch's file, whoever signed it."""
    try:
        with _unpacked(file) as packed:
            told = json.loads(packed.readline(LONGEST_HEAD))
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise NotABatch(file.name, "another format")
        if type(told.get("version")) is int and told["version"] > VERSION:
            raise BatchNewer(told["version"])
        return read_head(told)
    except (OSError, EOFError, ZlibError, ValueError, RecursionError, UnreadableError) as fault:
        raise NotABatch(file.name, str(fault)) from None


@contextmanager
def _unpacked(file: Path) -> Iterator[GzipFile]:
    with file.open("rb") as raw, GzipFile(fileobj=raw) as packed:
        yield packed


def _raw_lines(file: Path, name: str) -> Iterator[bytes]:
    try:
        with _unpacked(file) as packed:
            packed.readline(LONGEST_HEAD)
            while line := packed.readline(LONGEST_LINE):
                yield line
    except (BadGzipFile, EOFError, ZlibError):
        raise BatchAltered(name) from None


def _read(kind: str, told: Any) -> BatchLine:
    """A line as its kind has it; one of a newer version is handed on as it came."""
    if kind == "record":
        return read_record(told)
    if kind not in _READ:
        return UnknownLine(kind, _line({kind: told}).decode())
    return cast("BatchLine", msgspec.convert(told, _READ[kind]))


def _lines(file: Path, name: str) -> Iterator[BatchLine]:
    for raw in _raw_lines(file, name):
        try:
            ((kind, told),) = msgspec.json.decode(raw).items()
            yield _read(kind, told)
        # Signed, and yet no line of ours.
        except (msgspec.MsgspecError, UnreadableError, ValueError, TypeError, AttributeError, RecursionError):
            raise BatchAltered(name) from None
