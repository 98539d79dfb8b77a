"""Which part a text is about: a proposal by dated words of published data, which people may change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from lifecycle_desk.cover.rules.terms import PartGroup
from lifecycle_desk.market.citing import OF_THE_SOURCE, Cited, cited_in
from lifecycle_desk.market.published_data import LOOKED_UP, PublishedData, program_data

LATIN = re.compile(r"[a-zà-ɏ]")
LONGEST_LOOKED_AT = 400  # characters of a text; what is written behind that names no part any more


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWords(Cited):
    """The words that name a part from a day on; a fault of an `electric` part is told by a trouble code."""

    part: PartGroup
    words: tuple[str, ...]
    valid_from: date
    valid_until: date | None = None
    electric: bool = False

    def is_in_force(self, on: date) -> bool:
        """Whether the words count on a day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


def part_words(data: PublishedData | None = None) -> tuple[PartWords, ...]:
    """All groups of words, in the order of the file."""
    return _part_words(data or program_data())


@lru_cache(maxsize=4)
def _part_words(data: PublishedData) -> tuple[PartWords, ...]:
    content = data.content("warranty/part_words.toml")
    common = {key: value for key, value in content.items() if key not in {"groups", LOOKED_UP}}
    return tuple(_group(common | entry) for entry in content["groups"])


def _group(entry: dict[str, Any]) -> PartWords:
    words = entry.pop("words")
    if not isinstance(words, list) or not all(isinstance(each, str) and each.strip() for each in words):
        raise TypeError(f"the words of {entry['part']} are no texts")
    told = {name: value for name, value in entry.items() if name not in OF_THE_SOURCE}
    told |= {"part": PartGroup.of(entry["part"]), "words": tuple(words)}
    return PartWords(**told, **cited_in(entry))  # a key that no group has raises


def proposed(text: str, on: date, data: PublishedData | None = None) -> PartGroup | None:
    """The part that a text names on a day, by the longest word that stands in it; None where it names none.

    On days before the first words of the file, the first words count: cars were repaired before the file was written.
    """
    known = data or program_data()
    first = min(each.valid_from for each in part_words(known))
    pattern, parts = _compiled(known, max(on, first))
    found = max(pattern.finditer(_folded(text[:LONGEST_LOOKED_AT])), key=lambda each: len(each[0]), default=None)
    return parts[found[0]] if found else None


def is_electric(part: PartGroup, data: PublishedData | None = None) -> bool:
    """Whether a fault of a part is told by a trouble code."""
    return any(each.electric for each in part_words(data) if each.part is part)


@lru_cache(maxsize=64)
def _compiled(data: PublishedData, on: date) -> tuple[re.Pattern[str], dict[str, PartGroup]]:
    """All words of a day as one pattern, the longest first, and the part that each names."""
    parts: dict[str, PartGroup] = {}
    for group in part_words(data):
        if group.is_in_force(on):
            for word in group.words:
                parts.setdefault(_folded(word), group.part)
    return re.compile("|".join(_bounded(each) for each in _longest_first(parts))), parts


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda each: (-len(each), each))


def _bounded(word: str) -> str:
    """A word as a pattern: of Latin letters whole, of other scripts, which part no words, wherever it stands."""
    whole = re.escape(word)
    return rf"(?<!\w){whole}(?!\w)" if LATIN.search(word) else whole


def _folded(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())
