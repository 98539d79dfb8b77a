"""A text as it is compared: without case, accents and vowel signs, digits as 0 to 9; each letter knows its place."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Signs above and below letters that people write or leave out: Latin, Greek, Cyrillic; Hebrew; Arabic.
_LOOSE = re.compile(r"[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ALIKE = str.maketrans(
    {"ٱ": "ا", "ة": "ه", "ی": "ي", "ک": "ك", "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"}
    | dict.fromkeys("‐‑‒–—−", "-")
)
_HANGUL = range(0xAC00, 0xD7A4)  # syllables that a decomposition takes apart


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character `i` of it comes from `starts[i]` up to `ends[i]` of the text as it was typed."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the folded text stands in the text as it was typed."""
        return self.starts[start], self.ends[end - 1]


def folded(text: str) -> Folded:
    """A text as it is compared."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        pieces = _pieces(character)
        if not pieces and ends and unicodedata.category(character) == "Mn":
            ends[-1] = at + 1  # a sign that is left out belongs to its letter
        letters += pieces
        starts += [at] * len(pieces)
        ends += [at + 1] * len(pieces)
    return Folded("".join(letters), tuple(starts), tuple(ends))


@lru_cache(4096)
def _pieces(character: str) -> str:
    """The replacement of a character; nothing for signs that are left out and marks that cannot be seen."""
    if unicodedata.category(character) == "Cf":
        return ""
    if character.isspace():
        return " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    normal = unicodedata.normalize("NFKD", character) if ord(character) not in _HANGUL else character
    plain = _LOOSE.sub("", normal).translate(_ALIKE)
    return plain.casefold().translate(_ALIKE)
