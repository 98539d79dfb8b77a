"""Rolls: CSV files of other systems, of any size, read from the disk row by row; as strict as sheets, which are ours.

A roll may have columns that nobody here knows, remarks (# …), Excel's first line sep=; and line breaks in free text.
"""

import codecs
import csv
import io
import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TextIO

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.files.spreadsheets import (
    CHINESE,
    CODE_PAGES,
    DELIMITERS,
    HANZI,
    HIGH,
    LONGEST_CELL,
    LONGEST_LINE,
    SAMPLE,
    WESTERN,
    BytesNotUnderstood,
    CellCountDiffers,
    CellHasLineBreak,
    CellTooLong,
    EncodingAssumed,
    EncodingUnclear,
    FileEmpty,
    FileHasNul,
    LinesHeld,
    LineTooLong,
    QuotesUnbalanced,
    RecordEndless,
    names_known,
)

PIECE = 1024 * 1024
LONG = 4 * PIECE  # bytes of a file that takes a while: some 40,000 rows
MOST_COLUMNS = 1000
TOLD = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)  # tells Excel the delimiter; Grafana and others write it
BREAK = re.compile("[\r\n]")

TooManyColumns = objection(
    "TooManyColumns",
    N_("The first line has more than %(most)s columns. The file is not CSV, or is damaged."),
    most=int,
)


