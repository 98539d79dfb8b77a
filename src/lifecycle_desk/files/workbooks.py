"""Workbooks (.xlsx, ECMA-376) as the plain table of one sheet: nothing in them is run, and nothing grows without end.

Only what a table needs is read: shared texts, which styles are of dates, the cells of a sheet. A formula counts as the
value that was kept with it. Dates become ISO 8601, lengths of time h:mm:ss, numbers stay as they are written.
"""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TextIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Megabytes
from lifecycle_desk.base.said import NamesInText, in_text

MEGABYTE = 1024 * 1024
MOST_BYTES = 64 * MEGABYTE  # of the file
MOST_UNPACKED = 256 * MEGABYTE  # of any part of it
MOST_ROWS, MOST_COLUMNS = 250_000, 1_000
MOST_CELLS = 5_000_000
MOST_TEXTS = 32 * MEGABYTE  # characters of all shared texts
LONGEST_TEXT = 32_767  # what a cell can hold
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DATES = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})  # built-in formats of dates and times
LENGTHS = frozenset({46})  # [h]:mm:ss
QUOTED = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 (a workbook has no zone)
LAST_SERIAL = 2_958_465  # 9999-12-31
ISO_DAY = 10
FAULTS = (zipfile.BadZipFile, zlib.error, ParseError, LookupError, EOFError, NotImplementedError, RuntimeError, OSError,
          ValueError, ArithmeticError)  # fmt: skip

WorkbookDamaged = objection(
    "WorkbookDamaged",
    N_("%(file)s cannot be read as a workbook (.xlsx): it is damaged, encrypted or another file type."),
    file=str,
)


class WorkbookTooLarge(Objection):
    """A workbook beyond what a table of ours can be; it may be small and unpack without end."""

    message = N_("%(file)s is too large: at most %(rows)s rows, %(columns)s columns and %(megabytes)s.")
    file: str
    rows: int
    columns: int
    megabytes: Megabytes


SheetNotThere = objection(
    "SheetNotThere",
    N_("%(file)s has no sheet “%(sheet)s”; it has: %(sheets)s."),
    file=str,
    sheet=str,
    sheets=NamesInText,
)


def is_workbook(path: Path) -> bool:
    """Whether a file may be one: a ZIP archive."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def sheets_of(path: Path) -> tuple[str, ...]:
    """The sheets of a workbook by name."""
    if path.stat().st_size > MOST_BYTES:
        raise _too_large(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(_Workbook(path, archive).sheets)
    except FAULTS as fault:
        if isinstance(fault, FileNotFoundError | PermissionError):
            raise
        raise WorkbookDamaged(path.name) from None


@contextmanager
def as_sheet(path: Path, rows: int | None = None) -> Iterator[Path]:
    """A file as CSV: itself, or the first sheet of a workbook, of which only the first `rows` where that is said."""
    if not is_workbook(path):
        yield path
        return
    with TemporaryDirectory() as folder:
        made = Path(folder, path.with_suffix(".csv").name)
        with made.open("w", encoding="utf-8", newline="") as to:
            write_as_table(path, None, to, rows)
        yield made


def write_as_table(path: Path, sheet: str | None, to: TextIO, most: int | None = None) -> None:
    """Write a sheet's rows as CSV, each in the line of its number; or only the first ones."""
    if path.stat().st_size > MOST_BYTES:
        raise _too_large(path)
    try:
        with zipfile.ZipFile(path) as archive:
            book = _Workbook(path, archive)
            writer = csv.writer(to, lineterminator="\n")
            line = 1
            for number, cells in islice(book.rows(sheet), most):
                to.writelines("\n" for _ in range(line, number))
                writer.writerow(cells)
                line = number + 1
    except FAULTS as fault:
        if isinstance(fault, FileNotFoundError | PermissionError):
            raise
        raise WorkbookDamaged(path.name) from None


