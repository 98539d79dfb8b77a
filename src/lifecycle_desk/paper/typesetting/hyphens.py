"""Where a word may be parted with a hyphen: by the patterns of TeX (F. M. Liang), never in names, codes or figures."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from lifecycle_desk.base.resources import resource

PATTERNS = {"de": "de-1996", "en": "en-gb", "es": "es", "fr": "fr", "pt": "pt", "ru": "ru", "tr": "tr"}
LEAST = 3  # letters on either side of a hyphen
SHORTEST = 7  # letters of a word that is worth one
ALONE = 10  # letters of a capitalised word that is all of a text: a label, where a shorter one might be a surname
GERMAN_NOUN = 14  # letters from which a capitalised word beside others like it is a compound and hardly a surname
NEAR = 12  # characters before a word in which what it follows is looked for

_DIGITS = dict.fromkeys(range(ord("0"), ord("9") + 1))
_COMMENT = re.compile("%.*")
_PATTERNS = re.compile(r"\\patterns\s*\{(.*?)\}", re.DOTALL)
_EXCEPTIONS = re.compile(r"\\hyphenation\s*\{(.*?)\}", re.DOTALL)
# Letters only, with hyphens and apostrophes between them and other signs around: no address, no code, no figure.
_WORD = re.compile(r"(?<!\S)[^\w\s@]*([^\W\d_]+(?:[-'’][^\W\d_]+)*)[^\w\s@]*(?!\S)")
_PART = re.compile(r"[^\W\d_]+")
_ISOLATED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")  # what somebody marked as a value: a code or a name
_PARTICLES = frozenset({"da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "van", "von", "y"})
_TITLE = re.compile(r"\b(?:Herrn?|Frau|Hr\.|Fr\.|Dr\.)\s+$")
_SENTENCE = re.compile(r"[.!?:]\W*$")


@lru_cache(1_000)
def hyphens(text: str, language: str) -> Sequence[int]:
    """The places in a text, in order, at which a word of the language may be parted with a hyphen."""
    inside = [match.span() for match in _ISOLATED.finditer(text)]
    names = _only_names(text)
    found: list[int] = []
    for word in _WORD.finditer(text):
        if any(start <= word.start(1) < end for start, end in inside):
            continue
        for part in _PART.finditer(text, *word.span(1)):
            if _speaks(text, part, language, names=names):
                found += (part.start() + at for at in _parted(part.group().lower(), language))
    return found


def _only_names(text: str) -> bool:
    """Whether all words of a text are capitalised, as those of names are."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word not in _PARTICLES]
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def _speaks(text: str, part: re.Match[str], language: str, *, names: bool) -> bool:
    """Whether letters are a word of the language and not an abbreviation, a brand or somebody's name."""
    letters = part.group()
    if len(letters) < SHORTEST or not letters[1:].islower():
        return False
    if not letters[0].isupper():
        return True
    before = text[max(part.start() - NEAR, 0) : part.start()]
    begins = not _PART.search(before) or bool(_SENTENCE.search(before))
    if begins and len(letters) == len(text.strip()):
        return len(letters) >= ALONE
    if language == "de":
        return len(letters) >= GERMAN_NOUN or not (names or _TITLE.search(before))
    return begins and not names


@lru_cache(2_000)
def _parted(word: str, language: str) -> Sequence[int]:
    """The places at which a word in small letters may be parted."""
    patterns, exceptions, longest = _rules(language)
    if word in exceptions:
        places: Iterator[int] = iter(exceptions[word])
    else:
        places = (at for at, value in enumerate(_values(f".{word}.", patterns, longest), -1) if value & 1)
    return [at for at in places if LEAST <= at <= len(word) - LEAST]


def _values(word: str, patterns: dict[str, str], longest: int) -> Sequence[int]:
    """The value before each letter of a word: the highest that a pattern found in it has there; odd ones part."""
    values = [0] * (len(word) + 1)
    for start in range(len(word)):
        for end in range(start + 1, min(start + longest, len(word)) + 1):
            pattern = patterns.get(word[start:end])
            if pattern:
                at = start
                for sign in pattern:
                    if sign.isdecimal():
                        values[at] = max(values[at], int(sign))
                    else:
                        at += 1
    return values


@cache
def _rules(language: str) -> tuple[dict[str, str], dict[str, Sequence[int]], int]:
    """The patterns of a language by their letters, the words that are parted otherwise, and the longest pattern."""
    text = resource(f"hyphens/hyph-{PATTERNS[language]}.tex").read_text("utf-8")
    text = _COMMENT.sub("", text)
    listed = " ".join(_PATTERNS.findall(text))
    patterns = dict(zip(listed.translate(_DIGITS).split(), listed.split(), strict=True))
    exceptions: dict[str, Sequence[int]] = {}
    for word in " ".join(_EXCEPTIONS.findall(text)).split():
        ends = [match.start() - nth for nth, match in enumerate(re.finditer("-", word))]
        exceptions[word.replace("-", "")] = ends
    return patterns, exceptions, max(map(len, patterns))
