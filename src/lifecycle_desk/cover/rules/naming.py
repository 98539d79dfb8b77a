"""Which part a text is about: a proposal by dated words of resources/warranty, which people may change."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from unicodedata import normalize

from lifecycle_desk.base.resources import resource
from lifecycle_desk.cover.rules.terms import PartGroup

LATIN = re.compile(r"[a-zà-ɏ]")
LONGEST_LOOKED_AT = 400  # characters of a text; what is written behind that names no part any more


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWords:
    """The words that name a part from a day on; a fault of an `electric` part is told by a trouble code."""

    part: PartGroup
    words: tuple[str, ...]
    valid_from: date
    source: str
    valid_until: date | None = None
    electric: bool = False

    def is_in_force(self, on: date) -> bool:
        """Whether the words count on a day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@cache
def part_words() -> tuple[PartWords, ...]:
    """All groups of words, in the order of the file."""
    content = tomllib.loads(resource("warranty/part_words.toml").read_text("utf-8"))
    common = {key: value for key, value in content.items() if key != "groups"}
    return tuple(_group(common | entry) for entry in content["groups"])


def _group(entry: dict[str, object]) -> PartWords:
    words = entry.pop("words")
    if not isinstance(words, list) or not all(isinstance(each, str) and each.strip() for each in words):
        raise TypeError(f"the words of {entry['part']} are no texts")
    told = entry | {"part": PartGroup.of(str(entry["part"])), "words": tuple(words)}
    return PartWords(**told)  # type: ignore[arg-type]  # a key that no group has raises


def proposed(text: str, on: date) -> PartGroup | None:
    """The part that a text names on a day, by the longest word that stands in it; None where it names none.

    On days before the first words of the file, the first words count: cars were repaired before the file was written.
    """
    groups = part_words()
    first = min(each.valid_from for each in groups)
    pattern, parts = _compiled(max(on, first))
    found = max(pattern.finditer(_folded(text[:LONGEST_LOOKED_AT])), key=lambda each: len(each[0]), default=None)
    return parts[found[0]] if found else None


def is_electric(part: PartGroup) -> bool:
    """Whether a fault of a part is told by a trouble code."""
    return any(each.electric for each in part_words() if each.part is part)


@cache
def _compiled(on: date) -> tuple[re.Pattern[str], dict[str, PartGroup]]:
    """All words of a day as one pattern, the longest first, and the part that each names."""
    parts: dict[str, PartGroup] = {}
    for group in part_words():
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
