"""Where Thai words end: by a dictionary with the words' rarity, and by what Thai spelling never parts.

Thai puts no spaces between words. Of all ways to read a text as words, the one whose words are together the least rare
is taken (a unigram model, by dynamic programming); what no word covers stays whole, as a name would.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from lifecycle_desk.base.resources import resource

LONGEST = 20  # letters of a word; longer entries of dictionaries are phrases
SHORT = 6  # letters of the words that a compound wider than its line is parted into
TRADE = 8  # bits of a word of the trade: as if it were met often, so that it comes before what it is made of
# In bits too, found by trying on texts with known words: to begin with what no word covers, and a letter of it.
STRANGE, STRANGE_LETTER = 4, 4
NEVER_FIRST = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎ๅๆฯ")  # follows its consonant, or repeats or cuts off a word
NEVER_LAST = frozenset("เแโใไัื")  # stands before its consonant, or asks for one behind
NO_SECOND = "์ฯ"  # makes its consonant silent, or cuts off behind it: that consonant begins no word; nor does a last one
REPEATED = "ๆฯ"
LEADING = frozenset({"การ", "ความ", "ผู้"})  # make a noun of what follows, and go with it; so does a single letter

NOT_THAI_FIRST = re.compile("[\u2066-\u2069]*[^\u0e00-\u0e7f\\s\u2066-\u2069]")
NOT_THAI_LAST = re.compile("[^\u0e00-\u0e7f\\s\u2066-\u2069][\u2066-\u2069]*\\Z")

# The cheapest way to a place: its cost in bits, which place its last word begins at, whether a known word ends there.
type _Way = tuple[float, int, bool]
_NOWHERE: _Way = (float("inf"), 0, True)


@lru_cache(4_000)
def word_ends(text: str, longest: int = LONGEST) -> Sequence[int]:
    """The places between the words, of so many letters at most, of a text in Thai letters only, in order."""
    places = _places(text)
    known, strange = _ways(text, places, longest)
    found, at = [len(text)], len(places) - 1
    in_known = known[at][0] <= strange[at][0]
    while at:
        _, start, after_known = (known if in_known else strange)[at]
        if in_known or after_known:
            found.append(places[start])
        at, in_known = start, after_known
    found.reverse()
    return [end for start, end in pairwise(found[:-1]) if end - start > 1 and text[start:end] not in LEADING]


def _ways(text: str, places: Sequence[int], longest: int) -> tuple[Sequence[_Way], Sequence[_Way]]:
    """The cheapest way to each place: with a known word as its last, and with letters that no word covers."""
    words = _words()
    stops = [len(text[:place].rstrip(REPEATED)) for place in places]
    known, strange = [_NOWHERE] * len(places), [_NOWHERE] * len(places)
    known[0] = (0.0, 0, True)
    for nth, start in enumerate(places[:-1]):
        known_cost, strange_cost = known[nth][0], strange[nth][0]
        after_known = known_cost <= strange_cost
        cost = known_cost if after_known else strange_cost
        for end in range(nth + 1, len(places)):
            if stops[end] - start > longest:
                break
            rarity = words.get(text[start : stops[end]])
            if rarity is not None and cost + rarity < known[end][0]:
                known[end] = (cost + rarity, nth, after_known)
        begun = known_cost + STRANGE <= strange_cost
        cost = known_cost + STRANGE if begun else strange_cost
        strange[nth + 1] = (cost + STRANGE_LETTER * (places[nth + 1] - start), nth, begun)
    return known, strange


def _places(text: str) -> Sequence[int]:
    """The start, each place at which Thai spelling lets a word begin, and the end."""
    inner = (
        at
        for at in range(1, len(text))
        if text[at] not in NEVER_FIRST and text[at - 1] not in NEVER_LAST and text[at + 1 : at + 2] not in NO_SECOND
    )
    return [0, *inner, len(text)]


@cache
def _words() -> dict[str, int]:
    """Each word with its rarity: how many bits of surprise it is."""
    found: dict[str, int] = {}
    for line in resource("thai/words.txt").read_text("utf-8").splitlines():
        rarity, *words = line.split(" ")
        found.update(dict.fromkeys(words, int(rarity)))
    found.update(dict.fromkeys(resource("thai/trade.txt").read_text("utf-8").split(), TRADE))
    return found


def apart_from(items: Sequence[str]) -> Sequence[str]:
    """Items with a space to the Thai "and", where they are of other letters: CLDR writes it close to both."""
    if len(items) < 2:  # noqa: PLR2004 (there is no "and" before)
        return items
    *before, last = items
    if len(before) == 1 and NOT_THAI_LAST.search(before[0]):  # behind two or more CLDR has a space
        before = [f"{before[0]} "]
    return [*before, f" {last}" if NOT_THAI_FIRST.match(last) else last]
