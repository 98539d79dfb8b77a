"""How names are found: whole words where a script parts its words, by its own rule where it does not.

Each pattern is for folded text. A name's parts are sought too, since somebody is called by the given or
the family name alone.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from lifecycle_desk.base.resources import resource
from lifecycle_desk.vehicle.rules.mentions.folding import folded

RUNNING = frozenset({"THAI", "LAO", "KHMER", "MYANMAR"})  # scripts that write no spaces, in syllables of several signs
SYLLABIC = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})  # a character a syllable, words not parted or joined
SHORTEST_LATIN = 2  # letters: a part as short as this is looked up with the whole name only
SHORT_THAI = 3  # characters: a part as short as this stands inside many words
JOINED, JOINED_LONG = 3, 4  # letters of an Arabic name from which on another word seldom looks like it with a prefix
KOREAN = 3  # syllables of most Korean names, the first of them the family's
LETTERS = {  # of scripts that part words, after folding; others are a block of 128
    "LATIN": "a-z\u00aa-\u024f\u0250-\u02af\u1e00-\u1eff",
    "ARABIC": "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff",
    "CYRILLIC": "\u0400-\u052f",
    "GREEK": "\u0370-\u03ff\u1f00-\u1fff",
    "HEBREW": "\u05d0-\u05ea",
}
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
THAI = "\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e"
_BETWEEN = re.compile(r"[\s\-‐.,·•/()\"]+")
# No syllable of Thai begins after a vowel that is written first, or after one that wants a consonant at its end; none
# ends before a vowel or tone that is written over, under or after its consonant.
_THAI_FRESH = r"(?<![เแโใไ])(?<!ั)(?<!ั[่-๋])(?<!็)"
_THAI_DONE = r"(?![ะ-ฺๅ็-๎])"


@cache
def customs() -> dict[str, Any]:
    """The lists of particles, titles and what is joined to names."""
    return tomllib.loads(resource("people/names.toml").read_text("utf-8"))


@cache
def _particles() -> frozenset[str]:
    return frozenset(folded(each).text for each in customs()["particles"])


def script_of(letter: str) -> str:
    """The script of a letter by its name in Unicode: LATIN, ARABIC, THAI, CJK."""
    return unicodedata.name(letter, "NONE").partition(" ")[0]


def name_patterns(name: str) -> Iterator[str]:
    """The patterns of a person's name, the whole first, then its parts."""
    parts = [each for each in map(_untitled, _BETWEEN.split(folded(name).text)) if each]
    if len(parts) > 1:
        yield _joined(parts)
    for part in parts:
        if part not in _particles():
            yield from part_patterns(part)


def telling_parts(name: str) -> Iterator[str]:
    """The parts of a name by which a text can be looked up: what is too short stands in any text."""
    for part in filter(None, map(_untitled, _BETWEEN.split(name))):
        short = SHORTEST_LATIN if script_of(folded(part).text[:1] or " ") == "LATIN" else 1
        if len(part) > short and folded(part).text not in _particles():
            yield part


def company_patterns(name: str) -> Iterator[str]:
    """A company's name as a whole, with and without its form: its parts are words of the trade and of towns."""
    parts = [each for each in _BETWEEN.split(folded(name).text) if each]
    bare = list(parts)
    while bare and bare[-1] in _particles():
        bare.pop()
    while bare and bare[0] in _particles():
        bare.pop(0)
    for each in (parts, bare):
        if len("".join(each)) > 1:
            yield _joined(each)


def _untitled(part: str) -> str:
    """A part of a name without the title that is written onto it."""
    listed = customs()
    for title in listed["thai"]["written_onto"]:
        rest = part.removeprefix(title)
        if rest != part and len(rest) > 1 and re.match(_THAI_DONE, rest):
            return rest
    for title in listed["chinese"]["titles"]:
        if part.endswith(title) and len(part) > len(title):
            return part.removesuffix(title)
    return part


def _joined(parts: list[str]) -> str:
    """Parts one after another, with whatever stands between them; where a script has no spaces, also with nothing."""
    least = 0 if all(script_of(each[0]) in RUNNING | SYLLABIC for each in parts) else 1
    between = rf"[\s\-.,·•/()\"]{{{least},3}}"
    return whole(between.join(map(re.escape, parts)), parts[0][0], parts[-1][-1])


