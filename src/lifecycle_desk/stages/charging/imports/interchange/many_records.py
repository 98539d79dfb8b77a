"""Many records of a JSON array taken at once, where a look at their text shows that nothing about them is odd.

The text between two places of an array is some of its elements if, in brackets, it is JSON by itself; so a
place that only looks like the end of a record is found out. Anything odd is left to be read record by record.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec

LONGEST_NUMBER = 30
TRIES = 3  # ends that may be those of something within a record; each costs a reading of the whole piece
DEEPEST_AT_ONCE = 8
LEAST, MOST = 4096, 64 * 1024  # characters that are worth it, and whose records stay in the processor's cache
DIGITS = bytes.maketrans(b"123456789", b"000000000")
ENDLESS, LONG = b"0" * (LONGEST_NUMBER + 1), b"0" * (LONGEST_NUMBER // 2)
NO_BRACKETS = bytes(set(range(256)) - set(b"{}[]"))
HALF = re.compile(rb"\\u[dD][89a-fA-F]")
NAME = re.compile(r'\{\s*"[^"\\]*"\s*:')
POWER = re.compile(rb"[:,\[]-?[0-9.]+e")  # a number that tells its power of ten, as msgspec writes it
TIGHT = -1  # how msgspec is told to leave out all blanks


def _exact(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER or "e" in text or "E" in text:
        raise ValueError(text)
    return Decimal(text)


type Many = list[dict[str, Any]]

_READ = msgspec.json.Decoder(list[dict[str, Any]], float_hook=Decimal).decode
_READ_PLAINLY = msgspec.json.Decoder(list[dict[str, Any]]).decode
_ENCODE = msgspec.json.Encoder().encode
_READ_CLOSELY = msgspec.json.Decoder(list[dict[str, Any]], float_hook=_exact).decode


def exactly(array: bytes) -> Many:
    """An array's records, whose numbers with a point are Decimals; none where it is none, or where any is odd."""
    return _read(array)


def plainly(array: bytes) -> Many:
    """An array's records, whose numbers with a point are floats; none where any is written otherwise than by them.

    Written again they have to be the same text but for blanks: then no name is given twice, and a float is exactly what
    stands there. That takes two thirds of the time of making and counting Decimals.
    """
    try:
        if not _is_flat(array):
            return []
        found = _READ_PLAINLY(array)
        again = _ENCODE(found)
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError):
        return []
    same = again == msgspec.json.format(array, indent=TIGHT)
    return [] if not same or (b"0e" in again.translate(DIGITS) and POWER.search(again)) else found


def exact(record: dict[str, Any]) -> dict[str, Any]:
    """A record that was read plainly, as it is read exactly."""
    return _READ(b"[" + _ENCODE(record) + b"]")[0]


def many_records(text: str, at: int, read: Callable[[bytes], Many] = exactly) -> tuple[Many, int, bool]:
    """The records from a place of an array's text on, where the last one ends, and whether some were looked for.

    None are found where too little text is there, or where some of it has to be read record by record.
    """
    begins = NAME.match(text, at)
    end = min(len(text), at + MOST)
    if not begins or end - at < LEAST:
        return [], at, False
    for _ in range(TRIES):
        if (end := text.rfind(begins[0], at, end)) <= at:
            break
        head = text[at:end].rstrip()
        if head.endswith(",") and (found := read(f"[{head[:-1]}]".encode())):
            return found, at + len(head) - 1, True
    return [], at, True


def _read(array: bytes) -> Many:
    """An array's records; none where it is none, or where any is odd."""
    zeros = array.translate(DIGITS)
    if ENDLESS in zeros or HALF.search(array) or not _is_flat(array):
        return []
    if b"\\u0022" in array:
        return []  # what is counted below
    closely = b"0e" in zeros or b"0E" in zeros or LONG in zeros
    try:
        found = _READ_CLOSELY(array) if closely else _READ(array)
        return found if _names_stand_once(array, found) else []
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError):
        return []


def _names_stand_once(array: bytes, found: Many) -> bool:
    """Whether no name is given twice within an object: then what was read has as many names as the text.

    A name is what stands before a colon; within a text a quote is written with a backslash in both.
    """
    return array.replace(b'" :', b'":').count(b'":') == _ENCODE(found).count(b'":')


def _is_flat(array: bytes) -> bool:
    """Whether nothing in it is nested deeper than records are, nor any bracket part of a text."""
    brackets = array.translate(None, NO_BRACKETS)
    for _ in range(DEEPEST_AT_ONCE):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return not brackets
