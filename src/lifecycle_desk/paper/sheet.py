"""The sheet that is drawn on: everything is placed from the top and from the side where reading starts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import SetLine
from lifecycle_desk.paper.marks import stroked
from lifecycle_desk.paper.tags import DECORATION, Structure, Tag
from lifecycle_desk.paper.typesetting.ink import Ink
from lifecycle_desk.paper.typesetting.sides import Lines

CAPITALS = 0.73  # height of capitals in the size of the letters: they are what lines are centred by

type Point = tuple[float, float]  # to the right and down
type Area = tuple[float, float, float]  # start, top and width; what is in it is placed from its upper left corner


class Sheet:
    """Pages of one size; `start` is measured from the reading side's edge, `top` from the upper edge, in points."""

    def __init__(
        self,
        canvas: Canvas,
        size: tuple[float, float],
        *,
        right_to_left: bool,
        ink: Ink | None = None,
        structure: Structure | None = None,
        outlined: bool = False,
    ) -> None:
        self.width, self.height = size
        self.right_to_left, self.outlined = right_to_left, outlined
        self._canvas, self._ink = canvas, ink or Ink(canvas)
        self._structure = structure or Structure(canvas)
        self._side_by_side = Lines()
        self._tag: Tag | None = None  # what is drawn now
        self._open: Tag | None = None  # what the operators say that is drawn
        self._fill = self._stroke = self.heading = ""

    @property
    def missing(self) -> frozenset[str]:
        """Characters that no face has: their codes were drawn."""
        return frozenset(self._ink.missing)

    @contextmanager
    def turned(self) -> Iterator[None]:
        """Draw in the other direction within the block: what is placed at a start is placed from the other side."""
        self.right_to_left = not self.right_to_left
        try:
            yield
        finally:
            self.right_to_left = not self.right_to_left

    @contextmanager
    def tagged(self, tag: Tag) -> Iterator[None]:
        """Draw something as one part within the block: of a figure, its lines and letters alike."""
        before, self._tag = self._tag, tag
        try:
            yield
        finally:
            self._tag = before

    @contextmanager
    def figure(self, alt: str = "") -> Iterator[None]:
        """Draw a figure within the block; without words of its own it is told of by the heading above it."""
        with self.tagged(Tag("Figure", alt=alt or self.heading)):
            yield

    @contextmanager
    def inside(self, tag: Tag) -> Iterator[None]:
        """Let the parts that are drawn within the block stand in another."""
        before = self._structure.inside(tag)
        try:
            yield
        finally:
            self._structure.inside(before)

    def empty(self, tag: Tag) -> None:
        """A part of which nothing is drawn, as a cell of a table without words."""
        self._structure.attach(tag)

    def titled(self, title: str, top: float, level: int = 1) -> None:
        """Below here stands what has this title; of a paper of several pages it is listed among the bookmarks."""
        self.heading = title
        if self.outlined:
            key = self._structure.bookmark()
            self._canvas.bookmarkHorizontalAbsolute(key, self.height - top)
            self._canvas.addOutlineEntry(title, key, level)

    def next_page(self) -> None:
        """End this page."""
        self._close()
        self._structure.next_page()
        self._side_by_side = Lines()
        self._canvas.showPage()
        self._fill = self._stroke = ""

    def text(
        self, line: SetLine, start: float, top: float, width: float, *, end: bool = False, tag: Tag | None = None
    ) -> None:
        """A line within a width, at the side where reading starts or at the end; a paragraph, if nobody says else."""
        size = line.text.size
        y = self.height - top - (line.leading + CAPITALS * size) / 2
        room = width - line.line.width
        x = self._left(start, width)
        if end:
            x += 0.0 if self.right_to_left else room
        else:
            x += room - line.indent if self.right_to_left else line.indent
        if line.outcome:
            lead = self._left(start + (width - line.width if end else 0.0), size)
            self._draw(stroked(line.outcome, lead, y, size))
        if not line.line.glyphs:
            return
        colour = self._filled(line.ink)
        written = self._ink.written(line.text, line.line)
        tag = self._tag or tag or Tag("P")
        parting = self._side_by_side.parting(written.parts, written.apart, (x, y), size)
        apart = self._ink.parting(parting, line.text, line.line)
        self._draw(f"{colour}BT 1 0 0 1 {x:.2f} {y:.2f} Tm {apart}{written.letters}ET", tag)
        if written.ink:
            self._draw(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {written.ink} Q", tag)

    def lines(
        self,
        lines: Sequence[SetLine],
        start: float,
        top: float,
        width: float,
        *,
        end: bool = False,
        tag: Tag | None = None,
    ) -> None:
        """Lines one below the other, of one paragraph."""
        tag = tag or Tag("P")
        for line in lines:
            self.text(line, start, top, width, end=end, tag=tag)
            top += line.leading

    def ground(self, start: float, top: float, width: float, height: float, colour: str) -> None:
        """An area of one colour."""
        x, y = self._left(start, width), self.height - top - height
        self._draw(f"{self._filled(colour)}{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rule(
        self, start: float, top: float, width: float, colour: str = style.LINE, thick: float = style.HAIRLINE
    ) -> None:
        """A line across."""
        x, y = self._left(start, width), self.height - top
        self._draw(f"{self._stroked(colour)}{thick:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def squares(self, squares: Sequence[tuple[float, float, float]], area: Area) -> None:
        """Filled squares (x, y, side) in an area that is never mirrored."""
        x0, y0 = self._corner(area)
        drawn = " ".join(f"{x0 + x:.3f} {y0 - y - side:.3f} {side:.3f} {side:.3f} re" for x, y, side in squares)
        self._draw(f"{self._filled(style.INK)}{drawn} f")

    def strokes(
        self,
        strokes: Sequence[Sequence[Point]],
        area: Area,
        colour: str = style.INK,
        thick: float = 1.1,
        dash: str = "",
    ) -> None:
        """Lines of a pen or a chart in an area that is never mirrored."""
        x0, y0 = self._corner(area)
        for stroke in strokes:
            points = [f"{x0 + x:.2f} {y0 - y:.2f}" for x, y in stroke]
            path = f"{points[0]} m {' '.join(f'{point} l' for point in points[1:] or points)}"
            self._draw(f"q {self._colour(colour)} RG {thick:g} w 1 J 1 j [{dash}] 0 d {path} S Q")

    def shape(self, points: Sequence[Point], area: Area, colour: str) -> None:
        """A filled shape in an area that is never mirrored."""
        x0, y0 = self._corner(area)
        places = [f"{x0 + x:.2f} {y0 - y:.2f}" for x, y in points]
        path = f"{places[0]} m {' '.join(f'{place} l' for place in places[1:])} h"
        self._draw(f"{self._filled(colour)}{path} f")

    def caption(self, line: SetLine, at: Point, area: Area, anchor: float = 0.5) -> None:
        """Words in an area that is never mirrored: at a point, of which `anchor` of their width lies to the left."""
        x0, y0 = self._corner(area)
        left = x0 + at[0] - line.width * anchor
        start = self.width - left - line.width if self.right_to_left else left
        self.text(line, start, self.height - y0 + at[1], line.width)

    def image(self, image: ImageReader, start: float, top: float, width: float, height: float) -> None:
        """A picture, never mirrored."""
        self._begin(self._tag or DECORATION)
        self._canvas.drawImage(image, self._left(start, width), self.height - top - height, width, height, mask="auto")

    def _draw(self, operators: str, tag: Tag | None = None) -> None:
        """Write operators as a piece of a part; lines and grounds are decoration unless a figure is drawn."""
        self._begin(tag or self._tag or DECORATION)
        self._canvas.addLiteral(operators)

    def _begin(self, tag: Tag) -> None:
        if tag is not self._open:
            self._close()
            self._canvas.addLiteral(self._structure.begun(tag))
            self._open = tag

    def _close(self) -> None:
        if self._open:
            self._canvas.addLiteral("EMC")
            self._open = None

    def _corner(self, area: Area) -> Point:
        """The upper left corner of an area, where PDF has it."""
        start, top, width = area
        return self._left(start, width), self.height - top

    def _left(self, start: float, width: float) -> float:
        return self.width - start - width if self.right_to_left else start

    def _filled(self, colour: str) -> str:
        if colour == self._fill:
            return ""
        self._fill = colour
        return f"{self._colour(colour)} rg "

    def _stroked(self, colour: str) -> str:
        if colour == self._stroke:
            return ""
        self._stroke = colour
        return f"{self._colour(colour)} RG "

    @staticmethod
    @lru_cache(100)
    def _colour(colour: str) -> str:
        return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))
