"""The car from its five sides on paper, with its damages as numbered marks; never mirrored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import Compositor
from lifecycle_desk.paper.flow import Strip
from lifecycle_desk.paper.sheet import Point, Sheet
from lifecycle_desk.paper.style import Role
from lifecycle_desk.paper.typesetting.lines import Type
from lifecycle_desk.stages.transfer.condition.rules.diagram import View, diagram
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageMark

RADIUS = 6.2  # points, of a mark
NAMES = 13.0  # points below the drawing for the names of the lower views
_CORNERS = 20
_NUMBER = Role(Type(7, 600), "#FFFFFF", steady=True)
_GROUNDS = {"glass": "#DDE3EC", "lamp": "#FFFFFF", "wheel": "#C9CFDA"}


@dataclass(frozen=True, slots=True)
class CarDiagram:
    """The drawing as wide as the paper, and on it the marks by their numbers."""

    marks: Sequence[DamageMark]

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """One strip."""
        drawing = diagram()
        scale = width / drawing.width
        tall = drawing.height * scale + NAMES

        def draw(sheet: Sheet, start: float, top: float) -> None:
            area = (start, top, width)
            with sheet.figure():
                for view in drawing.views:
                    self._view(sheet, view, area, scale)
                    self._name(sheet, view, area, scale, compositor)
                for number, mark in enumerate(self.marks, 1):
                    self._mark(sheet, number, mark, area, scale, compositor)

        yield Strip(tall, draw)

    @staticmethod
    def _view(sheet: Sheet, view: View, area: tuple[float, float, float], scale: float) -> None:
        for zone in view.zones:
            points = _scaled(zone.points, scale)
            sheet.shape(points, area, _GROUNDS.get(zone.part.group, style.SUNKEN))
            sheet.strokes([[*points, points[0]]], area, style.EDGE, style.HAIRLINE)
        sheet.strokes([_scaled(line, scale) for line in view.lines], area, style.EDGE, style.HAIRLINE)

    @staticmethod
    def _name(sheet: Sheet, view: View, area: tuple[float, float, float], scale: float, compositor: Compositor) -> None:
        line = compositor.lines(compositor.language(view.says), style.LABEL, most=1)[0]
        middle = (view.at[0] + view.size[0] / 2) * scale
        sheet.caption(line, (middle, (view.at[1] + view.size[1]) * scale), area)

    @staticmethod
    def _mark(
        sheet: Sheet,
        number: int,
        mark: DamageMark,
        area: tuple[float, float, float],
        scale: float,
        compositor: Compositor,
    ) -> None:
        x, y = mark.x * scale, mark.y * scale
        sheet.shape(_disc(x, y, RADIUS + 0.9), area, "#FFFFFF")
        sheet.shape(_disc(x, y, RADIUS), area, style.DANGER)
        set_line = compositor.lines(compositor.language.formats.number(number), _NUMBER, most=1)[0]
        line = set_line._replace(ink="#FFFFFF")
        sheet.caption(line, (x, y - line.leading / 2), area)


def _scaled(points: Sequence[Point], scale: float) -> list[Point]:
    return [(x * scale, y * scale) for x, y in points]


def _disc(x: float, y: float, radius: float) -> list[Point]:
    turns = (2 * pi * corner / _CORNERS for corner in range(_CORNERS))
    return [(x + radius * sin(turn), y + radius * cos(turn)) for turn in turns]
