"""Sheets: CSV files as dealers and partners have them, read without guessing and written so that nothing in them acts.

What cannot be read as a sheet at all is refused as a whole, with the line; a bad row is handed on as refused. RFC 4180
is read strictly: a quote that is not closed swallows rows in a lenient reader, without a word.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.inert import inert, plain
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Megabytes
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.commands.intake import MOST_ROWS, TooManyRows, check_file

BOM = b"\xef\xbb\xbf"  # or a spreadsheet takes Thai for Western letters
LONGEST_CELL = 131_072  # csv's own limit
LONGEST_LINE = 4 * 1024 * 1024  # characters of a row, over however many lines; one without end would be held whole
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
CODE_PAGES = {"TH": "cp874", "AE": "cp1256"}  # what a spreadsheet on Windows writes where UTF-8 is not chosen
WESTERN = "cp1252"
CHINESE = "gb18030"
HIGH = re.compile(rb"[\x80-\xff]+")
HANZI = re.compile(rb"(?:[\xb0-\xf7][\xa1-\xfe]|[\xa1-\xa9][\xa1-\xfe])+")  # GB 2312, in which Chinese text is written
SAMPLE = 20
WORD, LINE_END = re.compile(r"\S"), re.compile("[\r\n]")

FileEmpty = objection("FileEmpty", N_("%(file)s is empty: the first line must contain column names."), file=str)
# A character that no text has: the file is no CSV, or was cut off while it was written.
FileHasNul = objection(
    "FileHasNul",
    N_("Line %(line)s contains an invalid character (NUL). The file is not CSV, or is damaged."),
    line=int,
)
BytesNotUnderstood = objection(
    "BytesNotUnderstood",
    N_("Line %(line)s is not valid %(encoding)s. Please save the file as UTF-8."),
    line=int,
    encoding=str,
)
EncodingUnclear = objection(
    "EncodingUnclear",
    N_("The file is not UTF-8. Line %(line)s could be “%(one)s” or “%(other)s”. Please save the file as UTF-8."),
    line=int,
    one=str,
    other=str,
)


class EncodingAssumed(Objection):
    """A file that says nothing of its encoding, read in the one that is usual here."""

    message = N_("The file is not UTF-8 and was read as %(encoding)s, for example “%(sample)s”.")
    encoding: str
    sample: str


ColumnMissing = objection(
    "ColumnMissing",
    N_("Line %(line)s must contain column names separated by , ; | or tabs; column %(column)s is missing."),
    column=str,
    line=int,
)
# The header names a column that nothing is known of; it would be lost in silence.
ColumnUnknown = objection(
    "ColumnUnknown", N_("Unknown column “%(column)s”. Known columns: %(known)s."), column=str, known=NamesInText
)
# The header names a column twice, and nobody knows which is meant.
ColumnTwice = objection("ColumnTwice", N_("Column %(column)s appears twice in line %(line)s."), column=str, line=int)
QuotesUnbalanced = objection(
    "QuotesUnbalanced",
    N_("A cell in line %(line)s starts with a quotation mark that is never closed."),
    line=int,
)
LineTooLong = objection(
    "LineTooLong",
    N_("Line %(line)s is longer than %(megabytes)s. The file is not CSV, or is damaged."),
    line=int,
    megabytes=Megabytes,
)
CellTooLong = objection(
    "CellTooLong", N_("A cell in line %(line)s is longer than %(most)s characters."), line=int, most=int
)
CellCountDiffers = objection(
    "CellCountDiffers",
    N_("The row has %(cells)s cells; the first line has %(columns)s columns."),
    cells=int,
    columns=int,
)
# A cell that goes over two lines, which none of these columns does: probably a quote too many or too few.
CellHasLineBreak = objection("CellHasLineBreak", N_("The cell contains a line break."))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and how it was understood; `notes` are for the answer.

    One row is held in memory; each call of `rows` reads the file from its start.
    """

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    notes: tuple[Objection, ...] = ()

    @property
    def file(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def read_as(self) -> dict[str, str]:
        """How it was understood, as an import answers."""
        return {"encoding": self.encoding.removesuffix("-sig"), "delimiter": DELIMITERS[self.delimiter]}

    def rows(self) -> Iterator[tuple[int, dict[str, str]] | Refused]:
        """The rows with the physical line that each begins in; empty ones are passed over, bad ones refused."""
        with self.path.open(encoding=self.encoding, newline="") as text:
            yield from self._rows(text)

    def _rows(self, text: Iterable[str]) -> Iterator[tuple[int, dict[str, str]] | Refused]:
        for number, (line, cells) in enumerate(_records(text, self.delimiter)):
            if number == 0:
                continue
            if number > MOST_ROWS:
                raise TooManyRows(MOST_ROWS)
            if len(cells) != len(self.header):
                yield Refused(line, None, CellCountDiffers(len(cells), len(self.header)))
            elif broken := [
                column for column, cell in zip(self.header, cells, strict=True) if re.search("[\r\n]", cell.strip())
            ]:
                yield Refused(line, broken[0], CellHasLineBreak())
            else:
                yield line, {column: plain(cell) for column, cell in zip(self.header, cells, strict=True)}


def open_sheet(path: Path, columns: Sequence[str], needed: Sequence[str], market: str) -> Sheet:
    """A sheet whose first line names known columns; refuses what cannot be read as one, and says where.

    `market` is the code of the dealer's: its spreadsheets write the code page that is assumed where UTF-8 is not said.
    """
    check_file(path)
    encoding, notes, line, first = _understood(path, market)
    delimiter, header = _header(first, columns)
    check_header(header, columns, needed, line)
    return Sheet(path, encoding, delimiter, header, notes)


def _understood(path: Path, market: str) -> tuple[str, tuple[Objection, ...], int, str]:
    """A file's encoding, what is to be said of it, and the line that names the columns with its number.

    The text is looked through and let go.
    """
    text, encoding, notes = decoded(path.read_bytes(), market)
    if "\0" in text:
        raise FileHasNul(_line_of(text, text.index("\0")))
    found = WORD.search(text)
    if not found:
        raise FileEmpty(path.name)
    begins = max(text.rfind("\n", 0, found.start()), text.rfind("\r", 0, found.start())) + 1
    ends = LINE_END.search(text, found.start())
    first = text[begins : ends.start() if ends else None]
    if len(first) > LONGEST_LINE:
        raise LineTooLong(_line_of(text, begins), LONGEST_LINE // 2**20)
    return encoding, notes, _line_of(text, begins), first


def decoded(content: bytes, market: str) -> tuple[str, str, tuple[Objection, ...]]:
    """A file's text, its encoding and what is to be said of it: by its mark, as UTF-8, or in the market's code page."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            marked = "utf-8-sig" if encoding == "utf-8" else encoding
            return _strictly(content, marked), marked, ()
    if (place := content.find(b"\0")) >= 0:
        raise FileHasNul(content.count(b"\n", 0, place) + 1)
    try:
        return content.decode(), "utf-8", ()
    except UnicodeDecodeError as error:
        at = error.start
    encoding = _assumed(content, at, CODE_PAGES.get(market, WESTERN))
    text = _strictly(content, encoding)
    sample = next(word for word in re.split(r"[\s,;|\"]+", text) if not word.isascii())[:SAMPLE]
    return text, encoding, (EncodingAssumed(encoding, sample),)


def _assumed(content: bytes, at: int, page: str) -> str:
    """Which of the two encodings that are usual a text has; refuses one that makes words in both."""
    chinese = all(HANZI.fullmatch(run) for run in HIGH.findall(content))
    other = _can_be(content, page)
    if not (chinese and other):
        return CHINESE if chinese else page
    words = re.split(rb"[\r\n]", content[at:])[0][:SAMPLE]
    raise EncodingUnclear(
        content.count(b"\n", 0, at) + 1, words.decode(page, "replace"), words.decode(CHINESE, "replace")
    )


def _can_be(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "ignore")
        raise BytesNotUnderstood(_line_of(before, len(before)), encoding) from None


def _line_of(text: str, place: int) -> int:
    """The physical line that a place in a text stands in."""
    return text.count("\n", 0, place) + text.count("\r", 0, place) - text.count("\r\n", 0, place) + 1


def _header(first: str, columns: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The delimiter that makes the most known columns of the first line, and these columns."""
    try:
        tried = [(delimiter, next(csv.reader([first], delimiter=delimiter), [])) for delimiter in DELIMITERS]
    except csv.Error as error:
        raise (CellTooLong(1, LONGEST_CELL) if "limit" in str(error) else QuotesUnbalanced(1)) from None
    delimiter, cells = max(tried, key=lambda each: names_known(each[1], columns))
    return delimiter, tuple(cell.strip().casefold() for cell in cells)


def names_known(cells: Iterable[str], known: Iterable[str]) -> int:
    """How many known names stand in some cells; a name that stands there a million times is looked at once."""
    return len({cell.strip().casefold() for cell in set(cells)} & set(known))


def check_header(header: Sequence[str], columns: Sequence[str], needed: Sequence[str], line: int = 1) -> None:
    """Refuse a line of names that has one twice, lacks one that is needed, or has one that nobody knows."""
    often = Counter(header)
    for column in header:
        if often[column] > 1:
            raise ColumnTwice(column, line)
    for column in needed:
        if column not in header:
            raise ColumnMissing(column, line)
    for column in header:
        if column not in columns:
            raise ColumnUnknown(column, in_text(columns))


def _records(text: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a text with the line that each begins in, the header first; those without a word are left out."""
    held = LinesHeld(text)
    reader = csv.reader(held, delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "limit" in str(error):
                raise CellTooLong(line, LONGEST_CELL) from None
            raise QuotesUnbalanced(line) from None
        except UnicodeDecodeError as error:  # somebody writes to the file while it is read
            raise BytesNotUnderstood(line, error.encoding) from None
        except RecordEndless:
            raise LineTooLong(line, LONGEST_LINE // 2**20) from None
        held.since = 0
        if any(map(str.strip, cells)):
            yield line, cells
        line = reader.line_num + 1


class RecordEndless(Exception):  # noqa: N818 (whoever reads the records says it in a sentence)
    """A record goes on and on, in one line or over many."""


class LinesHeld:
    """The lines of a text, as long as those since the last whole record are not too much to be held.

    `since` counts characters; whoever reads the records sets it back to 0 after each.
    """

    def __init__(self, text: Iterable[str]) -> None:
        self._text = text
        self.since = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.since += len(line)
            if self.since > LONGEST_LINE:
                raise RecordEndless
            yield line


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as lines of CSV, every cell quoted."""
    lines = io.StringIO(newline="")
    csv.writer(lines, quoting=csv.QUOTE_ALL).writerows([inert(cell) for cell in row] for row in rows)
    return lines.getvalue().encode()