def whole(inner: str, first: str, last: str) -> str:
    """A pattern that neither begins nor ends inside a word of the scripts of its first and last letter."""
    return f"{_fresh(first)}{inner}{_done(last)}"


def _fresh(letter: str) -> str:
    script = script_of(letter)
    if script in SYLLABIC | RUNNING:
        return _THAI_FRESH if script == "THAI" else ""
    letters = _letters(letter)
    return f"(?<![{letters}])(?<![{letters}]')"


def _done(letter: str) -> str:
    script = script_of(letter)
    if script in SYLLABIC | RUNNING:
        return _THAI_DONE if script == "THAI" else ""
    return f"(?![{_letters(letter)}])"


def _letters(letter: str) -> str:
    """The letters of a letter's script, as a class of a regular expression."""
    if known := LETTERS.get(script_of(letter)):
        return known
    if letter.isascii():
        return "0-9" if letter.isdecimal() else re.escape(letter)
    block = ord(letter) & ~0x7F
    return f"{chr(block)}-{chr(block + 0x7F)}"


def part_patterns(part: str) -> Iterator[str]:
    """One part of a name."""
    if script_of(part[0]) == "CJK":
        yield from _han(part)
        return
    match script_of(part[0]):
        case _ if len(part) == 1:
            return
        case "ARABIC":
            yield from _arabic(part)
        case script if script in RUNNING:
            yield from _running(part)
        case script if script in SYLLABIC:
            yield from _syllabic(part)
        case _:
            yield whole(re.escape(part), part[0], part[-1])


def _arabic(part: str) -> Iterator[str]:
    """With what Arabic joins to the word that follows, so that "and Mohammed" is found as a whole, and cut nowhere."""
    listed, bare = customs()["arabic"], part.removeprefix("ال")
    before = [""]
    if len(part) >= JOINED:
        before += listed["joined"]
    if len(part) >= JOINED_LONG:
        before += listed["joined_long"]
    yield whole(f"(?:{'|'.join(before)}){part}", part[0], part[-1])
    if bare != part and len(bare) >= JOINED:
        yield whole(f"(?:{'|'.join(listed['article'])})?{bare}", part[0], part[-1])


def _running(part: str) -> Iterator[str]:
    """Thai and its kin: wherever it is a run of whole syllables; a short part only beside a space or after a title."""
    if len(part) > SHORT_THAI:
        yield whole(re.escape(part), part[0], part[-1])
        return
    yield f"(?<![{THAI}]){re.escape(part)}(?![{THAI}])"
    for title in customs()["thai"]["titles"]:
        yield f"(?<={re.escape(folded(title).text)}){re.escape(part)}{_THAI_DONE}"


def _syllabic(part: str) -> Iterator[str]:
    """Korean and Japanese: the name wherever it stands, and a Korean given name without the family's."""
    if len(part) > 1:
        yield re.escape(part)
    if script_of(part[0]) == "HANGUL" and len(part) == KOREAN:
        yield re.escape(part[1:])


def _han(part: str) -> Iterator[str]:
    """A Chinese name wherever it stands; family or given name where people are called by them."""
    if len(part) > 1:
        yield re.escape(part)
        spaced = r"[\s·]?".join(map(re.escape, part))
        yield f"(?<![{HAN}]){spaced}(?![{HAN}])"
    surnames = customs()["chinese"]["compound_surnames"]
    family = next((each for each in surnames if part.startswith(each) and part != each), part[0])
    given = part.removeprefix(family)
    yield from _called(family)
    if len(given) > 1:
        yield re.escape(given)
    elif given:
        yield from _called(given)
        yield given * 2


def _called(short: str) -> Iterator[str]:
    """A family name or a given name of one character: alone, before a title, after "old" or "little"."""
    listed = customs()["chinese"]
    beside = "".join(listed["beside"])
    fresh, done = f"(?:(?<![{HAN}])|(?<=[{beside}]))", f"(?:(?![{HAN}])|(?=[{beside}]))"
    word = re.escape(short)
    yield f"{word}(?={'|'.join(listed['titles'])})"
    yield f"{fresh}{word}(?=[{''.join(listed['short_titles'])}]{done})"
    yield f"{fresh}[{''.join(listed['before'])}]{word}{done}"
    yield f"(?<![{HAN}]){word}(?![{HAN}])"
