"""Knowing a file's kind by what its beginning shows: the columns that it names, or words that only one kind has."""

import codecs
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.files.large_tables import open_roll

BEGINNING = 64 * 1024
OURS, WORDED = 500, 1000  # how sure a header of nothing but our own columns is, and words of one kind alone


def by_columns(
    known: Collection[str], needed: Collection[str] = (), *, ours: bool = False, without: Collection[str] = ()
) -> Callable[[Path, str], int]:
    """Know tables that name all that is needed, by how many known columns they name.

    A file of `ours` names nothing else; one that names a column of `without` is another kind. Names in small letters.
    """

    def knows(path: Path, market: str) -> int:
        header = set(header_of(path, known, market))
        if not header or not header.issuperset(needed) or header & set(without):
            return 0
        if ours:
            return OURS + len(header) if header <= set(known) else 0
        return len(header & set(known))

    return knows


def by_words(*words: bytes) -> Callable[[Path, str], int]:
    """Know files whose beginning has one of some words."""

    def knows(path: Path, _market: str) -> int:
        with path.open("rb") as file:
            begun = file.read(BEGINNING)
        return WORDED if any(word in begun for word in words) else 0

    return knows


def header_of(path: Path, known: Collection[str], market: str) -> tuple[str, ...]:
    """The names of a table's columns in small letters; none where a file is no table."""
    try:
        with beginning(path) as begun:
            return tuple(each.casefold() for each in open_roll(begun, known, market).header)
    except Objection:
        return ()


@contextmanager
def beginning(path: Path) -> Iterator[Path]:
    """A file that holds the first whole lines of another one; a short one is given itself."""
    if path.stat().st_size <= BEGINNING:
        yield path
        return
    with path.open("rb") as file:
        content = file.read(BEGINNING)
    with TemporaryDirectory() as folder:
        begun = Path(folder, path.name)
        begun.write_bytes(_whole_lines(content))
        yield begun


def _whole_lines(content: bytes) -> bytes:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = codecs.getincrementaldecoder("utf-16")("surrogatepass").decode(content)
        return (text.rpartition("\n")[0] + "\n").encode("utf-16", "surrogatepass")  # what is broken is said on opening
    return content.rpartition(b"\n")[0] + b"\n"
