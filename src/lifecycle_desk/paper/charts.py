"""Charts on paper: the scene of a trend, columns, a timeline, a tree or a heat map, drawn in the house's letters.

Time runs to the right always. A chart never stands alone: the paper says the same in words or in a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from lifecycle_desk.base.scene import (
    HEATS,
    SOFT,
    Area,
    Charted,
    Frame,
    Letters,
    Mark,
    Role,
    Rule,
    Shape,
    Stroke,
    Text,
    laid_out,
)
from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import Compositor
from lifecycle_desk.paper.flow import Strip
from lifecycle_desk.paper.sheet import Area as Place
from lifecycle_desk.paper.sheet import Point, Sheet

UNIT = 0.68  # points for a pixel of the design
_GROUND = "#FFFFFF"
_LETTERS = {Letters.TICK: style.LABEL, Letters.NOTE: style.MUTED}
_CORNERS = 16  # of a dot
_RIM = 0.36  # of a mark's radius


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as wide as the paper; `colour` is that of the line, `height` is in points.

    `small` is without floors, moments, forecasts and legend.
    """

    shown: Charted
    colour: str = style.ACCENT
    height: float = 190.0
    small: bool = False

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """One strip."""
        mirrored = compositor.script.right_to_left
        colours = inks(self.colour)

        def measure(words: str, letters: Letters) -> tuple[float, float]:
            line = compositor.lines(words, _LETTERS[letters], most=1)[0]
            return line.width, line.leading

        frame = Frame(width, self.height, measure, UNIT, small=self.small, right_to_left=mirrored)
        scene = laid_out(self.shown, frame)

        def draw(sheet: Sheet, start: float, top: float) -> None:
            with sheet.figure():
                for part in scene.parts:
                    if isinstance(part, Text):
                        _text(sheet, part, (start, top, width), colours[part.role], compositor)
                    else:
                        draw_part(sheet, part, (start, top, width), colours[part.role])

        yield Strip(self.height, draw)


def inks(colour: str) -> dict[Role, str]:
    """The colour of each role of a scene on white paper."""
    pure = {
        Role.GRID: style.LINE,
        Role.AXIS: style.EDGE,
        Role.LABEL: style.INK_3,
        Role.NOTE: style.INK_2,
        Role.TREND: colour,
        Role.READING: colour,
        Role.LEFT_OUT: style.INK_3,
        Role.OFFICIAL: style.INK,
        Role.BAND: colour,
        Role.FORECAST: colour,
        Role.EDGE: colour,
        Role.FLOOR: style.DANGER,
        Role.PROMISED: style.DANGER,
        Role.MOMENT: style.INK_2,
        Role.FAINT: colour,
        Role.GROUND: _GROUND,
        Role.VALUE: style.INK,
        **dict.fromkeys(HEATS, colour),
    }
    return {role: soft(each, SOFT.get(role, 1.0)) for role, each in pure.items()}


def draw_part(sheet: Sheet, part: Area | Stroke | Rule | Mark, place: Place, colour: str) -> None:
    """Draw one part of a scene that is no text."""
    match part:
        case Area(points):
            sheet.shape(points, place, colour)
        case Stroke(points, _, thick, dash):
            sheet.strokes([points], place, colour, thick, _dashes(dash, thick))
        case Rule(x, y, length, _, upright):
            end = (x, y + length) if upright else (x + length, y)
            sheet.strokes([[(x, y), end]], place, colour, style.HAIRLINE)
        case Mark(shape=shape, radius=radius):
            outer, inner = _outline(part, radius), _outline(part, radius * (1 - _RIM))
            if shape is Shape.DOT:
                sheet.shape(outer, place, colour)
            elif shape is Shape.RING:
                sheet.shape(outer, place, colour)
                sheet.shape(inner, place, _GROUND)
            else:  # parted from what is below by a rim of the ground
                sheet.shape(outer, place, _GROUND)
                sheet.shape(inner, place, colour)


def _dashes(dash: Sequence[float], thick: float) -> str:
    """Dashes and gaps as PDF writes them; a pen's round ends add its thickness to each dash."""
    return " ".join(f"{max(length + (thick if at % 2 else -thick), 0.0):g}" for at, length in enumerate(dash))


def _outline(mark: Mark, radius: float) -> list[Point]:
    corners = 4 if mark.shape is Shape.DIAMOND else _CORNERS
    turns = (2 * pi * corner / corners for corner in range(corners))
    return [(mark.x + radius * sin(turn), mark.y + radius * cos(turn)) for turn in turns]


def _text(sheet: Sheet, text: Text, place: Place, colour: str, compositor: Compositor) -> None:
    """Words in their box, cut where it is narrower than they are."""
    box = text.box
    line = compositor.lines(text.words, _LETTERS[text.letters], box.width, most=1)[0]
    at = (box.left + box.width * text.anchor, box.top)
    sheet.caption(line._replace(ink=colour), at, place, text.anchor)


def soft(colour: str, share: float) -> str:
    """A colour on white paper, so much of it."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * share + 255 * (1 - share)):02X}" for part in parts)
