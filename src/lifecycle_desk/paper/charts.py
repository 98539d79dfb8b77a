"""Charts on paper: a trend with what is sure of it, and columns by month; time runs to the right in every language.

Figures and words come ready: the caller says where ticks stand and what they are called. A chart never stands alone:
the paper says the same in words or in a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import cos, pi, sin

from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import Compositor, SetLine, height
from lifecycle_desk.paper.flow import Strip
from lifecycle_desk.paper.sheet import Area, Point, Sheet

LINE_WIDTH = 1.4
DOT = 1.9  # radius of a reading
BAND, FLOOR = 0.18, 0.05  # how much of a colour its soft ground has
FILLED = 0.62  # of a column's place: the column itself

type Tick = tuple[float, str]  # where, and its words


class Reading(Enum):
    """How a reading is drawn."""

    DOT = "dot"
    DIAMOND = "diamond"
    HOLLOW = "hollow"  # left out of what was reckoned


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to points: the values at the chart's edges, and the edges."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Trend:
    """Readings over time with a line, the band it may lie in, and a floor with its words.

    `line` is of (x, y), `band` of (x, low, high); the first and last ticks `across` and `up` are the chart's edges.
    """

    across: Sequence[Tick]
    up: Sequence[Tick]
    readings: Sequence[tuple[float, float, Reading]] = ()
    line: Sequence[Point] = ()
    band: Sequence[tuple[float, float, float]] = ()
    floor: Tick | None = None
    colour: str = style.ACCENT
    height: float = 130.0

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """One strip."""
        frame = _Frame(self.across, self.up, compositor, width, self.height)
        floor = compositor.lines(self.floor[1], style.LABEL, width / 2, most=1) if self.floor else []

        def draw(sheet: Sheet, start: float, top: float) -> None:
            area = (start, top, width)
            x, y = frame.x, frame.y
            if self.floor:
                edge = y(self.floor[0])
                ground = [(x.start, edge), (x.end, edge), (x.end, y.start), (x.start, y.start)]
                sheet.shape(ground, area, soft(style.DANGER, FLOOR))
            if self.band:
                low = [(x(at), y(least)) for at, least, _ in self.band]
                high = [(x(at), y(most)) for at, _, most in self.band]
                sheet.shape([*low, *reversed(high)], area, soft(self.colour, BAND))
            frame.draw(sheet, area)
            if self.floor:
                edge = y(self.floor[0])
                sheet.strokes([[(x.start, edge), (x.end, edge)]], area, style.DANGER, 0.8, "3 2")
                sheet.caption(floor[0], (x.start + 3.0, edge), area, 0.0)
            if self.line:
                sheet.strokes([[(x(at), y(value)) for at, value in self.line]], area, self.colour, LINE_WIDTH)
            for at, value, kind in self.readings:
                _reading(sheet, (x(at), y(value)), kind, area, self.colour)

        yield Strip(frame.tall, draw)


@dataclass(frozen=True, slots=True)
class Columns:
    """Stacked columns: their words, and a value for each series; `series` are names with their colours."""

    columns: Sequence[tuple[str, Sequence[float]]]
    series: Sequence[tuple[str, str]]
    up: Sequence[Tick]
    height: float = 130.0

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """One strip, the names of the series below."""
        across = [(at + 0.5, words) for at, (words, _) in enumerate(self.columns)]
        frame = _Frame(across, self.up, compositor, width, self.height, edges=(0.0, float(len(self.columns))))
        names = [(compositor.lines(name, style.LABEL, width / 4, most=1)[0], colour) for name, colour in self.series]
        below = names[0][0].leading if len(names) > 1 else 0.0

        def draw(sheet: Sheet, start: float, top: float) -> None:
            area = (start, top, width)
            frame.draw(sheet, area)
            for at, (_, values) in enumerate(self.columns):
                self._column(sheet, area, frame, at, values)
            if below:
                _legend(sheet, names, start, top + frame.tall)

        yield Strip(frame.tall + below, draw)

    def _column(self, sheet: Sheet, area: Area, frame: "_Frame", at: int, values: Sequence[float]) -> None:
        left, right = frame.x(at + (1 - FILLED) / 2), frame.x(at + (1 + FILLED) / 2)
        reached = 0.0
        for value, (_, colour) in zip(values, self.series, strict=True):
            if value:
                low, high = frame.y(reached), frame.y(reached + value)
                sheet.shape([(left, low), (right, low), (right, high), (left, high)], area, colour)
            reached += value


class _Frame:
    """The grid of a chart with its words, and the scales inside it."""

    def __init__(
        self,
        across: Sequence[Tick],
        up: Sequence[Tick],
        compositor: Compositor,
        width: float,
        tall: float,
        *,
        edges: tuple[float, float] | None = None,
    ) -> None:
        set_up = [(value, compositor.lines(words, style.LABEL, width / 4, most=1)[0]) for value, words in up]
        set_across = [(value, compositor.lines(words, style.LABEL, width / 4, most=1)[0]) for value, words in across]
        beside = max((line.width for _, line in set_up), default=0.0) + 6.0
        half = max((line.leading for _, line in set_up), default=0.0) / 2
        overhang = 0.0 if edges else max((line.width for _, line in set_across), default=0.0) / 2
        low, high = edges or (across[0][0], across[-1][0])
        self.x = Scale(low, high, beside + overhang * 0.3, width - overhang)
        self.y = Scale(up[0][0], up[-1][0], half + tall, half)
        self._up, self._across = set_up, _apart(set_across, self.x)
        self.tall = half + tall + height([line for _, line in set_across[:1]]) + 2.0

    def draw(self, sheet: Sheet, area: Area) -> None:
        """The lines across, and the words of both sides."""
        x, y = self.x, self.y
        for value, line in self._up:
            sheet.strokes([[(x.start, y(value)), (x.end, y(value))]], area, style.LINE, style.HAIRLINE)
            sheet.caption(line, (x.start - 6.0, y(value) - line.leading / 2), area, 1.0)
        for value, line in self._across:
            sheet.caption(line, (x(value), y.start + 2.0), area)


def _apart(ticks: Sequence[tuple[float, SetLine]], x: Scale) -> list[tuple[float, SetLine]]:
    """Every tick, or every second, third … so that no two touch."""
    for step in range(1, len(ticks)):
        kept = ticks[::step]
        if all(x(b) - x(a) > (one.width + other.width) / 2 + 4.0 for (a, one), (b, other) in pairwise(kept)):
            return list(kept)
    return list(ticks[:1])


def _reading(sheet: Sheet, at: Point, kind: Reading, area: Area, colour: str) -> None:
    corners = 4 if kind is Reading.DIAMOND else 12
    outline = _round(at, DOT * (1.3 if kind is Reading.DIAMOND else 1.0), corners)
    if kind is Reading.HOLLOW:
        sheet.strokes([[*outline, outline[0]]], area, style.INK_3, 0.7)
    else:
        sheet.shape(outline, area, colour)


def _round(at: Point, radius: float, corners: int) -> list[Point]:
    turns = (2 * pi * corner / corners for corner in range(corners))
    return [(at[0] + radius * sin(turn), at[1] + radius * cos(turn)) for turn in turns]


def _legend(sheet: Sheet, names: Sequence[tuple[SetLine, str]], start: float, top: float) -> None:
    """Names of series with their colours, from the side where reading starts."""
    for line, colour in names:
        side = line.text.size * 0.8
        sheet.ground(start, top + (line.leading - side) / 2, side, side, colour)
        sheet.text(line, start + side + 4.0, top, line.width)
        start += side + line.width + 4.0 + style.GAP


def soft(colour: str, share: float) -> str:
    """A colour on white paper, so much of it."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * share + 255 * (1 - share)):02X}" for part in parts)
