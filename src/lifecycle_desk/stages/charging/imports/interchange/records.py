"""Records of a JSON file, cut out one by one: a bare object, an array, or an envelope {"data": …}.

The file is never held, only the record at hand (RFC 8259; OCPI 2.2.1, transport_and_format, for the envelope). Numbers
stay exact. Text that is no JSON ends the reading with the place; a record that only holds something odd is given
with it.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import Any

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Megabytes
from lifecycle_desk.files.large_tables import Reach
from lifecycle_desk.stages.charging.imports.interchange.many_records import (
    LONGEST_NUMBER,
    MOST,
    many_records,
    plainly,
)

PIECE = 1024 * 1024
LONGEST_RECORD = 4 * PIECE
DEEPEST = 32
BLANKS = " \t\n\r"
BLANK = re.compile(f"[{BLANKS}]*")
HALF = re.compile("[\ud800-\udfff]")
LEFT_TO_READ = 64  # a fault so near to the end of what is read may be that the rest is missing
SHOWN = 20
PLAIN_TRIES = 3  # pieces in a row that were not written plainly: the rest of the file is not either
ENVELOPE = "data"

NotUtf8 = objection(
    "NotUtf8",
    N_("The file is not valid %(encoding)s at byte %(byte)s. JSON must be UTF-8."),
    encoding=str,
    byte=int,
)


class NotJson(Objection):
    """Text that is no JSON."""

    message = N_("The file is not JSON, or is incomplete: “%(found)s” at character %(place)s.")
    place: int
    found: str


JsonEmpty = objection("JsonEmpty", N_("%(file)s is empty."), file=str)
RecordTooLong = objection(
    "RecordTooLong",
    N_("The record starting at character %(place)s is larger than %(megabytes)s."),
    place=int,
    megabytes=Megabytes,
)
NestedTooDeep = objection("NestedTooDeep", N_("The record is nested more than %(most)s levels deep."), most=int)
# What stands where a number should, and is none that can be kept exactly: NaN, or digits without end.
NoNumber = objection("NoNumber", N_("“%(given)s” cannot be stored exactly as a number."), given=str)
HalfCharacter = objection("HalfCharacter", N_("The text contains half a character."))
# A name that a record gives two values, and nobody knows which is meant.
FieldTwice = objection("FieldTwice", N_("The record contains “%(name)s” twice."), name=str)


class Odd(str):
    """A stand-in for a number that is none."""

    __slots__ = ()


class Twice(str):
    """A stand-in for the values of a name that is given twice."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its index from 1 and its value; `why` says what is wrong with it, `at` where."""

    index: int
    value: Any
    why: Objection | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Records one after the other about which nothing is odd; their numbers with a point are floats where `plain`."""

    first: int
    values: list[dict[str, Any]]
    plain: bool = False


class Records:
    """A file's records, read once from its start; `shape` and `encoding` are known once the first has come."""

    def __init__(self, path: Path, reach: Reach | None = None) -> None:
        self.path = path
        self._reach = reach
        self.shape = "object"
        self.encoding = "utf-8"
        self._text, self._at, self._before, self._ended = "", 0, 0, False
        self._odd, self._odd_until = False, 0
        self._is_plain, self._plain_tries = False, 0
        self._json = JSONDecoder(
            parse_float=self._number,
            parse_int=self._whole,
            parse_constant=self._none,
            object_pairs_hook=self._members,
        )

    def __iter__(self) -> Iterator[Record]:
        for each in self._pieces_read():
            if isinstance(each, Record):
                yield each
            else:
                for index, value in enumerate(each.values, each.first):
                    yield Record(index, value)

    def together(self) -> Iterator[Record | Together]:
        """The same, many at once where they allow it."""
        self._plain_tries = PLAIN_TRIES
        return self._pieces_read()

    def _pieces_read(self) -> Iterator[Record | Together]:
        with self.path.open("rb") as file:
            if self._reach:
                self._reach.follow(file)
            self._pieces = self._decoded(file)
            sign = self._sign()
            if not sign:
                raise JsonEmpty(self.path.name)
            if sign == "[":
                self.shape = "array"
                yield from self._array()
            elif sign == "{":
                yield from self._object()
            else:
                raise self._no_json()
            if self._sign():
                raise self._no_json()

    def _number(self, text: str) -> Any:
        if len(text) <= LONGEST_NUMBER and abs((made := Decimal(text)).adjusted()) <= LONGEST_NUMBER:
            return made
        return self._none(text)

    def _whole(self, text: str) -> Any:
        return int(text) if len(text) <= LONGEST_NUMBER else self._none(text)

    def _none(self, text: str) -> Odd:
        self._odd = True
        return Odd(text[:LONGEST_NUMBER])

    def _members(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """An object; a name that is given twice has no value any more."""
        made = dict(pairs)
        if len(made) != len(pairs):
            self._odd = True
            made |= {name: Twice(name) for name, times in Counter(name for name, _ in pairs).items() if times > 1}
        return made

    def _decoded(self, file: Any) -> Iterator[str]:
        """The file's text, piece by piece; UTF-8 as JSON must be, or UTF-16 where it plainly is."""
        piece = file.read(PIECE)
        self.encoding = _encoding(piece)
        decoder, read = codecs.getincrementaldecoder(self.encoding)(), 0
        while True:
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                held = len(error.object) - len(piece)
                raise NotUtf8(self.encoding.removesuffix("-sig"), read - held + error.start) from None
            if text:
                yield text
            if not piece:
                return
            read += len(piece)
            piece = file.read(PIECE)

    def _more(self) -> bool:
        """Read on; False at the end of the file."""
        piece = next(self._pieces, "")
        self._before += self._at
        self._text, self._at = self._text[self._at :] + piece, 0
        self._ended = not piece
        return bool(piece)

    def _sign(self) -> str:
        """The next character that is not blank, which stays; empty at the end."""
        if (sign := self._text[self._at : self._at + 1]) and sign not in BLANKS:  # most stand side by side
            return sign
        while True:
            found = BLANK.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _take(self, signs: str) -> str:
        """The next character, which must be one of some."""
        sign = self._sign()
        if not sign or sign not in signs:
            raise self._no_json()
        self._at += 1
        return sign

    def _no_json(self, at: int | None = None) -> NotJson:
        at = self._at if at is None else at
        return NotJson(self._before + at + 1, self._text[at : at + SHOWN].encode("utf-8", "replace").decode())

    def _value(self) -> tuple[Any, str]:
        """The next value and its text, both taken."""
        self._sign()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except JSONDecodeError as error:
                fault = len(self._text) if error.msg.startswith("Unterminated") else error.pos
            except RecursionError:
                raise NestedTooDeep(DEEPEST) from None
            else:
                if end < len(self._text) or self._ended:
                    raw = self._text[self._at : end]
                    if len(raw) > LONGEST_RECORD:
                        raise RecordTooLong(self._before + self._at + 1, LONGEST_RECORD // PIECE)
                    self._at = end
                    return value, raw
                fault = end
            if self._ended or fault < len(self._text) - LEFT_TO_READ:
                raise self._no_json(min(fault, len(self._text)))
            if len(self._text) - self._at > LONGEST_RECORD:
                raise RecordTooLong(self._before + self._at + 1, LONGEST_RECORD // PIECE)
            self._more()

    def _array(self) -> Iterator[Record | Together]:
        self._take("[")
        index = 0
        if self._sign() == "]":
            self._at += 1
            return
        while True:
            self._sign()
            if some := self._many():
                yield Together(index + 1, some, self._is_plain)
                index += len(some)
            else:
                index += 1
                yield self._looked_at(index, *self._value())
            if self._take(",]") == "]":
                return

    def _many(self) -> list[dict[str, Any]]:
        """The next values, taken, where nothing about them can be odd."""
        if self._before + self._at < self._odd_until:
            return []
        self._is_plain = False
        if self._plain_tries > 0:
            some, self._at, tried = many_records(self._text, self._at, plainly)
            if some:
                self._is_plain, self._plain_tries = True, PLAIN_TRIES
                return some
            self._plain_tries -= tried
        some, self._at, tried = many_records(self._text, self._at)
        if tried and not some:
            self._odd_until = self._before + self._at + MOST
        return some

    def _object(self) -> Iterator[Record | Together]:
        """A bare record, unless it has a member "data": then what that holds."""
        whole: dict[str, Any] = {}
        raw: list[str] = []
        length = 0
        self._take("{")
        while self._sign() != "}":
            if raw:
                self._take(",")
            if self._sign() != '"':
                raise self._no_json()
            name, text = self._value()
            raw.append(text)
            self._take(":")
            if name == ENVELOPE and self._sign() in {"[", "{"}:
                self.shape = "envelope"
                yield from self._array() if self._sign() == "[" else [self._looked_at(1, *self._value())]
                continue
            value, text = self._value()
            self._odd = self._odd or name in whole
            whole[name] = Twice(name) if name in whole else value
            raw.append(text)
            length += len(raw[-2]) + len(text)
            if length > LONGEST_RECORD:
                raise RecordTooLong(1, LONGEST_RECORD // PIECE)
        self._take("}")
        if self.shape != "envelope":
            yield self._looked_at(1, whole, "{".join(raw))

    def _looked_at(self, index: int, value: Any, raw: str) -> Record:
        """A record with what is odd about it, if anything: too deep, a number that is none, half a character.

        Most records are not looked through: their text shows that there is nothing to find.
        """
        if not self._odd and "\\u" not in raw and raw.count("{") + raw.count("[") < DEEPEST:
            return Record(index, value)
        self._odd = False
        why, place = next(_faults(value, 1, ()), (None, ()))
        return Record(index, value, why, _path(place) or None)


def _encoding(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) > 1 and not all(head[:2]):
        return "utf-16-be" if not head[0] else "utf-16-le"
    return "utf-8"


type _Place = tuple[str | int, ...]  # the names and numbers that lead to a value


def _faults(value: Any, depth: int, place: _Place) -> Iterator[tuple[Objection, _Place]]:
    """The oddities of a value and all within it, with the place."""
    if depth > DEEPEST:
        yield NestedTooDeep(DEEPEST), place
    elif isinstance(value, Odd):
        yield NoNumber(str(value)), place
    elif isinstance(value, Twice):
        yield FieldTwice(value[:LONGEST_NUMBER]), place
    elif isinstance(value, str):
        if HALF.search(value):
            yield HalfCharacter(), place
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _faults(name, depth, place)
            yield from _faults(member, depth + isinstance(member, dict | list), (*place, name))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _faults(member, depth + isinstance(member, dict | list), (*place, number))


def _path(place: _Place) -> str:
    """A place as people read it, a[2].b; put together only where something is odd, since names may be long."""
    parts = (f"[{each}]" if isinstance(each, int) else f".{each}" for each in place)
    return "".join(parts).removeprefix(".")
