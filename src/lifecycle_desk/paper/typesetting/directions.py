"""The direction of a text and of its parts: the rules of bidi.py, with what a paper adds to them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lifecycle_desk.base.isolates import codes_isolated
from lifecycle_desk.paper.typesetting.bidi import CLASS, first_strong, levels

# Anything that a left-to-right line must think about; without it every level is 0.
_RIGHTWARD = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Arabic and Hebrew letters with plain spaces and stops: in a right-to-left line every level is 1.
_ALL_RIGHTWARD = re.compile("[\u05d0-\u05ea\u0620-\u065f\u066e-\u06d3\u06fa-\u06fc،؛؟ .:!?«»()'\"-]*")
_MARKED = "\u200f"  # CLDR puts it into what has no letter and still runs to the left: an Arabic day in figures
_RIGHT_LETTER = re.compile("[\u05d0-\u07bf\u0860-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@lru_cache(6_000)
def direction(text: str, *, right_to_left: bool) -> int:
    """The level of a paragraph, 0 or 1, in a language of that direction.

    In a paper that runs to the right it is that of the text's first strong letter: a complaint in Arabic that names a
    part in Latin letters still runs to the left. What a sentence of ours quotes is isolated and passed over.
    In a paper that runs to the left it is the language's own while the text has a letter of it, for its sentences may
    begin with a brand; a name, an amount or a code of the other direction alone runs its own way, so that a telephone
    number keeps its order.
    """
    rightward = bool(_RIGHT_LETTER.search(text)) and any(CLASS[char] in ("R", "AL") for char in text)
    if right_to_left and not rightward:
        return int(_MARKED in text and not any(CLASS[char] == "L" for char in text))
    if right_to_left or not rightward:
        return int(rightward)
    first = first_strong(text)
    return int(not any(CLASS[char] == "L" for char in text)) if first is None else first


def only_rightward(text: str) -> bool:
    """Whether nothing in a text can run to the left, nor turn what stands beside it around."""
    return text.isascii() or not _RIGHTWARD.search(text)


@lru_cache(6_000)
def embedding(text: str, base: int) -> Sequence[int]:
    """The level of each character in a paragraph of level 0 or 1; what X9 takes out goes with what is before it.

    Codes, telephone numbers and quantities with Latin units are isolated (`base/isolates`), as they are on screen.
    """
    if not base and not _RIGHTWARD.search(text):
        return bytes(len(text))
    if base and _ALL_RIGHTWARD.fullmatch(text):
        return b"\1" * len(text)
    isolated = codes_isolated(text)
    found, last = [], base
    for level in levels(isolated, base)[1]:
        last = last if level is None else level
        found.append(last)
    return bytes(found if isolated == text else _without_added(found, isolated, text))


def _without_added(found: Sequence[int], isolated: str, text: str) -> Iterator[int]:
    """The levels of a text's own characters, in order."""
    at = 0
    for level, char in zip(found, isolated, strict=True):
        if at < len(text) and char == text[at]:
            yield level
            at += 1
