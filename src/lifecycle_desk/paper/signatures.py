"""Where people sign: a line, who signs as what, and the signature itself as a picture or as the pen's strokes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader

from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import Compositor, Content, SetLine, height
from lifecycle_desk.paper.flow import Strip
from lifecycle_desk.paper.sheet import Sheet

ROOM = 46.0  # points above the line; a quarter less where a paper stands closest
INSET = 3.0

type Strokes = Sequence[Sequence[tuple[float, float]]]  # points from the upper left corner, in any unit


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signs: as what, who, when; with a PNG or the strokes of a pen where it was given on a screen."""

    role: str
    name: Content = ""
    when: Content = ""
    image: bytes | None = None
    strokes: Strokes = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """Those who sign, side by side, never broken."""

    signatures: Sequence[Signature]
    columns: int = 2

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """A strip for each row of signatures."""
        gap = style.GAP * 2
        each = (width - gap * (self.columns - 1)) / self.columns
        for at in range(0, len(self.signatures), self.columns):
            row = [(one, self._words(one, compositor, each)) for one in self.signatures[at : at + self.columns]]
            yield self._row(row, each, gap, ROOM * (1 + compositor.closeness) / 2)

    @staticmethod
    def _words(one: Signature, compositor: Compositor, width: float) -> list[SetLine]:
        lines = compositor.lines(one.role, style.LABEL, width, most=3)
        for content, role in ((one.name, style.MEDIUM), (one.when, style.MUTED)):
            if content not in ("", None):
                lines += compositor.lines(content, role, width, most=3)
        return lines

    @staticmethod
    def _row(row: Sequence[tuple[Signature, list[SetLine]]], each: float, gap: float, room: float) -> Strip:
        below = max(height(lines) for _, lines in row)

        def draw(sheet: Sheet, start: float, top: float) -> None:
            for one, lines in row:
                with sheet.figure(one.role):
                    _sign(sheet, one, start, top, (each, room - INSET))
                sheet.rule(start, top + room, each, style.EDGE)
                sheet.lines(lines, start, top + room + style.CELL_DOWN, each)
                start += each + gap

        return Strip(room + style.CELL_DOWN + below, draw, cling=True)


def _sign(sheet: Sheet, one: Signature, start: float, top: float, size: tuple[float, float]) -> None:
    """Draw a signature above its line, in a box of a width and a height."""
    width, room = size
    if one.image:
        image = ImageReader(BytesIO(one.image))
        across, down = image.getSize()
        scale = min(width / across, room / down)
        sheet.image(image, start, top + room - down * scale, across * scale, down * scale)
    elif points := [point for stroke in one.strokes for point in stroke]:
        left, upper = min(x for x, _ in points), min(y for _, y in points)
        across = max(max(x for x, _ in points) - left, 1.0)
        down = max(max(y for _, y in points) - upper, 1.0)
        scale = min(width / across, room / down)
        low = room - down * scale
        fitted = [
            [((x - left) * scale, (y - upper) * scale + low) for x, y in stroke] for stroke in one.strokes if stroke
        ]
        sheet.strokes(fitted, (start, top, across * scale))
