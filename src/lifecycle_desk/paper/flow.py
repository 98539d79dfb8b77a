"""The flow of a paper: blocks give strips, and strips fill pages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple, Protocol

from lifecycle_desk.paper.contents import Compositor, SetLine
from lifecycle_desk.paper.sheet import Sheet
from lifecycle_desk.paper.tags import Tag

TALL = 220.0  # points; a row taller than this may be broken between its lines
ROWS = 2  # that stay together at the end and at the start of a page
SOLID = 60.0  # points; what is as tall as this stands for so many rows
QUARTER = 0.25  # of a page; a last page that is filled less looks left over

type Place = tuple[float, float, bool]  # where a column starts, how wide it is, whether its texts stand at its end
type Draw = Callable[[Sheet, float, float], None]  # on a sheet, at a start and a top


class Strip(NamedTuple):
    """A part of a page that is never broken, as wide as its block.

    `keep`: a page does not end below it. `heads`: strips repeated where a page begins with it. `gap`: only distance,
    dropped at the top of a page. `cling`: a page does not begin with it where it can bring what is above it along.
    `flows`: a line of running text, which stands close to the next one. `turns`: what follows begins on another page.
    `leads`: it stands over rows, and is none itself.
    """

    height: float
    draw: Draw | None = None
    keep: bool = False
    heads: tuple["Strip", ...] = ()
    gap: bool = False
    cling: bool = False
    flows: bool = False
    turns: bool = False
    leads: bool = False

    @property
    def rows(self) -> int:
        """For how many rows it stands; distances and heads are none."""
        if self.gap or self.leads:
            return 0
        return ROWS if self.turns or self.height >= SOLID else 1


class Placed(NamedTuple):
    """A strip and where on its page it begins."""

    strip: Strip
    top: float


class Block(Protocol):
    """A part of a paper."""

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """The block's strips in a width, from top to bottom."""
        ...


def space(height: float) -> Strip:
    """Distance that a page's top does not need."""
    return Strip(height, gap=True)


def spaced(blocks: Iterable[Block], compositor: Compositor, width: float, gap: float) -> Iterator[Strip]:
    """The strips of blocks with a distance between them."""
    for at, block in enumerate(blocks):
        if at:
            yield space(gap)
        yield from block.strips(compositor, width)


def paired(strips: Sequence[Strip]) -> Iterator[Strip]:
    """Rows of which neither the first nor the last is left alone on a page."""
    for at, strip in enumerate(strips):
        yield strip._replace(keep=True) if clings(strips, at) else strip


def clings(strips: Sequence[Strip], at: int) -> bool:
    """Whether a row is the first or the last but one, and it or the last would be too little for a page."""
    last = len(strips) - 1
    if at == last:
        return False
    return (at == 0 and strips[0].rows < ROWS) or (at == last - 1 and strips[last].rows < ROWS)


def led(heading: Strip, strips: Iterable[Strip]) -> Iterator[Strip]:
    """A heading that stays with at least two rows of what it is for."""
    yield heading._replace(keep=True, leads=True)
    following, rows = list(strips), 0
    for at, strip in enumerate(following, 1):
        rows += strip.rows
        yield strip._replace(keep=True) if rows < ROWS and at < len(following) else strip


def closer(strips: Iterable[Strip], share: float) -> Iterator[Strip]:
    """The same strips with a share of the distances between them."""
    for strip in strips:
        yield strip._replace(height=strip.height * share) if strip.gap and share != 1.0 else strip


def banded(
    cells: Sequence[Sequence[SetLine]],
    columns: Sequence[Place],
    heads: tuple[Strip, ...] = (),
    tags: Sequence[Tag] = (),
) -> Iterator[Strip]:
    """Cells side by side as one strip for each of their lines, so that a page may end between any two.

    The last is kept with what ends the row.
    """
    bands = list(zip_longest(*cells))
    for at, band in enumerate(bands, 1):
        lines = [[line] if line else [] for line in band]
        leading = max(line.leading for line in band if line)
        yield Strip(leading, columned(lines, columns, tags), keep=at == len(bands), heads=heads)


def columned(cells: Sequence[Sequence[SetLine]], columns: Sequence[Place], tags: Sequence[Tag] = ()) -> Draw:
    """Draws cells in their columns; `tags` say what they are."""

    def draw(sheet: Sheet, start: float, top: float) -> None:
        for lines, (at, wide, end), tag in zip_longest(cells, columns, tags):
            if lines is None:
                break
            if tag:
                sheet.empty(tag)
            sheet.lines(lines, start + at, top, wide, end=end, tag=tag)

    return draw


def together(strips: Iterable[Strip]) -> Strip:
    """Strips as one that is not broken."""
    parts = list(strips)

    def draw(sheet: Sheet, start: float, top: float) -> None:
        for part in parts:
            if part.draw:
                part.draw(sheet, start, top)
            top += part.height

    return Strip(sum(part.height for part in parts), draw, cling=any(part.cling for part in parts))


type Room = tuple[float, float]  # top and bottom of what a page may fill


def pages(strips: Iterable[Strip], first: Room, other: Room) -> list[list[Placed]]:
    """Strips placed on pages; `first` and `other` are what these may fill."""
    return _filled(_chains(strips), first, other)