class Reach:
    """How far a file is read."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._length = 0

    def follow(self, file: IO[bytes]) -> None:
        """A file that is read from now on, to its end."""
        self._file, self._length = file, os.fstat(file.fileno()).st_size

    def at(self) -> int:
        """How many of its bytes are read; all where it is closed again."""
        if self._file is None or self._file.closed:
            return self._length
        return self._file.tell()


@dataclass(frozen=True, slots=True)
class Roll:
    """A sheet of any size, and how it was understood; `header` is spelt as the file spells it.

    One row is held in memory; each call of `rows` reads the file from its start.
    """

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    notes: tuple[Objection, ...] = ()
    quoted: bool = True  # whether any cell is, or may be
    head: int = 1  # the physical line that names the columns
    reach: Reach = field(default_factory=Reach, compare=False)

    @property
    def is_long(self) -> bool:
        """Whether it is so long that a look at all its rows takes a while."""
        return self.path.stat().st_size >= LONG

    @property
    def read_as(self) -> dict[str, str]:
        """How it was understood, as an import answers."""
        return {"encoding": self.encoding.removesuffix("-sig"), "delimiter": DELIMITERS[self.delimiter]}

    def rows(self, spoken: Collection[int] = ()) -> Iterator[tuple[int, list[str]] | Refused]:
        """The rows' cells as they stand, with the physical line that each begins in; bad rows refused.

        `spoken` are the places of the columns of free text, the only ones in which a line break is no fault.
        """
        width = len(self.header)
        with _text(self.path, self.encoding) as text:
            self.reach.follow(text.buffer)
            records = _records(text, self.delimiter)
            next(records, None)
            for line, last, cells in records:
                if len(cells) != width:
                    yield Refused(line, None, CellCountDiffers(len(cells), width))
                elif last > line and (broken := _broken(cells, spoken)) is not None:
                    yield Refused(line, self.header[broken], CellHasLineBreak())
                else:
                    yield line, cells


def open_roll(path: Path, known: Collection[str], market: str) -> Roll:
    """A roll whose first line names columns; refuses what is no text or has no such line, and says where.

    `known` are names of columns in small letters, by which the delimiter is found.
    """
    check_file(path, most=None)
    encoding, notes, quoted = _surveyed(path, market)
    with _text(path, encoding) as text:
        first, told = _first_line(text)
    if not first:
        raise FileEmpty(path.name)
    delimiter = told or max(DELIMITERS, key=lambda sign: _fit(_split(first, sign), known))
    with _text(path, encoding) as text:
        head, header = next(((line, cells) for line, _, cells in _records(text, delimiter)), (1, []))
    if len(header) > MOST_COLUMNS:
        raise TooManyColumns(MOST_COLUMNS)
    return Roll(path, encoding, delimiter, tuple(" ".join(cell.split()) for cell in header), notes, quoted, head)


def _text(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, newline="")


def _first_line(text: Iterable[str]) -> tuple[str, str | None]:
    """The line of the header, and the delimiter that a line before it told."""
    told = None
    for each in text:
        if found := TOLD.fullmatch(each):
            told = found[1]
        elif each.strip() and not each.lstrip().startswith("#"):
            return each, told
    return "", told


def _split(line: str, delimiter: str) -> Sequence[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error as error:
        raise (CellTooLong(1, LONGEST_CELL) if "limit" in str(error) else QuotesUnbalanced(1)) from None


def _fit(cells: Sequence[str], known: Collection[str]) -> tuple[int, int]:
    return names_known(cells, known), len(cells)


def _records(text: Iterable[str], delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """The records with their first and last physical line, the header first; remarks and empty ones are left out."""
    lines = LinesHeld(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            lines.since = 0
            last = reader.line_num
            first = cells[0] if cells else ""
            if first[:1].isdigit() or (cells and (first or any(map(str.strip, cells))) and not _remark(cells)):
                yield line, last, cells
            line = last + 1
    except csv.Error as error:
        raise (CellTooLong(line, LONGEST_CELL) if "limit" in str(error) else QuotesUnbalanced(line)) from None
    except UnicodeDecodeError as error:  # somebody writes to the file while it is read
        raise BytesNotUnderstood(line, error.encoding) from None
    except RecordEndless:
        raise LineTooLong(line, LONGEST_LINE // PIECE) from None


def _remark(cells: list[str]) -> bool:
    first = cells[0]
    return first.lstrip().startswith("#") or (
        first[:4].casefold() == "sep=" and len(first) <= len("sep=;") and not any(cells[1:])
    )


def _broken(cells: list[str], spoken: Collection[int]) -> int | None:
    """The place of the first cell with a line break where none belongs."""
    return next(
        (place for place, cell in enumerate(cells) if place not in spoken and BREAK.search(cell.strip())),
        None,
    )


def _surveyed(path: Path, market: str) -> tuple[str, tuple[Objection, ...], bool]:
    """A file's encoding, what is to be said of it, and whether a quote stands in it.

    One look at all its bytes, two where they are not UTF-8.
    """
    with path.open("rb") as file:
        head = file.read(len(codecs.BOM_UTF8))
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", (), _is_quoted(path, "utf-16")
    if head == codecs.BOM_UTF8:
        return "utf-8-sig", (), _is_quoted(path, "utf-8-sig")
    try:
        return "utf-8", (), _is_quoted(path, "utf-8")
    except BytesNotUnderstood:
        encoding, note = _assumed(path, CODE_PAGES.get(market, WESTERN))
        return encoding, (note,), _is_quoted(path, encoding)


def _is_quoted(path: Path, encoding: str) -> bool:
    """Whether a quote stands in a file; refuses one that is no text, or has a character or line that no table has."""
    quoted = False
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    line, since, piece = 1, 0, b"."
    with path.open("rb") as file:
        while piece:
            piece = file.read(PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                line += _breaks(error.object[: error.start])
                raise BytesNotUnderstood(line, encoding.removesuffix("-sig")) from None
            if (place := text.find("\0")) >= 0:
                raise FileHasNul(line + text.count("\n", 0, place))
            quoted = quoted or '"' in text
            line += text.count("\n")
            since = since + len(text) if (end := text.rfind("\n")) < 0 else len(text) - end - 1
            if since > LONGEST_LINE:
                raise LineTooLong(line, LONGEST_LINE // PIECE)
    return quoted


def _breaks(content: bytes) -> int:
    return content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")


def _assumed(path: Path, page: str) -> tuple[str, EncodingAssumed]:
    """Which of the two encodings that are usual a file has, with a word of it; refuses one that makes words in both."""
    chinese = western = True
    line, first = 1, (0, b"")
    with path.open("rb") as file:
        while piece := file.read(PIECE) + file.readline(LONGEST_LINE):
            if not first[0] and (found := HIGH.search(piece)):
                begin = max(piece.rfind(sign, 0, found.start()) for sign in (b"\n", b"\r", b",", b";", b"\t")) + 1
                first = line + _breaks(piece[:begin]), re.split(rb"[\r\n,;\t]", piece[begin : begin + 99])[0]
            chinese = chinese and all(HANZI.fullmatch(run) for run in HIGH.findall(piece))
            western = western and _can_be(piece, page)
            line += _breaks(piece)
    if chinese and western:
        raise EncodingUnclear(first[0], *(first[1].decode(each, "replace")[:SAMPLE] for each in (page, CHINESE)))
    encoding = CHINESE if chinese else page
    return encoding, EncodingAssumed(encoding, first[1].decode(encoding, "replace")[:SAMPLE].strip())


def _can_be(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
