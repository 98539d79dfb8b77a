"""How an entry is found by what somebody types: the beginnings of its numbers and of the words of its texts.

A script without blanks between words, such as Thai and Chinese, is found from every letter on.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from lifecycle_desk.base.folding import folded, tight

LONGEST_TERM = 40  # of a word; nobody types more of it
UNBROKEN_TERM = 8  # letters of scripts without blanks; what is typed beyond them finds no fewer
PARTING = re.compile(r"[\s\-/.,;:()\[\]]+")
UNBROKEN = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}")
FEWEST = 3  # letters from which on entries are offered
FEWEST_UNBROKEN = 2  # two Chinese letters say as much as a word


def terms_of(code: str, texts: Iterable[str]) -> list[str]:
    """The beginnings by which an entry is found."""
    terms = {tight(code)[:LONGEST_TERM]}
    for each in (folded(code), *map(folded, texts)):
        for word in PARTING.split(each):
            terms.add(word[:LONGEST_TERM])
            for run in UNBROKEN.findall(word):
                terms |= {run[at : at + UNBROKEN_TERM] for at in range(len(run) - 1)}
    return sorted(terms - {""})


def wanted_of(typed: str) -> tuple[tuple[str, ...], str]:
    """The words that are typed, each a beginning, and all of it as one number."""
    words = [each for each in PARTING.split(folded(typed)) if each]
    limited = (each[: UNBROKEN_TERM if UNBROKEN.match(each) else LONGEST_TERM] for each in words)
    return tuple(dict.fromkeys(limited)), tight(typed)[:LONGEST_TERM]


@lru_cache(maxsize=4)  # each place that finds something asks it of the same letters
def is_enough(typed: str) -> bool:
    """Whether enough is typed for entries to be offered."""
    bare = tight(typed)
    return len(bare) >= (FEWEST_UNBROKEN if UNBROKEN.search(bare) else FEWEST)


def fits(terms: Iterable[str], words: Iterable[str], number: str) -> bool:
    """Whether an entry of some terms is meant by what is typed."""
    held = tuple(terms)
    return any(each.startswith(number) for each in held) or all(
        any(each.startswith(word) for each in held) for word in words
    )
