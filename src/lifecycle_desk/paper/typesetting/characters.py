"""Characters by what a typesetter must know of them, and what people typed made fit to print."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

LONGEST = 20_000  # characters of one text; more is no text that a person wrote for a paper
CUT = "…"

# Ends of lines as every system and pasted text writes them.
_NEW_LINE = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Tells a renderer something, or nothing; overrides could make a paper read otherwise than it was typed.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u202a-\u202e\u206a-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# What may be in a text and has no ink, nor a place in what is copied from the paper.
HIDDEN = dict.fromkeys((0x061C, 0x200B, 0x200E, 0x200F, 0x2060, *range(0x2066, 0x206A)))


class Kind(StrEnum):
    """How a character behaves when fonts and line ends are chosen."""

    LETTER = "letter"  # chooses its font, as do figures and signs
    COMMON = "common"  # white space and punctuation: goes with the font before it
    MARK = "mark"  # belongs to the character before it
    HIDDEN = "hidden"  # has no ink


class _Kinds(dict[str, Kind]):
    """The kind of each character, looked up once."""

    def __missing__(self, char: str) -> Kind:
        self[char] = found = _kind(char)
        return found


def _kind(char: str) -> Kind:
    if ord(char) in HIDDEN:
        return Kind.HIDDEN
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf":
        return Kind.MARK
    return Kind.COMMON if category[0] == "P" or category == "Zs" else Kind.LETTER


KIND = _Kinds()


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Letters with their marks, from first to last: where each starts and ends."""
    start = 0
    for at in range(1, len(text)):
        if KIND[text[at]] is not Kind.MARK:
            yield start, at
            start = at
    if text:
        yield start, len(text)


def named_by_code(char: str) -> str:
    """A printable name for a character that no face draws: never a box, and nobody has to guess."""
    return f"[U+{ord(char):04X}]"


def printable(text: str) -> str:
    """Typed text ready to print: one sign for a new line, no unprintable characters, and a limited length."""
    if len(text) > LONGEST:
        text = text[:LONGEST].rstrip() + CUT
    if text.isprintable():  # most texts, known at once
        return text
    if _UNPRINTABLE.search(text) or _NEW_LINE.search(text):
        text = _UNPRINTABLE.sub("", _NEW_LINE.sub("\n", text))
    return text.replace("\t", " ")


def copied(text: str) -> str:
    """The text that a reader copies from a printed one: its characters without the hidden ones."""
    return text if text.isascii() else text.translate(HIDDEN)
