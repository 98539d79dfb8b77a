"""The words inside a plot: of curves at their ends, of floors along their lines, and where all is empty."""

from collections.abc import Sequence

from lifecycle_desk.base.scene.geometry import Box, Point, line_in
from lifecycle_desk.base.scene.grid import Grid
from lifecycle_desk.base.scene.parts import Frame, Letters, Role
from lifecycle_desk.base.scene.shown import Curve, Floor, Trend
from lifecycle_desk.base.scene.words import Obstacles, Place, Words

_OFF = 5.0  # from a line to the words that stand at it

type Size = tuple[float, float]


class Notes:
    """The words of one trend that stand at what they are about."""

    def __init__(self, shown: Trend, frame: Frame, grid: Grid, words: Words) -> None:
        self._shown, self._grid, self._words = shown, grid, words
        self._plot, self._off = grid.plot, _OFF * frame.unit

    def put(self, around: Obstacles) -> None:
        """Put all that find room."""
        for curve in self._shown.curves:
            if size := self._size(curve.words):
                places = self._beside_curve(curve, size)
                self._words.best((curve.words, Letters.NOTE, Role.TREND), size, places, around)
        for floor in self._shown.floors:
            if size := self._size(floor.words):
                places = self._beside_floor(floor, size)
                self._words.best((floor.words, Letters.NOTE, Role.FLOOR), size, places, around)
        if self._shown.readings or self._shown.curves:
            return
        if size := self._size(self._shown.nothing):
            self._words.best((self._shown.nothing, Letters.NOTE, Role.NOTE), size, middle(self._plot, size), around)

    def _size(self, words: str) -> Size | None:
        return self._words.size(words, Letters.NOTE, self._plot.width)

    def _visible(self, points: Sequence[Point]) -> list[list[Point]]:
        return line_in([(self._grid.x(x), self._grid.y(y)) for x, y in points], self._plot)

    def _in_plot(self, left: float, width: float) -> float:
        return max(min(left, self._plot.right - width), self._plot.left)

    def _beside_floor(self, floor: Floor, size: Size) -> list[Place]:
        """Below the line or above it; from its beginning, to its end, or in its middle."""
        line = self._visible([(floor.start, floor.least), (floor.end, floor.least)])
        if not line:
            return []
        (left, y), (right, _) = line[0]
        (width, height), off = size, self._off
        starts = (left + 2 * off, 0.0), (right - 2 * off - width, 1.0), ((left + right - width) / 2, 0.5)
        inside = [(self._in_plot(at, width), anchor) for at, anchor in starts]
        return [Place(at, top, anchor) for at, anchor in inside for top in (y + off, y - height - off / 2)]

    def _beside_curve(self, curve: Curve, size: Size) -> list[Place]:
        """Above the line or below it, then above its band or below that; before the end, the beginning or behind it.

        At a band's edge, words on where a line ends are read as where the band does.
        """
        parts = self._visible(curve.line)
        if not parts:
            return []
        (width, height), off = size, self._off
        end, begin = parts[-1][-1], parts[0][0]
        edges = [*self._visible([(x, low) for x, low, _ in curve.band])]
        edges += self._visible([(x, high) for x, _, high in curve.band])
        places: list[Place] = []
        for at, anchor in ((end[0] - 2 * off - width, 1.0), (begin[0] + 2 * off, 0.0)):
            left = self._in_plot(at, width)
            line = _between(parts, left, left + width) or [end[1]]
            band = [*line, *_between(edges, left, left + width)]
            tops = (min(line) - height - off / 2, max(line) + off / 2, min(band) - height - off, max(band) + off)
            places += [Place(left, top, anchor) for top in tops]
        behind = end[0] + 2 * off
        return [*places, Place(behind, end[1] - height - off), Place(behind, end[1] + off)]


def middle(plot: Box, size: Size) -> list[Place]:
    """Where words stand that are alone in a plot."""
    width, height = size
    left, top = plot.left + (plot.width - width) / 2, plot.top + (plot.height - height) / 2
    return [Place(left, top + down, 0.5) for down in (0.0, -height, height)]


def _between(lines: Sequence[Sequence[Point]], left: float, right: float) -> list[float]:
    """The heights of lines between two places: those of their points there and of what they enter and leave by."""
    strip = Box(left, -1e9, right - left, 2e9)
    return [y for line in lines for part in line_in(line, strip) for _, y in part]
