"""Thai in running text: lines end between words, by the program's own dictionary.

Qt asks a library of the system, which parts words (วัน|ที่), and where there is none it breaks at spaces alone.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import cast

from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from lifecycle_desk.language.thai import LONGEST, NEVER_FIRST, NEVER_LAST, SHORT, word_ends

LINE_END = "\u2028"  # by which Qt ends a line
_THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]{2,}")
_FROM_RIGHT = re.compile("[\u0590-\u08ff]")
_SPACES = " \u2000-\u2006\u2008-\u200b\u3000"  # those that part
# Behind spaces, and behind a hyphen or a stroke between two words.
_ELSEWHERE = re.compile(rf"[{_SPACES}]+|(?<=[^\W\d_])[-/\u2010\u2013](?=[^\W\d_])")
_AT_END = re.compile(f"[{_SPACES}]+$")


def ended(paragraph: str, font: QFont, width: int) -> str:
    """A paragraph with a sign at the end of each of its lines in a width, where it holds Thai and takes several.

    What holds Arabic or Hebrew too is left to Qt: there a width does not add up from the start of the text.
    """
    if not _THAI.search(paragraph) or _FROM_RIGHT.search(paragraph):
        return paragraph
    layout = _in_one_line(paragraph, font)
    if layout.lineAt(0).naturalTextWidth() <= width:
        return paragraph
    starts = [0, *_starts(paragraph, layout, width), len(paragraph)]
    return LINE_END.join(paragraph[start:end] for start, end in pairwise(starts))


def ends_between_words(text: str) -> Sequence[int]:
    """Where a short text that holds Thai may be parted; nowhere where it holds none."""
    return [at for at, _ in _places(text)[:-1]] if _THAI.search(text) else []


def _in_one_line(paragraph: str, font: QFont) -> QTextLayout:
    layout, option = QTextLayout(paragraph, font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _starts(paragraph: str, layout: QTextLayout, width: int) -> Iterator[int]:
    """Where the lines begin but for the first, each line as full as it gets."""
    line, places, start = layout.lineAt(0), _places(paragraph), 0
    while start < len(paragraph):
        reach, found = _along(line, start) + width, start
        for place, inked in places:
            if place > start and _along(line, inked) > reach:
                break
            found = max(found, place)
        if found == start:  # a compound, a name or a code that alone is wider
            short = [place for place in _inside(paragraph) if place > start and _along(line, place) <= reach]
            found = max(short, default=0) or _anywhere(paragraph, start, line, reach)
        if found < len(paragraph):
            yield found
        start = found


def _along(line: QTextLine, at: int) -> float:
    x, _ = cast("tuple[float, int]", line.cursorToX(at))  # its stub says object
    return x


@lru_cache(maxsize=512)  # a layout tries several widths
def _places(paragraph: str) -> Sequence[tuple[int, int]]:
    """Where a line may end, in order, each with the end of its ink: spaces there hang over; at last the end of all."""
    found = {match.end() for match in _ELSEWHERE.finditer(paragraph)} | {len(paragraph)}
    found.update(_inside(paragraph, LONGEST))
    return [(at, len(_AT_END.sub("", paragraph[:at]))) for at in sorted(found)]


def _inside(paragraph: str, longest: int = SHORT) -> Iterator[int]:
    """Between Thai words of so many letters at most."""
    for match in _THAI.finditer(paragraph):
        yield from (match.start() + at for at in word_ends(match.group(), longest))


def _anywhere(paragraph: str, start: int, line: QTextLine, reach: float) -> int:
    """The last place within reach at which Thai spelling lets a line begin; the first, where none is."""
    found = 0
    for at in range(start + 1, len(paragraph) + 1):
        if paragraph[at : at + 1] in NEVER_FIRST or paragraph[at - 1] in NEVER_LAST:
            continue
        if found and _along(line, at) > reach:
            break
        found = at
    return found
