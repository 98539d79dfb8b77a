"""Two languages side by side: the same blocks said twice, row beside row, each in its own direction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from lifecycle_desk.language import Language
from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import Compositor
from lifecycle_desk.paper.flow import TALL, Block, Draw, Strip, spaced, together
from lifecycle_desk.paper.sheet import Sheet
from lifecycle_desk.paper.tags import Tag

BETWEEN = 22.0  # points from one language to the other
NOTHING = Strip(0.0)


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Blocks that speak another language than their paper, and run in its direction."""

    language: Language
    blocks: Sequence[Block]

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """The strips of the blocks, each drawn in the direction of its language."""
        own = compositor.speaking(self.language)
        part = Tag("Sect", language=self.language.code.replace("_", "-"))
        turned = own.script.right_to_left != compositor.script.right_to_left
        for strip in spaced(self.blocks, own, width, style.GAP):
            inside = _changed(strip, lambda draw: _within(draw, part))
            yield _changed(inside, lambda draw: _turning(draw, width)) if turned else inside


def _changed(strip: Strip, change: Callable[[Draw], Draw]) -> Strip:
    return strip._replace(
        draw=change(strip.draw) if strip.draw else None,
        heads=tuple(_changed(each, change) for each in strip.heads),
    )


def _within(draw: Draw, part: Tag) -> Draw:
    """Drawing whose parts stand in another: they are of its language."""

    def within(sheet: Sheet, start: float, top: float) -> None:
        with sheet.inside(part):
            draw(sheet, start, top)

    return within


def _turning(draw: Draw, width: float) -> Draw:
    """Drawing in the other direction: what is a start on one side is one on the other."""

    def turned(sheet: Sheet, start: float, top: float) -> None:
        with sheet.turned():
            draw(sheet, sheet.width - start - width, top)

    return turned


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The same blocks in two languages, the first where the paper's reading starts; rows stand beside their twins.

    Both must come of the same blocks with other words, so that strip for strip they mean the same.
    """

    first: InLanguage
    second: InLanguage

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """A strip for each pair; what only one side has stands alone."""
        half = (width - BETWEEN) / 2
        ones, others = (list(_close(each.strips(compositor, half))) for each in (self.first, self.second))
        if len(ones) == len(others):
            for one, other in zip(ones, others, strict=True):
                yield _pair(one, other, half)
            return
        yield from _aligned(ones, others, half)


def _close(strips: Iterable[Strip]) -> Iterator[Strip]:
    """The lines of a text as one strip, since those of the other language are not as tall; an endless one stays."""
    for flowing, run in groupby(strips, lambda strip: strip.flows):
        lines = list(run)
        whole = together(lines) if flowing else NOTHING
        if flowing and whole.height <= TALL:
            yield whole._replace(keep=lines[-1].keep)
        else:
            yield from lines


def _aligned(ones: Sequence[Strip], others: Sequence[Strip], half: float) -> Iterator[Strip]:
    """Strips of unequal number: runs between heads stay beside each other, so that a longer text moves no table."""
    for left, right in zip_longest(_runs(ones), _runs(others), fillvalue=()):
        for one, other in zip_longest(left, right, fillvalue=NOTHING):
            yield _pair(one, other, half)


def _runs(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Strips in runs that end with a gap: what stands between two gaps says the same in both languages."""
    runs: list[list[Strip]] = [[]]
    for strip in strips:
        runs[-1].append(strip)
        if strip.gap:
            runs.append([])
    return runs


def _pair(one: Strip, other: Strip, half: float) -> Strip:
    def draw(sheet: Sheet, start: float, top: float) -> None:
        if one.draw:
            one.draw(sheet, start, top)
        if other.draw:
            other.draw(sheet, start + half + BETWEEN, top)

    heads = zip_longest(one.heads, other.heads, fillvalue=NOTHING)
    return Strip(
        max(one.height, other.height),
        draw if one.draw or other.draw else None,
        keep=one.keep or other.keep,
        heads=tuple(_pair(left, right, half) for left, right in heads),
        gap=(one.gap or one is NOTHING) and (other.gap or other is NOTHING),
        cling=one.cling or other.cling,
    )
