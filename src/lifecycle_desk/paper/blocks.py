"""The plain parts of a paper: sections, paragraphs, facts, notes, codes to scan, things side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from lifecycle_desk.base.objections import N_
from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import Compositor, Content, SetLine, height
from lifecycle_desk.paper.flow import TALL, Block, Draw, Strip, banded, led, paired, space, spaced, together
from lifecycle_desk.paper.sheet import Sheet
from lifecycle_desk.paper.style import Role
from lifecycle_desk.paper.tags import Tag
from lifecycle_desk.paper.typesetting.characters import copied


def line_strips(lines: Sequence[SetLine], width: float, *, start: float = 0.0, end: bool = False) -> Iterator[Strip]:
    """A strip for each line of a paragraph; the first two and the last two stay together."""
    tag = Tag("P")
    yield from paired([Strip(line.leading, _one(line, start, width, tag, end=end), flows=True) for line in lines])


def _one(line: SetLine, indent: float, width: float, tag: Tag, *, end: bool) -> Draw:
    def draw(sheet: Sheet, start: float, top: float) -> None:
        sheet.text(line, start + indent, top, width, end=end, tag=tag)

    return draw


@dataclass(frozen=True, slots=True)
class Space:
    """Distance, in points."""

    height: float = style.GAP

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """One gap."""
        del compositor, width
        yield space(self.height)


@dataclass(frozen=True, slots=True)
class NewPage:
    """The end of a page: what follows begins on another one."""

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """A strip without height."""
        del compositor, width
        yield Strip(0.0, turns=True)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Running text: one content after the other."""

    contents: tuple[Content, ...]
    role: Role

    def __init__(self, *contents: Content, role: Role = style.BODY) -> None:
        object.__setattr__(self, "contents", contents)
        object.__setattr__(self, "role", role)

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """Line by line."""
        for at, content in enumerate(self.contents):
            if at:
                yield space(self.role.type.size * 0.5)
            yield from line_strips(compositor.lines(content, self.role, width), width)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks that it is for; at the foot of a page it stands with two rows of them at least."""

    title: str
    blocks: tuple[Block, ...]
    aside: Content

    def __init__(self, title: str, *blocks: Block, aside: Content = None) -> None:
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "blocks", blocks)
        object.__setattr__(self, "aside", aside)

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """The heading, kept with what follows."""
        aside = compositor.lines(self.aside, style.MUTED, width / 2, most=3) if self.aside is not None else []
        taken = max((line.width for line in aside), default=0.0)
        lines = compositor.lines(self.title, style.SECTION, width - taken - style.GAP, most=4)
        heading = Tag("H2")

        def draw(sheet: Sheet, start: float, top: float) -> None:
            sheet.titled(copied(self.title), top)
            sheet.lines(lines, start, top, width, tag=heading)
            sheet.lines(aside, start, top + max(height(lines) - height(aside), 0.0), width, end=True)

        below = spaced(self.blocks, compositor, width, style.GAP * 0.7)
        yield from led(Strip(max(height(lines), height(aside)) + 3.0, draw), below)


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, in columns of one width, a hairline above each row; what is None is left out."""

    facts: Sequence[tuple[str, Content]]
    columns: int = 3
    label: Role = style.LABEL
    value: Role = style.MEDIUM

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """A strip for each row of facts."""
        each = (width - style.GAP * (self.columns - 1)) / self.columns
        cells = [
            (compositor.lines(label, self.label, each, most=4), compositor.lines(value, self.value, each))
            for label, value in self.facts
            if value is not None
        ]
        told, down = Tag("L"), compositor.cell_down
        rows = [cells[at : at + self.columns] for at in range(0, len(cells), self.columns)]
        whole = list(paired([self._row(row, told, (width, each), down) for row in rows]))
        for row, strip in zip(rows, whole, strict=True):
            if strip.height <= TALL:
                yield strip
            else:
                yield from self._broken(row, told, width, each)

    def _broken(
        self, cells: Sequence[tuple[list[SetLine], list[SetLine]]], told: Tag, width: float, each: float
    ) -> Iterator[Strip]:
        """A row with a long value as one strip a line."""
        columns = [(at * (each + style.GAP), each, False) for at in range(len(cells))]
        yield Strip(style.CELL_DOWN, lambda sheet, start, top: sheet.rule(start, top, width), keep=True)
        tags = [Tag("LBody", Tag("LI", told)) for _ in cells]
        yield from banded([[*label, *value] for label, value in cells], columns, tags=tags)
        yield Strip(style.CELL_DOWN)

    @staticmethod
    def _row(
        cells: Sequence[tuple[list[SetLine], list[SetLine]]], told: Tag, wide: tuple[float, float], down: float
    ) -> Strip:
        """A row of a width, each of its facts of another, with a distance above and below."""
        width, each = wide
        labels = max(height(label) for label, _ in cells)
        tall = labels + max(height(value) for _, value in cells) + 2 * down

        items = [Tag("LI", told) for _ in cells]

        def draw(sheet: Sheet, start: float, top: float) -> None:
            sheet.rule(start, top, width)
            for item, (label, value) in zip(items, cells, strict=True):
                sheet.lines(label, start, top + down, each, tag=Tag("Lbl", item))
                sheet.lines(value, start, top + down + labels, each, tag=Tag("LBody", item))
                start += each + style.GAP

        return Strip(tall, draw)


