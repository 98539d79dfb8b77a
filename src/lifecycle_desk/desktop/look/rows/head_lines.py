"""A heading in two lines, where its column is narrower than its words: parted where they leave it narrowest."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QTextBoundaryFinder

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.thai_lines import ends_between_words
from lifecycle_desk.desktop.look.theme import theme

MOST_LINES = 2  # a third would take a row from every list for the longest word of one language
LATER_LINE = 16  # px that a head gets higher by its second line


def narrowest(words: str, role: t.Role) -> int:
    """How wide a heading is in two lines, or in one where it is a single word."""
    return min((_widest(parts, role) for parts in ways(words)), default=theme.width(words, role))


def lines_in(words: str, role: t.Role, width: int) -> tuple[str, ...]:
    """The lines of a heading in a width: as few as hold it whole, and two as even as they can be.

    Where even two are too narrow for it, the first is filled and the second is what one reads cut.
    """
    if theme.width(words, role) <= width + 1:
        return (words,)
    even = min(ways(words), key=lambda parts: _widest(parts, role), default=(words,))
    if _widest(even, role) <= width + 1:
        return even
    filled = [parts for parts in ways(words) if theme.width(parts[0], role) <= width + 1]
    return filled[-1] if filled else even


@lru_cache(maxsize=2048)  # every sharing of a width asks for all headings of a table
def ways(words: str) -> tuple[tuple[str, str], ...]:
    """All ways to set a heading in two lines, the earliest end first."""
    parted = ((words[:end].rstrip(), words[end:].lstrip()) for end in _ends(words))
    return tuple((first, second) for first, second in parted if first and second)


def _ends(words: str) -> Iterable[int]:
    """Where a line may end: Thai by the program's own dictionary, all else by Unicode's rules."""
    if thai := ends_between_words(words):
        return thai
    finder, found = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, words), []
    while (at := finder.toNextBoundary()) > 0:
        found.append(at)
    return found


def _widest(parts: Iterable[str], role: t.Role) -> int:
    return max(theme.width(each, role) for each in parts)
