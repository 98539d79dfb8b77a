"""Finding somebody in a text: the places where it says a name, a part of it, a number or an address that is known."""

import re
from collections.abc import Callable, Iterable, Iterator

from lifecycle_desk.vehicle.rules.mentions.folding import Folded, folded
from lifecycle_desk.vehicle.rules.mentions.known import Identity
from lifecycle_desk.vehicle.rules.mentions.names import company_patterns, name_patterns
from lifecycle_desk.vehicle.rules.mentions.numbers import (
    address_patterns,
    code_patterns,
    email_patterns,
    phone_patterns,
    plate_patterns,
)

WORD_LIKE = 2  # Latin letters: a shorter part of a name is a word of many languages, so it is sought with a capital
_NONE = re.compile(r"(?!)")
_GAP = re.compile(r"[\s\-‐.,·•/]{0,3}")


class Mentions:
    """Knows some people and finds them in texts."""

    def __init__(self, known: Identity) -> None:
        self._numbers = _compiled(
            *_each(phone_patterns, known.phones),
            *_each(plate_patterns, known.plates),
            *_each(code_patterns, known.tax_ids),
        )
        self._words = _compiled(
            *_each(email_patterns, known.emails),
            *_each(address_patterns, known.addresses),
            *_each(company_patterns, known.companies),
            *_each(name_patterns, known.names),
        )

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where a text speaks of them, from and up to, in order; what only a space parts is one place."""
        seen = folded(text)
        found = sorted((*_found(self._numbers, seen, text), *_found(self._words, seen, text)))
        merged: list[tuple[int, int]] = []
        for start, end in found:
            if merged and (start <= merged[-1][1] or _GAP.fullmatch(text, merged[-1][1], start)):
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return merged

    def covered(self, text: str, cover: str) -> str:
        """A text with something else in each of these places."""
        for start, end in reversed(self.places(text)):
            text = text[:start] + cover + text[end:]
        return text


def _each(patterns: Callable[[str], Iterator[str]], words: Iterable[str]) -> Iterator[str]:
    """The patterns of some words, the longest word first: of several that fit, the first is taken."""
    for word in sorted({each.strip() for each in words if each.strip()}, key=lambda each: (-len(each), each)):
        yield from patterns(word)


def _compiled(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(dict.fromkeys(patterns))) if patterns else _NONE


def _found(sought: re.Pattern[str], seen: Folded, text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while match := sought.search(seen.text, at):
        start, end = seen.place(*match.span())
        if _is_meant(match[0], text[start]):
            yield start, end
            at = match.end()
        else:
            at = match.start() + 1


def _is_meant(found: str, first: str) -> bool:
    """Whether a short word of Latin letters is written as a name is."""
    return not (len(found) <= WORD_LIKE and found.isascii() and found.isalpha()) or first.isupper()
