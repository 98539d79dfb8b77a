"""Where a line may end: between words, inside Thai and Chinese, and where it must not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from lifecycle_desk.language.thai import LONGEST, NEVER_FIRST, NEVER_LAST, SHORT, word_ends
from lifecycle_desk.paper.typesetting.characters import KIND, Kind

# GB/T 15834 and JIS X 4051: what never begins, and what never ends a line.
NO_START = frozenset(
    "、。，．：；？！）］｝〉》」』】〕〗”’…—·～‥％‰℃,.:;?!)]}»›%ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮๆฯ"
)
NO_END = frozenset("（［｛〈《「『【〔〖“‘([{«‹¿¡$¥￥€£฿")

_HAN = "\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
_IN_WORDS = re.compile(f"[{_HAN}{_THAI}]")  # scripts that do not part their words
_THAI_WORDS = re.compile(f"[{_THAI}]{{2,}}")
_IS_HAN = re.compile(f"[{_HAN}]")
_SPACES = re.compile("[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+|\u200b")
_WORD, _FIGURE = re.compile(r"\S+"), re.compile(r"\d")
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})[-/\u2010\u2013](?=[^\W\d_]{2})|[\u2014]")
_JOINTS = re.compile(r"[ \u00a0\u202f/_.,;:@&=?\u2010-\u2015-]+")
# A number with its unit, a currency with its amount, a telephone number, a Thai plate: one thing with a space in it.
_UNITS = (
    "km/h|km|kWh|kW|Wh|Ah|Nm|mm|cm|bar|kPa|psi|min|kg|mi|MJ|°C|°F|%|h|m|s|g|l|L|V|A|W|Ω|[A-Z]{3}|[€£¥฿$]"
    "|กม\\.|บาท|كم|ك\\.و\\.س|د\\.إ|公里|千米|千瓦时"
)
_BOUND = re.compile(
    "|".join(
        (
            r"(?<=[\d)]) (?=[+\d(][\d() -]{0,30}(?:\s|$|[\u2069,.;]))",
            rf"(?<=\d) (?=(?:{_UNITS})(?!\w))",
            r"(?<=\b[A-Z]{3}) (?=[\u2066\u2068]?[-+]?\d)",
            r"(?<=[€£¥฿$]) (?=\d)",
            r"(?<![\u0e01-\u0e4e])(?<=[\u0e01-\u0e2e]) (?=\d{1,4}\b)",
            r"(?<![\u0e01-\u0e4e])(?<=[\u0e01-\u0e2e]{2}) (?=\d{1,4}\b)",
        )
    )
)


@lru_cache(4_000)
def good(text: str) -> Sequence[int]:
    """Places, in order, at which a new line may begin; a space that carries a mark is a letter, and stays with it."""
    bound = {match.end() for match in _BOUND.finditer(text)}
    found = {match.end() for match in _SPACES.finditer(text)} - bound
    if _HYPHEN.search(text):
        found.update(_hyphens(text))
    if _IN_WORDS.search(text):
        found.update(_thai(text))
        found.update(_han(text))
        found = {at for at in found if _may_part(text, at)}
    return _before_letters(text, found)


@lru_cache(200)
def reluctant(text: str) -> Sequence[int]:
    """Places for a code, a number, a name or a Thai compound that alone is wider than the line."""
    found = {match.end() for match in _JOINTS.finditer(text)}
    found.update(_thai(text, SHORT))
    return _before_letters(text, found)


@lru_cache(200)
def last_resort(text: str) -> Sequence[int]:
    """Every place between two letters, marks and Thai vowels left with theirs."""
    apart = (at for at in range(1, len(text)) if text[at] not in NEVER_FIRST and text[at - 1] not in NEVER_LAST)
    return _before_letters(text, apart)


def _before_letters(text: str, places: Iterable[int]) -> list[int]:
    if text.isascii():  # no marks
        return sorted(at for at in places if 0 < at < len(text))
    return sorted(at for at in places if 0 < at < len(text) and KIND[text[at]] is not Kind.MARK)


def _hyphens(text: str) -> Iterator[int]:
    """Behind the hyphens of words; codes and order numbers, which have a figure, are left whole."""
    for word in _WORD.finditer(text):
        if not _FIGURE.search(word.group()):
            for match in _HYPHEN.finditer(text, word.start(), word.end()):
                yield match.end()


def _may_part(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at : at + 1]
    if before.isspace() and before != "\u00a0":
        return True
    return (
        after not in NO_START and before not in NO_END and not after.isspace() and KIND[after or " "] is not Kind.MARK
    )


def _han(text: str) -> Iterator[int]:
    """Between two characters of which one is Chinese or Japanese."""
    for at, (before, after) in enumerate(pairwise(text), 1):
        if _IS_HAN.match(before) or _IS_HAN.match(after):
            yield at


def _thai(text: str, longest: int = LONGEST) -> Iterator[int]:
    """Between Thai words of so many letters at most."""
    for match in _THAI_WORDS.finditer(text):
        yield from (match.start() + at for at in word_ends(match.group(), longest))
