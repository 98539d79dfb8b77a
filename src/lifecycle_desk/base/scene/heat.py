"""A heat map laid out: rows and columns of figures, each on a ground that is fuller the more it is.

The figure itself stands in its cell, so that nothing is told by the ground alone. Columns run from left to right, as
time does; the names of rows stand where reading starts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifecycle_desk.base.scene.geometry import Box
from lifecycle_desk.base.scene.legend import corners
from lifecycle_desk.base.scene.parts import Area, Frame, Letters, Measure, Part, Role, Rule, Scene, Stop, Text
from lifecycle_desk.base.scene.words import thinned

ROW, SEAM = 26.0, 2.0  # pixels of the design: how tall a row is, and the ground between two cells
_BESIDE, _BELOW, _INSIDE = 10.0, 4.0, 3.0  # from names to cells, from heads to cells, from a cell's edge to its figure
_WIDEST = 0.3  # of the frame, that the names of rows may take
_LEAST_ROW = 0.72  # of a row's height: what a tight frame makes of it
HEATS = (Role.HEAT_1, Role.HEAT_2, Role.HEAT_3, Role.HEAT_4, Role.HEAT_5)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A figure in a heat map: its words, what is read out of it, and how much it is of the most, from 0 to 1.

    A cell without a share is not known, which is not the same as nothing: it has no ground.
    """

    words: str
    share: float | None = None
    read: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row: its name and a cell for each column."""

    words: str
    cells: Sequence[HeatCell]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows of figures under the words of their columns. ValueError for a row that has not a cell for each column.

    `nothing` is said where there are no rows.
    """

    columns: Sequence[str]
    rows: Sequence[HeatRow]
    nothing: str = ""

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("a row of a heat map needs one cell for each column")


def heat_height(shown: HeatMap, measure: Measure, unit: float) -> float:
    """How tall a heat map stands with all its rows."""
    head = measure("X", Letters.TICK)[1] + _BELOW * unit
    return head + max(len(shown.rows), 2) * max(ROW * unit, measure("X", Letters.TICK)[1])


def heat(shown: HeatMap, frame: Frame) -> Scene:
    """A heat map in a frame: without words where it is too tight for them, and nothing where it has no room at all."""
    if not shown.rows or not shown.columns:
        return Scene(frame.width, frame.height, tuple(_nothing(shown, frame)))
    tall = frame.measure("X", Letters.TICK)[1]
    plot = _plot(shown, frame, tall)
    high = plot.height / len(shown.rows)
    if plot.width < len(shown.columns) * 2 * SEAM * frame.unit or high < 2 * SEAM * frame.unit:
        return Scene(frame.width, frame.height)
    named = high >= tall * _LEAST_ROW and plot.top > 0
    places = _Places(frame, plot, plot.width / len(shown.columns), high)
    parts: list[Part] = []
    if named:
        parts += _heads(shown, places, tall)
        parts += _names(shown, places)
    parts += _cells(shown, places, tall)
    return Scene(frame.width, frame.height, tuple(parts), tuple(_stops(shown, places)))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the cells of a heat map stand."""

    frame: Frame
    plot: Box
    wide: float
    high: float

    def cell(self, row: int, column: int) -> Box:
        """The ground of a cell."""
        seam = SEAM * self.frame.unit
        left, top = self.plot.left + column * self.wide, self.plot.top + row * self.high
        return Box(left + seam / 2, top + seam / 2, self.wide - seam, self.high - seam)


def _plot(shown: HeatMap, frame: Frame, tall: float) -> Box:
    """Where the cells stand, beside the names and below the heads, where there is room for both."""
    u = frame.unit
    names = max((frame.measure(row.words, Letters.NOTE)[0] for row in shown.rows), default=0.0)
    side, head = min(names, frame.width * _WIDEST) + _BESIDE * u, tall + _BELOW * u
    if frame.height - head < len(shown.rows) * tall * _LEAST_ROW:
        return Box(0.0, 0.0, frame.width, frame.height)
    high = min(frame.height - head, len(shown.rows) * ROW * u * 2)
    return Box(0.0 if frame.right_to_left else side, head, frame.width - side, high)


def _heads(shown: HeatMap, places: _Places, tall: float) -> Iterator[Part]:
    """The words of the columns, each over its own; where they are too many, some are left out."""
    boxes = []
    for at, words in enumerate(shown.columns):
        cell = places.cell(0, at)
        wide = min(places.frame.measure(words, Letters.TICK)[0], places.frame.width)
        left = min(max(cell.left + (cell.width - wide) / 2, 0.0), places.frame.width - wide)
        boxes.append(Box(left, 0.0, wide, tall))
    for at in thinned(boxes, _INSIDE * 2 * places.frame.unit):
        if shown.columns[at]:
            yield Text(shown.columns[at], Letters.TICK, Role.LABEL, boxes[at], 0.5)


def _names(shown: HeatMap, places: _Places) -> Iterator[Part]:
    """The name of each row, on the side where reading starts; of rows that are too low, every second or third."""
    frame, plot = places.frame, places.plot
    room = (frame.width - plot.width) - _BESIDE * frame.unit
    boxes = []
    for at, row in enumerate(shown.rows):
        wide, tall = frame.measure(row.words, Letters.NOTE)
        wide = min(wide, room)
        left = frame.width - wide if frame.right_to_left else 0.0
        top = plot.top + (at + 0.5) * places.high - tall / 2
        boxes.append(Box(left, min(max(top, 0.0), frame.height - tall), wide, tall))
    for at in thinned(boxes, 0.0):
        if shown.rows[at].words and boxes[at].top >= plot.top - boxes[at].height / 2:
            yield Text(shown.rows[at].words, Letters.NOTE, Role.NOTE, boxes[at], 1.0 if frame.right_to_left else 0.0)


def _cells(shown: HeatMap, places: _Places, tall: float) -> Iterator[Part]:
    """The grounds and what stands on them; a figure that finds no room whole is left to the read-out."""
    gap = _INSIDE * places.frame.unit
    for row, line in enumerate(shown.rows):
        for column, cell in enumerate(line.cells):
            box = places.cell(row, column)
            if cell.share is None:
                yield Rule(box.left, box.bottom, box.width, Role.GRID)
            else:
                yield Area(corners(box), ground(cell.share))
            wide = places.frame.measure(cell.words, Letters.TICK)[0]
            if cell.words and wide + 2 * gap <= box.width and tall <= places.high:
                left = box.left + (box.width - wide) / 2
                top = box.top + (box.height - tall) / 2
                yield Text(cell.words, Letters.TICK, Role.VALUE, Box(left, top, wide, tall), 0.5)


def ground(share: float) -> Role:
    """The ground of a figure by how much it is of the most: five grounds that can be told apart in grey."""
    return HEATS[min(int(max(share, 0.0) * len(HEATS)), len(HEATS) - 1)]


def _stops(shown: HeatMap, places: _Places) -> Iterator[Stop]:
    """What is read out, row by row."""
    for row, line in enumerate(shown.rows):
        for column, cell in enumerate(line.cells):
            box = places.cell(row, column)
            yield Stop(box.left + box.width / 2, box.top + box.height / 2, cell.read or cell.words, box)


def _nothing(shown: HeatMap, frame: Frame) -> Iterator[Part]:
    wide, tall = frame.measure(shown.nothing, Letters.NOTE)
    if shown.nothing and tall <= frame.height:
        wide = min(wide, frame.width)
        box = Box((frame.width - wide) / 2, (frame.height - tall) / 2, wide, tall)
        yield Text(shown.nothing, Letters.NOTE, Role.NOTE, box, 0.5)