def evened(strips: Sequence[Strip], first: Room, other: Room) -> list[list[Placed]]:
    """The same; a last page with little on it gets more from the one before, where that can give it.

    What begins on another page on purpose is a part with a last page of its own.
    """
    return [page for part, room in _parts(strips, first, other) for page in _evened(part, room, other)]


def _evened(strips: Sequence[Strip], first: Room, other: Room) -> list[list[Placed]]:
    found = pages(strips, first, other)
    if not left_over(found, other):
        return found
    bottom = _bottom(found[-2]) - QUARTER * (other[1] - other[0]) + filled(found[-1])
    other_way = _filled(_chains(strips), first, other, (len(found) - 1, bottom))
    is_as_good = len(other_way) == len(found) and _torn(other_way) <= _torn(found)
    return other_way if is_as_good else found


def _torn(found: Sequence[Sequence[Placed]]) -> int:
    """How many pages begin with what belongs to the page before: of a chain that fills a page, nothing can be given."""
    return sum(page[0].strip.cling for page in found[1:] if page)


def left_over(found: Sequence[Sequence[Placed]], other: Room) -> bool:
    """Whether the last of several pages holds too little, and was not begun on purpose."""
    last = found[-1]
    return len(found) > 1 and not turned(last) and is_little(last, other)


def is_little(page: Sequence[Placed], room: Room) -> bool:
    """Whether a page is filled so little that it looks left over."""
    return filled(page) < QUARTER * (room[1] - room[0])


def spills(strips: Sequence[Strip], first: Room, other: Room) -> bool:
    """Whether what goes over to a last page is little: without what has to come along so that it stays together."""
    return any(_spills(part, room, other) for part, room in _parts(strips, first, other))


def _spills(strips: Sequence[Strip], first: Room, other: Room) -> bool:
    held, loose = pages(strips, first, other), _filled([[strip] for strip in strips], first, other)
    return left_over(held, other) or left_over(loose, other) or len(loose) < len(held)


def _parts(strips: Iterable[Strip], first: Room, other: Room) -> Iterator[tuple[list[Strip], Room]]:
    """The parts of a paper that begin on pages of their own, each with the room of its first page."""
    part: list[Strip] = []
    room = first
    for strip in strips:
        if strip.turns and not all(each.gap or each.turns for each in part):
            yield part, room
            part, room = [], other
        part.append(strip)
    yield part, room


def filled(page: Sequence[Placed]) -> float:
    """How far down a page is filled, from its first strip."""
    return max(_bottom(page) - page[0].top, 0.0) if page else 0.0


def turned(page: Sequence[Placed]) -> bool:
    """Whether a page was begun on purpose, by a strip that turns to another one."""
    return any(placed.strip.turns for placed in page)


def _bottom(page: Sequence[Placed]) -> float:
    return max((placed.top + placed.strip.height for placed in page if not placed.strip.gap), default=0.0)


def _filled(
    chains: Iterable[Sequence[Strip]], first: Room, other: Room, shorter: tuple[int, float] | None = None
) -> list[list[Placed]]:
    """Chains placed on pages, of which one may end at a bottom of its own: its number and that."""
    filling = _Filling(first, other, shorter)
    for chain in chains:
        filling.place(chain)
    return filling.found


class _Filling:
    """Pages as they are filled: those that there are, and where the last of them stands."""

    def __init__(self, first: Room, other: Room, shorter: tuple[int, float] | None) -> None:
        self.found: list[list[Placed]] = [[]]
        self._other, self._shorter = other, shorter
        self._begun = False
        self._begin(first)

    def place(self, chain: Sequence[Strip]) -> None:
        """Place strips that want to stand on one page."""
        needed = sum([strip.height for strip in chain])
        if self._begun and chain[0].gap and self._top + needed > self._bottom:
            needed -= chain[0].height  # a gap is never moved to a page of its own
        if self._top + needed > self._bottom:
            whole = needed + sum([head.height for head in chain[0].heads]) <= self._other[1] - self._other[0]
            if whole:
                self._turn()
        for strip in chain:
            if strip.turns or (not strip.gap and self._top + strip.height > self._bottom):
                self._turn()
            self._put(strip)

    def _turn(self) -> None:
        """Begin another page, unless this one is empty."""
        if self._begun:
            self.found.append([])
            self._begun = False
            self._begin(self._other)

    def _begin(self, room: Room) -> None:
        self._top, self._bottom = room
        if self._shorter and self._shorter[0] == len(self.found):
            self._bottom = self._shorter[1]

    def _put(self, strip: Strip) -> None:
        if strip.turns:
            self._add(strip)
            return
        if not self._begun and strip.gap:
            return
        if not self._begun and len(self.found) > 1:
            for head in strip.heads:
                self._add(head)
        self._add(strip)
        self._begun = True

    def _add(self, strip: Strip) -> None:
        self.found[-1].append(Placed(strip, self._top))
        self._top += strip.height


def _chains(strips: Iterable[Strip]) -> list[list[Strip]]:
    """Strips that want to stand on one page."""
    chains: list[list[Strip]] = []
    chain: list[Strip] = []
    for strip in strips:
        if strip.cling and not chain:
            while chains and (not chain or chain[0].gap):
                chain = chains.pop() + chain
        chain.append(strip)
        if not strip.keep:
            chains.append(chain)
            chain = []
    return [*chains, chain] if chain else chains
