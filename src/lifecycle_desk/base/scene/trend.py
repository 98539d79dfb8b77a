"""A trend laid out: grounds below, then the grid, moments, floors, readings and curves, and texts on top."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

from lifecycle_desk.base.scene.geometry import Box, Point, Scale, area_in, line_in
from lifecycle_desk.base.scene.grid import MARGIN, Form, Grid, above, along, below, sides, upward
from lifecycle_desk.base.scene.heads import Heads
from lifecycle_desk.base.scene.legend import (
    DASHED,
    FLOOR,
    FORECAST,
    HAIR,
    LEGEND_OFF,
    MARKS,
    TREND,
    Legend,
    corners,
    teeth,
)
from lifecycle_desk.base.scene.notes import Notes
from lifecycle_desk.base.scene.parts import Area, Frame, Mark, Part, Role, Scene, Shape, Stop, Stroke
from lifecycle_desk.base.scene.shown import Drawn, Floor, Reading, ReadingStatus, Trend, Turn
from lifecycle_desk.base.scene.words import Obstacles, Words

_HERE, _SMALLER = 5.5, 0.6  # the radius of the mark where things stand; marks on a card, of their usual size
_OFF = 5.0  # from a line to the words that stand at it
_DASHES = {Turn.NOW: (1.5, 3.0), Turn.CHANGE: (8.0, 3.0, 1.5, 3.0), Turn.END: (5.0, 3.0)}


def trend(shown: Trend, frame: Frame, form: Form) -> Scene | None:
    """A trend in a form; None where that form finds no room."""
    shown = shown if form < Form.SMALL else _carded(shown)
    left, right = sides(shown.up, frame, form)
    x = Scale(shown.across.low, shown.across.high, left, right)
    heads = Heads(shown.moments, shown.across, x, frame)
    key = Legend(_entries(shown) if form is Form.FULL else (), frame)
    top = max(heads.height + _OFF * frame.unit if heads.height else 0.0, above(shown.up, frame, form))
    under = below(shown.across.ticks, frame, form) + (key.height + LEGEND_OFF * frame.unit if key.height else 0.0)
    plot = Box(left, top, right - left, frame.height - top - under)
    if min(plot.width, plot.height) < form.least * frame.unit:
        return None
    grid = Grid(plot, x, Scale(shown.up.low, shown.up.high, plot.bottom, plot.top))
    return _Layout(shown, frame, grid, heads, form).scene(key)


def _carded(shown: Trend) -> Trend:
    """The part of a trend that a card shows."""
    used = [reading for reading in shown.readings if reading.standing is not ReadingStatus.LEFT_OUT]
    curves = [replace(curve, words="") for curve in shown.curves if not curve.forecast]
    return replace(shown, readings=used, curves=curves, floors=(), moments=(), keys=())


def _entries(shown: Trend) -> list[tuple[ReadingStatus | Drawn | int, str]]:
    """The keys of what is there to be explained."""
    there: set[ReadingStatus | Drawn] = {reading.standing for reading in shown.readings}
    for curve in shown.curves:
        if curve.line:
            there.add(Drawn.FORECAST if curve.forecast else Drawn.TREND)
        if curve.band:
            there.add(Drawn.BAND)
    if shown.floors:
        there.add(Drawn.FLOOR)
    return [(key.what, key.words) for key in shown.keys if key.what in there]


class _Layout:
    """One trend on its way to a scene."""

    def __init__(self, shown: Trend, frame: Frame, grid: Grid, heads: Heads, form: Form) -> None:
        self.shown, self.frame, self.grid, self.heads, self.form = shown, frame, grid, heads, form
        self.u, self.plot = frame.unit, grid.plot
        self.words = Words(frame)
        self.runs = [line_in(self._places(curve.line), self.plot) for curve in shown.curves]
        self.floors = [self._steps(run) for run in _joined(shown.floors)]

    def scene(self, key: Legend) -> Scene:
        """All parts in their order."""
        axes: list[Part] = []
        if self.form is not Form.BARE:
            axes += upward(self.shown.up, self.grid, self.frame, self.words)
            axes += along(self.shown.across.ticks, self.grid, self.frame, self.words)
        for head in self.heads.all:
            if head.text:
                self.words.at(head.text)
        if self.form < Form.SMALL:
            self._notes()
        parts = [*self._promised(), *self._bands(), *axes, *self._moments(), *self._floor_lines()]
        parts += chain(self._marks(ReadingStatus.LEFT_OUT), self._marks(ReadingStatus.USED))
        parts += [*self._lines(), *self._marks(ReadingStatus.OFFICIAL), *self._here()]
        parts += [*self.words.put, *key.parts(self.frame.height - key.height)]
        stops = sorted(self._stops(), key=lambda stop: stop.x)
        return Scene(self.frame.width, self.frame.height, tuple(parts), tuple(stops))

    def _places(self, points: Sequence[Point]) -> list[Point]:
        return [(self.grid.x(x), self.grid.y(y)) for x, y in points]

    def _steps(self, floors: Sequence[Floor]) -> list[list[Point]]:
        ends = chain.from_iterable(((each.start, each.least), (each.end, each.least)) for each in floors)
        return line_in(self._places(list(ends)), self.plot)

    def _promised(self) -> list[Part]:
        grounds: list[Part] = []
        for floor in self.shown.floors:
            left, right = self.grid.x(floor.start), self.grid.x(floor.end)
            top = self.grid.y(floor.least)
            found = area_in(corners(Box(left, top, right - left, self.plot.bottom - top)), self.plot)
            if found and top < self.plot.bottom:
                grounds.append(Area(found, Role.PROMISED))
        return grounds

    def _bands(self) -> list[Part]:
        grounds: list[Part] = []
        edges: list[Part] = []
        for curve in self.shown.curves:
            lower = self._places([(x, least) for x, least, _ in curve.band])
            upper = self._places([(x, most) for x, _, most in curve.band])
            if found := area_in([*upper, *reversed(lower)], self.plot):
                grounds.append(Area(found, Role.FORECAST if curve.forecast else Role.BAND))
            runs = chain(line_in(upper, self.plot), line_in(lower, self.plot))
            edges += [Stroke(run, Role.EDGE, HAIR * self.u) for run in runs]
        return [*grounds, *edges]

    def _notes(self) -> None:
        marks = [self._at(reading) for reading in self.shown.readings]
        upright = [[(head.x, self.plot.top), (head.x, self.plot.bottom)] for head in self.heads.all]
        lines = [*chain.from_iterable(self.runs), *upright, *chain.from_iterable(self.floors)]
        Notes(self.shown, self.frame, self.grid, self.words).put(Obstacles(self.plot, marks, lines))

    def _moments(self) -> list[Part]:
        """The upright lines, each from the top of its words and interrupted where other words stand."""
        lines: list[Part] = []
        for head in self.heads.all:
            dash = tuple(length * self.u for length in _DASHES[head.moment.turn])
            top = head.text.box.top if head.text else self.plot.top
            boxes = (text.box for text in self.words.put if text.box.left < head.x < text.box.right)
            for box in sorted(boxes, key=lambda each: each.top):
                if top < box.bottom and box.top < self.plot.bottom:
                    lines.append(Stroke(((head.x, top), (head.x, box.top)), Role.MOMENT, HAIR * self.u, dash))
                    top = box.bottom
            lines.append(Stroke(((head.x, top), (head.x, self.plot.bottom)), Role.MOMENT, HAIR * self.u, dash))
        return lines

    def _floor_lines(self) -> list[Part]:
        parts: list[Part] = [Stroke(run, Role.FLOOR, FLOOR * self.u) for run in chain.from_iterable(self.floors)]
        for run in chain.from_iterable(self.floors):
            for (start, y), (end, other) in pairwise(run):
                if y == other and y + MARGIN * self.u <= self.plot.bottom:
                    parts += teeth(start, end, y, self.u)
        return parts

    def _at(self, reading: Reading) -> Point:
        return self.grid.x.inside(reading.x), self.grid.y.inside(reading.y)

    def _marks(self, standing: ReadingStatus) -> list[Part]:
        shape, role, radius = MARKS[standing]
        radius *= self.u * (_SMALLER if self.form >= Form.SMALL else 1.0)
        return [
            Mark(*self._at(reading), shape, radius, role)
            for reading in self.shown.readings
            if reading.standing is standing
        ]

    def _lines(self) -> list[Part]:
        dash = (DASHED[0] * self.u, DASHED[1] * self.u)
        lines: list[Part] = []
        for curve, run in zip(self.shown.curves, self.runs, strict=True):
            thick, dashes = (FORECAST, dash) if curve.forecast else (TREND, ())
            lines += [Stroke(part, Role.TREND, thick * self.u, dashes) for part in run]
        return lines

    def _here(self) -> list[Part]:
        ends = [curve.line[-1] for curve in self.shown.curves if curve.line and not curve.forecast]
        if not ends:
            return []
        x, y = ends[-1]
        if not (self.shown.across.holds(x) and self.shown.up.holds(y)):
            return []
        return [Mark(self.grid.x(x), self.grid.y(y), Shape.HERE, _HERE * self.u, Role.TREND)]

    def _stops(self) -> list[Stop]:
        stops = [Stop(*self._at(reading), reading.words) for reading in self.shown.readings]
        stops += [Stop(head.x, self.plot.top, head.moment.words) for head in self.heads.all]
        for floor in self.shown.floors:
            stops.append(Stop(self.grid.x.inside(floor.start), self.grid.y.inside(floor.least), floor.words))
        runs = zip(self.shown.curves, self.runs, strict=True)
        stops += [Stop(*run[-1][-1], curve.words) for curve, run in runs if run]
        return [stop for stop in stops if stop.words]


def _joined(floors: Sequence[Floor]) -> list[list[Floor]]:
    """Floors in runs of which each begins where the one before it ends."""
    runs: list[list[Floor]] = []
    for floor in sorted(floors, key=lambda each: each.start):
        if runs and runs[-1][-1].end == floor.start:
            runs[-1].append(floor)
        else:
            runs.append([floor])
    return runs
