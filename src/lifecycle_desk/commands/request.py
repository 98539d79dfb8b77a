"""Requests from outside: JSON turned into what a command takes, and refused with the place of the fault."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from lifecycle_desk.base.objections import N_, objection

DEEPEST = 32  # levels; deeper JSON is an attack, and Python's own parser dies of it
MOST_ELEMENTS = 500_000  # values and names; each takes some 100 bytes and more once it is read
LONGEST = 16 * 2**20  # bytes of a request or a file
LONGEST_TEXT = 20_000
MOST_DIGITS = 30
MOST_WHOLE = 2**63
BROKEN_TEXT = re.compile("[\x00\ud800-\udfff]")
SAID = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
MARKS = b"[]{},:"

RequestNotUnderstood = objection(
    "RequestNotUnderstood", N_("The request is not valid at %(where)s: %(why)s"), where=str, why=str
)


def read_request[Asked](text: str | bytes, takes: type[Asked]) -> Asked:
    """The request; unknown names, names given twice, NaN and broken text are refused, each with its place."""
    return understood(read_json(text), takes)


def read_json(text: str | bytes) -> Any:
    """JSON without its traps: no deep nesting, no NaN, no name twice, no half characters."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    check_measure(raw)
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RequestNotUnderstood(f"byte {error.start + 1}", "not UTF-8") from None
    try:
        given = json.loads(text, parse_float=_exact, parse_constant=_no_constant, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise RequestNotUnderstood(f"line {error.lineno} column {error.colno}", error.msg) from None
    except ValueError:  # an integer of more digits than Python reads
        raise RequestNotUnderstood("$", "a number has too many digits") from None
    for where, words in _texts(given, "$"):
        if BROKEN_TEXT.search(words) or len(words) > LONGEST_TEXT:
            raise RequestNotUnderstood(where, "broken or endless text")
    return given


def understood[Asked](given: Any, takes: type[Asked], *, strict: bool = True) -> Asked:
    """A command's request from plain values; unknown names are looked for, since msgspec passes over them."""
    try:
        asked = msgspec.convert(given, takes, strict=strict)
    except msgspec.ValidationError as error:
        why, _, where = str(error).partition(" - at ")
        raise RequestNotUnderstood(where.strip("`") or "$", why) from None
    plain = msgspec.to_builtins(asked)
    for where in _beyond(plain, "$"):
        raise RequestNotUnderstood(where, "a number is too large")
    for where in _unknown(given, plain, "$"):
        raise RequestNotUnderstood(where, "there is no such field")
    return asked


def _exact(text: str) -> Decimal:
    """A number as it stands; one with endless digits, which would fill the memory when it is used, is none."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        raise RequestNotUnderstood("$", "a number is too large") from None
    if len(text) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        raise RequestNotUnderstood("$", "a number has too many digits")
    return number


def _no_constant(name: str) -> Any:
    raise RequestNotUnderstood("$", f"{name} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RequestNotUnderstood(f"$.{twice}", "given twice")
    return made


def check_measure(raw: bytes) -> None:
    """Refuse what is long, deep or of many parts; looked at before the parser, which has no limits of its own."""
    if len(raw) > LONGEST:
        raise RequestNotUnderstood("$", f"more than {LONGEST // 2**20} MB")
    marks = SAID.sub(b"", raw).translate(None, _NO_MARKS)
    if marks.count(b",") + marks.count(b":") + marks.count(b"[") + marks.count(b"{") > MOST_ELEMENTS:
        raise RequestNotUnderstood("$", f"more than {MOST_ELEMENTS} values")
    level = 0
    for mark in marks.translate(None, b",:"):
        level += 1 if mark in b"[{" else -1
        if level > DEEPEST:
            raise RequestNotUnderstood("$", f"nested deeper than {DEEPEST} levels")


_NO_MARKS = bytes(set(range(256)) - set(MARKS))


def _texts(given: Any, where: str) -> Iterator[tuple[str, str]]:
    match given:
        case str():
            yield where, given
        case dict():
            for name, each in given.items():
                yield where, name
                yield from _texts(each, f"{where}.{name}")
        case list():
            for n, each in enumerate(given):
                yield from _texts(each, f"{where}[{n}]")


def _beyond(plain: Any, where: str) -> Iterator[str]:
    """The places of whole numbers that no database keeps."""
    match plain:
        case int():
            if not -MOST_WHOLE <= plain < MOST_WHOLE:
                yield where
        case dict():
            for name, each in plain.items():
                yield from _beyond(each, f"{where}.{name}")
        case list() | tuple():
            for n, each in enumerate(plain):
                yield from _beyond(each, f"{where}[{n}]")


def _unknown(given: Any, understood_as: Any, where: str) -> list[str]:
    if isinstance(given, dict) and isinstance(understood_as, dict):
        strange = [f"{where}.{name}" for name in given if name not in understood_as]
        known = [(given[name], understood_as[name], f"{where}.{name}") for name in given if name in understood_as]
        return strange + [each for three in known for each in _unknown(*three)]
    if isinstance(given, list) and isinstance(understood_as, (list, tuple)):
        rows = zip(given, understood_as, strict=False)
        return [each for n, (one, other) in enumerate(rows) for each in _unknown(one, other, f"{where}[{n}]")]
    return []