def _too_large(path: Path) -> WorkbookTooLarge:
    return WorkbookTooLarge(path.name, MOST_ROWS, MOST_COLUMNS, MOST_UNPACKED // MEGABYTE)


class _Bounded:
    """A part of an archive, as long as it does not unpack to more than any table has."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file, self._path, self._left = file, path, MOST_UNPACKED

    def read(self, size: int = -1) -> bytes:
        """The next bytes; a declaration of entities, by which a text grows without end, is none of a workbook's."""
        made = self._file.read(MEGABYTE if size < 0 else size)
        self._left -= len(made)
        if self._left < 0:
            raise _too_large(self._path)
        if b"<!DOCTYPE" in made or b"<!ENTITY" in made:
            raise WorkbookDamaged(self._path.name)
        return made


class _Workbook:
    """A workbook that is open: its sheets by name, and what their cells mean."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path, self._archive = path, archive
        self._is_1904 = False
        self.sheets = self._named_sheets()
        self._texts = self._shared_texts()
        self._forms = self._date_forms()

    def rows(self, sheet: str | None) -> Iterator[tuple[int, list[str]]]:
        """The rows of a sheet that say something, with their numbers, all as long as the first of them."""
        name = sheet or next(iter(self.sheets), "")
        if name not in self.sheets:
            raise SheetNotThere(self._path.name, name[:40], in_text(self.sheets)[:200])
        width, last, count = 0, 0, 0
        for number, cells in self._told(self.sheets[name]):
            last = number or last + 1
            if last > MOST_ROWS:
                raise _too_large(self._path)
            count += len(cells)
            if count > MOST_CELLS:
                raise _too_large(self._path)
            if not any(cells):
                continue
            while cells and not cells[-1] and len(cells) > width:
                cells.pop()
            width = width or len(cells)
            yield last, cells + [""] * (width - len(cells))

    def _told(self, part: str) -> Iterator[tuple[int, list[str]]]:
        for row in self._elements(part, "row"):
            cells: list[str] = []
            for cell in row.iter(f"{MAIN}c"):
                found = REFERENCE.fullmatch(cell.get("r", ""))
                place = _place(found[1]) if found else len(cells)
                if place >= MOST_COLUMNS:
                    raise _too_large(self._path)
                cells += [""] * (place + 1 - len(cells))
                cells[place] = " ".join(self._value(cell).split())
            yield int(row.get("r") or 0), cells

    def _value(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(each.text or "" for each in cell.iter(f"{MAIN}t"))[:LONGEST_TEXT]
        value = cell.findtext(f"{MAIN}v") or ""
        if kind == "s":
            return self._texts[abs(int(value))] if value else ""
        if kind == "b":
            return {"1": "true", "0": "false"}.get(value, value)
        if kind == "d":
            return value.replace("T", " ")[:LONGEST_TEXT]
        if kind == "n" and value:
            return self._number(value, self._forms.get(int(cell.get("s") or 0), ""))
        return "" if kind == "e" else value[:LONGEST_TEXT]

    def _number(self, value: str, form: str) -> str:
        number = float(value)
        if not form or not 0 <= number <= LAST_SERIAL:
            return _plain(value, number)
        if form == "length":
            seconds = round(number * 86400)
            return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        moment = EPOCHS[self._is_1904] + timedelta(seconds=round(number * 86400))
        if number < 1 and form == "time":
            return f"{moment:%H:%M:%S}"
        said = moment.isoformat(" ")
        return said[:ISO_DAY] if form == "day" and said.endswith("00:00:00") else said

    def _named_sheets(self) -> dict[str, str]:
        parts = {
            each.get("Id", ""): each.get("Target", "")
            for each in self._elements("xl/_rels/workbook.xml.rels", "Relationship", space="")
        }
        found: dict[str, str] = {}
        for each in self._elements("xl/workbook.xml", "sheet"):
            target = parts.get(each.get(RELATION, ""), "")
            found[each.get("name", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        for each in self._elements("xl/workbook.xml", "workbookPr"):
            self._is_1904 = each.get("date1904", "0") in {"1", "true"}
        return found

    def _shared_texts(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._archive.namelist():
            return []
        texts, length = [], 0
        for each in self._elements("xl/sharedStrings.xml", "si"):
            said = "".join(part.text or "" for part in _spoken(each))[:LONGEST_TEXT]
            length += len(said) + 1
            if length > MOST_TEXTS:
                raise _too_large(self._path)
            texts.append(said)
        return texts

    def _date_forms(self) -> dict[int, str]:
        """Which cell styles are of dates ("day"), moments or times of a day ("time"), and lengths of time."""
        if "xl/styles.xml" not in self._archive.namelist():
            return {}
        own = {
            int(each.get("numFmtId", "0")): each.get("formatCode", "")
            for each in self._elements("xl/styles.xml", "numFmt")
        }
        forms: dict[int, str] = {}
        for styles in self._elements("xl/styles.xml", "cellXfs"):
            for place, each in enumerate(styles):
                number = int(each.get("numFmtId", "0"))
                forms[place] = _form(own[number]) if number in own else _built_in(number)
        return forms

    def _elements(self, part: str, name: str, space: str = MAIN) -> Iterator[Element]:
        """The elements of a name in a part, one by one and forgotten then."""
        with self._archive.open(part) as file:
            for _, element in iterparse(_Bounded(file, self._path), ("end",)):  # noqa: S314 (bounded, and no entities)
                plain = element.tag if space else element.tag.rpartition("}")[2]
                if plain == f"{space}{name}":
                    yield element
                    element.clear()


def _spoken(text: Element) -> Iterator[Element]:
    """The parts of a shared text that are read, without what tells how it is pronounced."""
    for each in text:
        if each.tag == f"{MAIN}t":
            yield each
        elif each.tag == f"{MAIN}r":
            yield from each.iter(f"{MAIN}t")


def _place(letters: str) -> int:
    """A column's place from 0: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _built_in(number: int) -> str:
    if number in LENGTHS:
        return "length"
    if number in {18, 19, 20, 21, 45, 47}:
        return "time"
    return "day" if number in DATES else ""


def _form(code: str) -> str:
    """The form of a format of one's own."""
    plain = QUOTED.sub("", code.partition(";")[0]).lower()
    if re.search(r"\[[hms]+\]", plain):
        return "length"
    has_day, has_time = bool(re.search(r"[yd]", plain)), bool(re.search(r"[hs]", plain))
    if has_day:
        return "moment" if has_time else "day"
    return "time" if has_time else ""


def _plain(value: str, number: float) -> str:
    """A number as a person would write it: 0.1 + 0.2 is kept by a workbook as 0.30000000000000004."""
    if number == int(number) and abs(number) < 10**15:
        return str(int(number))
    return f"{number:.12f}".rstrip("0").rstrip(".") if abs(number) < 10**9 else value
