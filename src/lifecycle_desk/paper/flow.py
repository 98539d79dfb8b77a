"""The flow of a paper: blocks give strips, and strips fill pages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol

from lifecycle_desk.paper.contents import Compositor, SetLine
from lifecycle_desk.paper.sheet import Sheet
from lifecycle_desk.paper.tags import Tag

TALL = 220.0  # points; a row taller than this may be broken between its lines

type Place = tuple[float, float, bool]  # where a column starts, how wide it is, whether its texts stand at its end
type Draw = Callable[[Sheet, float, float], None]  # on a sheet, at a start and a top


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a page that is never broken, as wide as its block.

    `keep`: a page does not end below it. `heads`: strips repeated where a page begins with it. `gap`: only distance,
    dropped at the top of a page. `cling`: a page does not begin with it where it can bring what is above it along.
    `flows`: a line of running text, which stands close to the next one. `turns`: what follows begins on another page.
    """

    height: float
    draw: Draw | None = None
    keep: bool = False
    heads: tuple["Strip", ...] = ()
    gap: bool = False
    cling: bool = False
    flows: bool = False
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
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


def pages(strips: Iterable[Strip], first: tuple[float, float], other: tuple[float, float]) -> list[list[Placed]]:
    """Strips placed on pages; `first` and `other` are top and bottom of what a page may fill."""
    filling = _Filling(first, other)
    for chain in _chains(strips):
        filling.place(chain)
    return filling.found


class _Filling:
    """Pages as they are filled: those that there are, and where the last of them stands."""

    def __init__(self, first: tuple[float, float], other: tuple[float, float]) -> None:
        self.found: list[list[Placed]] = [[]]
        self._other, (self._top, self._bottom) = other, first
        self._begun = False

    def place(self, chain: Sequence[Strip]) -> None:
        """Place strips that want to stand on one page."""
        needed = sum(strip.height for strip in chain)
        if self._begun and chain[0].gap and self._top + needed > self._bottom:
            needed = 0.0  # a gap is never moved to a page of its own
        whole = needed + sum(head.height for head in chain[0].heads) <= self._other[1] - self._other[0]
        if self._top + needed > self._bottom and whole:
            self._turn()
        for strip in chain:
            if strip.turns or (not strip.gap and self._top + strip.height > self._bottom):
                self._turn()
            self._put(strip)

    def _turn(self) -> None:
        """Begin another page, unless this one is empty."""
        if self._begun:
            self.found.append([])
            (self._top, self._bottom), self._begun = self._other, False

    def _put(self, strip: Strip) -> None:
        if not self._begun and (strip.gap or strip.turns):
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
