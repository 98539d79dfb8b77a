"""What Chrome makes of a line: pdfium goes by where letters stand, and turns around what runs to the left.

It takes what stands on a line from left to right, cuts it wherever letters to the right, letters to the left, figures
and all else follow one another, and reads the pieces from right to left if letters to the left are at least as many of
them as letters to the right. So it tears a code such as RO-123 that stands beside an Arabic word, though it knows each
of its parts. After something that stands lower than the letters behind it, it begins again from the left; after what
stands lower still, it takes up a new line and counts anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from lifecycle_desk.paper.typesetting.bidi import CLASS
from lifecycle_desk.paper.typesetting.directions import only_rightward
from lifecycle_desk.paper.typesetting.shaping import Glyphs


class _Side(Enum):
    RIGHT = auto()  # Latin letters
    LEFT = auto()  # Arabic letters
    FIGURES = auto()  # and the signs between them
    NONE = auto()


_SIDES = {"L": _Side.RIGHT, "R": _Side.LEFT, "AL": _Side.LEFT} | dict.fromkeys(
    ("AN", "EN", "NSM", "CS", "ES", "ET", "BN"), _Side.FIGURES
)
type _Stretch = tuple[_Side, Sequence[int]]
SAME = 0.3  # sizes by which what stands on one line may stand higher or lower


class Parting(Enum):
    """What something that stands lower makes pdfium do: nothing, begin again from the left, or take up a new line."""

    NONE = auto()
    GROUP = auto()
    LINE = auto()


class Part(NamedTuple):
    """Letters that stand together from a place on, as they are seen, and whether they were typed from left to right.

    `plain`: there is nothing among them that a reader turns around, and they were typed as they are seen.
    """

    start: float
    seen: str
    ascending: bool
    plain: bool

    @classmethod
    def of(cls, start: float, glyphs: Glyphs) -> "Part":
        """A run of glyphs, where it starts."""
        return cls(start, glyphs.said, glyphs.ascending, glyphs.ascending and only_rightward(glyphs.said))

    @classmethod
    def straight(cls, line: Iterable[Glyphs]) -> "Part":
        """A whole line of which every run was typed from left to right."""
        seen = "".join([glyphs.said for glyphs in line])
        return cls(0.0, seen, ascending=True, plain=only_rightward(seen))

    def moved(self, across: float) -> "Part":
        """The same letters so much further to the right."""
        return Part(self.start + across, self.seen, self.ascending, self.plain)


def read_as_typed(groups: Sequence[Sequence[Part]]) -> bool:
    """Whether pdfium gives back what stands on one line as it was typed; parts come in the order of typing.

    Each group is taken from left to right. A mark of letters to the left that follows a code at once is not asked
    about: no space parts them.
    """
    if all(part.plain for group in groups for part in group):  # then places alone decide
        starts = ([part.start for part in group if part.seen] for group in groups)
        return all(before <= after for group in starts for before, after in pairwise(group))
    pieces: list[tuple[_Side, list[int]]] = []
    count, apart = 0, True
    for group in groups:
        placed: list[tuple[float, int, Sequence[_Stretch]]] = []
        for part in group:
            placed.append((part.start, count, _stretches(part.seen, part.ascending, apart)))
            if part.seen:
                apart = part.seen[-1 if part.ascending else 0] == " "
                count += len(part.seen)
        placed.sort(key=itemgetter(0))
        for _, first, stretches in placed:
            for side, ends in stretches:
                if not (pieces and pieces[-1][0] is side):
                    pieces.append((side, []))
                pieces[-1][1].extend([first + end for end in ends])
    return all(before < after for before, after in pairwise(_read(pieces)))


@lru_cache(6_000)
def _stretches(seen: str, ascending: bool, apart: bool) -> Sequence[_Stretch]:  # noqa: FBT001 (a cache looks up places in half the time of names)
    """The letters of a part as they are seen, those of one side together; `apart`: a space was typed before them.

    Of the numbers of a stretch the first and the last do, since those between go up, or down, all the way.
    """
    typed = seen if ascending else seen[::-1]
    before = [" " if apart else "", *typed]
    bound = {
        number
        for number, (char, after) in enumerate(zip(typed, before, strict=False))
        if not (ascending or char.isalnum() or after == " ")
    }
    numbers = range(len(seen)) if ascending else range(len(seen))[::-1]
    found: list[_Stretch] = []
    sided = ((_SIDES.get(CLASS[char], _Side.NONE), number) for char, number in zip(seen, numbers, strict=True))
    for side, letters in groupby(sided, itemgetter(0)):
        free = [number for _, number in letters if number not in bound]
        found.append((side, [free[0], free[-1]] if len(free) > 1 else free))
    return found


def _read(pieces: Sequence[tuple[_Side, Sequence[int]]]) -> Sequence[int]:
    """The pieces in the order in which pdfium reads them."""
    sides = [side for side, _ in pieces]
    leftward = sides.count(_Side.LEFT) >= max(sides.count(_Side.RIGHT), 1)
    found: list[int] = []
    for side, numbers in reversed(pieces) if leftward else pieces:
        if side is not _Side.FIGURES:
            leftward = side is _Side.LEFT or (leftward and side is _Side.NONE)
        found += reversed(numbers) if side is _Side.LEFT or (leftward and side is _Side.NONE) else numbers
    return found


def words(start: float, glyphs: Glyphs, points: float) -> Iterator[tuple[float, Glyphs]]:
    """The words of a run to the left, in the order of typing, each with its spaces and where it starts."""
    texts, clusters = glyphs.texts, glyphs.clusters
    inner = range(len(texts) - 1, 0, -1) if not glyphs.ascending else ()
    ends = [clusters[at - 1] for at in inner if texts[at] == " " != texts[at - 1]]
    if not ends:
        yield start, glyphs
        return
    right, begun = start + glyphs.total * points, 0
    for end in (*ends, clusters[0] + 1):
        word = glyphs.part(begun, end)
        right, begun = right - word.total * points, end
        yield right, word


def ends_in_space(glyphs: Glyphs) -> bool:
    """Whether the last letter of a run, as it was typed, is a space."""
    return glyphs.texts[-1 if glyphs.ascending else 0] == " "


def partings(turns: Sequence[tuple[float, Glyphs]]) -> Mapping[int, Parting]:
    """What has to part turns from those after them, so that pdfium reads all as typed: only a space can."""
    found: dict[int, Parting] = {}
    groups: list[list[Part]] = [[]]
    space: tuple[int, list[Part]] | None = None  # the last turn that ends in one, and what stands after it
    for nth, (start, glyphs) in enumerate(turns):
        part = Part.of(start, glyphs)
        if space:
            space[1].append(part)
        if not read_as_typed([*groups[:-1], [*groups[-1], part]]) and space:
            at, since = space
            if at == nth - 1 and read_as_typed([*groups, [part]]):
                found[at] = Parting.GROUP
                groups.append([part])
            else:
                found[at] = Parting.LINE
                groups, space = [since], None
        else:
            groups[-1].append(part)
        if ends_in_space(glyphs):
            space = nth, []
    return found


class Lines:
    """What pdfium takes for one line of a page, as far as it is drawn: lines of cells that stand side by side."""

    def __init__(self) -> None:
        self._groups: list[list[Part]] = []
        self._at, self._size = float("-inf"), 0.0

    def parting(self, parts: Sequence[Part], apart: tuple[int, int], at: tuple[float, float], size: float) -> Parting:
        """What has to part the next line, at a place, from what is drawn; `apart`: the parts before and behind its own.

        So many of its parts stand before the first line that it takes up, and before the last one.
        """
        x, y = at
        first, last = apart
        moved = [part.moved(x) for part in parts]
        groups = self._groups if abs(y - self._at) < SAME * max(size, self._size) else []
        self._at, self._size = y, size
        begun = moved[:first] if first else moved
        if not groups:
            found, groups = Parting.NONE, [begun]
        elif read_as_typed(longer := [*groups[:-1], [*groups[-1], *begun]]):
            found, groups = Parting.NONE, longer
        elif read_as_typed([*groups, begun]):
            found, groups = Parting.GROUP, [*groups, begun]
        else:
            found, groups = Parting.LINE, [begun]
        self._groups = [moved[last:]] if last else groups
        return found