class Tone(Enum):
    """The purpose of a note: (ground, ink)."""

    PLAIN = (style.SUNKEN, style.INK_2)
    GOOD = (style.OK_SOFT, style.OK)
    WARNING = (style.WARN_SOFT, style.WARN)
    DANGER = (style.DANGER_SOFT, style.DANGER)


@dataclass(frozen=True, slots=True)
class Note:
    """A few sentences on a soft ground; its first words may stand out as a title."""

    text: Content
    title: str = ""
    tone: Tone = Tone.PLAIN

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """Line by line, the ground drawn behind each, so that a long note goes over pages."""
        ground, ink = self.tone.value
        inner = width - 4 * style.CELL
        title = Role(style.STRONG.type, ink)
        lines = compositor.lines(self.title, title, inner) if self.title else []
        lines += compositor.lines(self.text, Role(style.BODY.type, style.INK), inner)
        for at, strip in enumerate(line_strips(lines, inner, start=2 * style.CELL)):
            over = 1.5 * style.CELL_DOWN if at == 0 else 0.0
            under = 1.5 * style.CELL_DOWN if at == len(lines) - 1 else 0.0
            yield self._grounded(strip, width, over, under, ground)

    @staticmethod
    def _grounded(strip: Strip, width: float, over: float, under: float, colour: str) -> Strip:
        tall = over + strip.height + under

        def draw(sheet: Sheet, start: float, top: float) -> None:
            sheet.ground(start, top, width, tall, colour)
            if strip.draw:
                strip.draw(sheet, start, top + over)

        return Strip(tall, draw, keep=strip.keep, flows=True)


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code to scan, with words beside it that say what it opens."""

    content: str
    words: Content = ""
    side: float = 68.0

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """One strip; the code stands at the start."""
        dark, count = _modules(self.content)
        module = self.side / count
        squares = [(column * module, row * module, module) for row, column in dark]
        beside = self.side + style.GAP
        lines = compositor.lines(self.words, style.BODY, width - beside, most=24)  # more than a seal has on A5

        def draw(sheet: Sheet, start: float, top: float) -> None:
            with sheet.figure(compositor.language(N_("QR code"))):
                sheet.squares(squares, (start, top, self.side))
            sheet.lines(lines, start + beside, top, width - beside)

        yield Strip(max(self.side, height(lines)), draw)


@lru_cache(200)
def _modules(content: str) -> tuple[Sequence[tuple[int, int]], int]:
    """The dark modules of a QR code by row and column, and how many a side has."""
    from reportlab.graphics.barcode.qr import QrCodeWidget  # papers without a code need none of it

    code = QrCodeWidget(content, barLevel="M").qr
    code.make()
    count = code.getModuleCount()
    return [(row, column) for row in range(count) for column in range(count) if code.isDark(row, column)], count


@dataclass(frozen=True, slots=True)
class Stacked:
    """Blocks one below another as one block, to stand beside others."""

    blocks: Sequence[Block]
    gap: float = style.GAP * 0.5

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """The strips of all of them."""
        yield from spaced(self.blocks, compositor, width, self.gap)


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks side by side, never broken over pages: each with its share of the width."""

    blocks: Sequence[tuple[float, Block]]

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """One strip as tall as the tallest."""
        room = width - style.GAP * (len(self.blocks) - 1)
        whole = sum(share for share, _ in self.blocks)
        parts = [
            (room * share / whole, together(block.strips(compositor, room * share / whole)))
            for share, block in self.blocks
        ]

        def draw(sheet: Sheet, start: float, top: float) -> None:
            for wide, part in parts:
                if part.draw:
                    part.draw(sheet, start, top)
                start += wide + style.GAP

        yield Strip(max(part.height for _, part in parts), draw, cling=any(part.cling for _, part in parts))
