"""A gauge: where a value stands on a scale, how far it may be off, and the least that was promised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifecycle_desk.paper import style
from lifecycle_desk.paper.charts import soft
from lifecycle_desk.paper.contents import Compositor, SetLine
from lifecycle_desk.paper.flow import Strip
from lifecycle_desk.paper.sheet import Sheet

BAR = 9.0  # points, how tall the scale is
OVER = 3.0  # how far the marks stand out above and below it
MARK = 2.4  # how wide the value's mark is
BAND = 0.4  # of the accent's colour
type Tick = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value on a scale that rises to the right in every language, as charts do.

    `band` is the interval that the value lies in; `floor` the least that was promised, dashed. The words beside the
    gauge say all of it: it only shows how they lie to one another.
    """

    low: float
    high: float
    ticks: Sequence[Tick]
    value: float
    band: tuple[float, float] | None = None
    floor: float | None = None

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """One strip: the scale, and its values below."""
        ticks = [(self._at(value, width), compositor.lines(words, style.LABEL)[0]) for value, words in self.ticks]
        below = max((line.leading for _, line in ticks), default=0.0)

        def draw(sheet: Sheet, start: float, top: float) -> None:
            area = (start, top + OVER, width)
            sheet.shape(_box(0.0, width, 0.0, BAR), area, style.SUNKEN)
            if self.band:
                begin, end = (self._at(each, width) for each in self.band)
                sheet.shape(_box(begin, end, 0.0, BAR), area, soft(style.ACCENT, BAND))
            for at, _ in ticks:
                sheet.strokes([[(at, BAR), (at, BAR + OVER)]], area, style.EDGE, style.HAIRLINE)
            if self.floor is not None and self.low <= self.floor <= self.high:
                at = self._at(self.floor, width)
                sheet.strokes([[(at, -OVER), (at, BAR + OVER)]], area, style.DANGER, 1.2, "2.4 1.8")
            at = min(max(self._at(self.value, width), MARK / 2), width - MARK / 2)
            sheet.shape(_box(at - MARK / 2, at + MARK / 2, -OVER, BAR + OVER), area, style.ACCENT)
            self._name(sheet, ticks, area)

        yield Strip(OVER + BAR + OVER + below, draw)

    def _at(self, value: float, width: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0) * width

    @staticmethod
    def _name(sheet: Sheet, ticks: Sequence[tuple[float, SetLine]], area: tuple[float, float, float]) -> None:
        """The values under their ticks, those at the ends within the scale."""
        for at, line in ticks:
            anchor = 0.0 if at <= line.width / 2 else 1.0 if at >= area[2] - line.width / 2 else 0.5
            sheet.caption(line, (at, BAR + OVER), area, anchor)


def _box(left: float, right: float, top: float, bottom: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
