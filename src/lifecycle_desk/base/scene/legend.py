"""The legend: a sample of each kind with its words, row by row from the side where reading starts."""

from collections.abc import Sequence

from lifecycle_desk.base.scene.geometry import Box
from lifecycle_desk.base.scene.parts import Area, Frame, Letters, Mark, Part, Role, Shape, Stroke, Text
from lifecycle_desk.base.scene.shown import Drawn, ReadingStatus

MARKS = {  # the shape of each reading, its role, and its radius
    ReadingStatus.USED: (Shape.DOT, Role.READING, 3.0),
    ReadingStatus.LEFT_OUT: (Shape.RING, Role.LEFT_OUT, 3.0),
    ReadingStatus.OFFICIAL: (Shape.DIAMOND, Role.OFFICIAL, 7.0),
}
TREND, FORECAST, FLOOR, HAIR = 2.0, 1.5, 1.5, 1.0  # how thick lines are, in pixels of the design
DASHED = (6.0, 4.0)
SAMPLE, BETWEEN, APART = 18.0, 6.0, 18.0  # the sample, its distance to the words, and from one entry to the next
LEGEND_OFF = 6.0  # from the chart to its legend
_ROW = 14.0  # the least height of a row: of its tallest sample, a diamond
_TALL = 5.0  # half the height of a sample that is an area


type Entry = tuple[ReadingStatus | Drawn | int, str]  # what is meant, or which series, and its words


class Legend:
    """The legend of a frame, arranged in as many rows as it needs."""

    def __init__(self, entries: Sequence[Entry], frame: Frame) -> None:
        self._frame = frame
        self._placed: list[tuple[Entry, Box]] = []  # each with its words' box, as if reading started at the left
        u, start, top, tall = frame.unit, 0.0, 0.0, 0.0
        before = (SAMPLE + BETWEEN) * u
        for what, words in entries:
            width, tall = frame.measure(words, Letters.NOTE)
            width, tall = min(width, frame.width - before), max(tall, _ROW * u)
            if start and start + before + width > frame.width:
                start, top = 0.0, top + tall
            self._placed.append(((what, words), Box(start + before, top, width, tall)))
            start += before + width + APART * u
        self.height = top + tall

    def parts(self, top: float) -> list[Part]:
        """Samples and words, from a top down."""
        u, parts = self._frame.unit, list[Part]()
        for (what, words), box in self._placed:
            sample, text = box.left - (SAMPLE + BETWEEN) * u, box.left
            if self._frame.right_to_left:
                sample, text = self._frame.width - sample - SAMPLE * u, self._frame.width - box.right
            y = top + box.top + box.height / 2
            parts += _sample(what, Box(sample, y - _TALL * u, SAMPLE * u, 2 * _TALL * u), u)
            anchor = 1.0 if self._frame.right_to_left else 0.0
            words_box = Box(text, top + box.top, box.width, box.height)
            parts.append(Text(words, Letters.NOTE, Role.NOTE, words_box, anchor))
        return parts


def _sample(what: ReadingStatus | Drawn | int, box: Box, u: float) -> list[Part]:
    x, y = box.left + box.width / 2, box.top + box.height / 2
    across = ((box.left, y), (box.right, y))
    match what:
        case ReadingStatus():
            shape, role, radius = MARKS[what]
            return [Mark(x, y, shape, radius * u, role)]
        case Drawn.BAND:
            return [Area(corners(box), Role.BAND), *edges(box, u)]
        case Drawn.FORECAST:
            return [Stroke(across, Role.TREND, FORECAST * u, (DASHED[0] * u, DASHED[1] * u))]
        case Drawn.FLOOR:
            return [Stroke(across, Role.FLOOR, FLOOR * u), *teeth(box.left, box.right, y, u)]
        case Drawn.TREND:
            return [Stroke(across, Role.TREND, TREND * u)]
        case _:
            return filled(Box(x - _TALL * u, box.top, box.height, box.height), what, u)


def corners(box: Box) -> tuple[tuple[float, float], ...]:
    """The corners of a box as a polygon."""
    return ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))


def edges(box: Box, u: float) -> list[Part]:
    """The upper and the lower edge of a band."""
    ends = ((box.top, box.top), (box.bottom, box.bottom))
    return [Stroke(((box.left, one), (box.right, other)), Role.EDGE, HAIR * u) for one, other in ends]


_EVERY, _TOOTH = 10.0, 4.0  # from one tooth to the next, and how far one reaches down


def teeth(start: float, end: float, y: float, u: float) -> list[Part]:
    """Short strokes below a floor, as a drawing shows solid ground: in grey it is no other line."""
    count = int((end - start) / (_EVERY * u) - 0.1)
    first = end - (end - start - count * _EVERY * u) / 2 - count * _EVERY * u
    places = (first + n * _EVERY * u for n in range(count + 1))
    reach = _TOOTH * u
    return [Stroke(((x, y), (x - reach, y + reach)), Role.FLOOR, HAIR * u) for x in places if x - reach >= start]


_HATCH = 4.0  # from one stroke of a hatching to the next


def filled(box: Box, series: int, u: float) -> list[Part]:
    """A piece of a column: of the first series full, of the second faint with an edge, of the third hatched."""
    inner = Box(box.left + u / 2, box.top + u / 2, max(box.width - u, 0.0), max(box.height - u, 0.0))
    outline = Stroke((*corners(inner), corners(inner)[0]), Role.TREND, HAIR * u)
    if series == 0:
        return [Area(corners(box), Role.TREND)]
    if series == 1:
        return [Area(corners(box), Role.FAINT), outline]
    return [outline, *_hatching(inner, _HATCH * u, HAIR * u)]


def _hatching(box: Box, step: float, thick: float) -> list[Part]:
    """Strokes that rise to the right, a step apart along the edges."""
    strokes: list[Part] = []
    for n in range(1, int((box.width + box.height) / step) + 1):
        along = n * step  # from the upper left corner, down the left edge and across the lower one
        one = (box.left + max(along - box.height, 0.0), box.top + min(along, box.height))
        other = (box.left + min(along, box.width), box.top + max(along - box.width, 0.0))
        strokes.append(Stroke((one, other), Role.TREND, thick))
    return strokes
