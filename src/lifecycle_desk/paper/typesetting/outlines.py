"""Glyphs as areas of ink, for shapes that stand for several letters at once."""

from functools import lru_cache

from lifecycle_desk.paper.typesetting.fonts import Face


@lru_cache(500)
def outline(face: Face, glyph: int) -> str:
    """The path of a glyph in font units, ready to be filled."""
    pen = _Pen()
    face.hb_font.draw_glyph_with_pen(glyph, pen)
    return "".join(pen.path)


type Point = tuple[float, float]


class _Pen:
    """Writes a glyph's contours as operators; PDF has no quadratic curves, so they become cubic ones."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self._at = (0.0, 0.0)

    def moveTo(self, to: Point) -> None:
        """Begin a contour; HarfBuzz calls these by the names that font tools give them."""
        self._write("m", to)

    def lineTo(self, to: Point) -> None:
        """A straight line."""
        self._write("l", to)

    def qCurveTo(self, over: Point, to: Point) -> None:
        """A quadratic curve as the cubic one that is the same."""
        self._write("c", _two_thirds(self._at, over), _two_thirds(to, over), to)

    def curveTo(self, near: Point, far: Point, to: Point) -> None:
        """A cubic curve."""
        self._write("c", near, far, to)

    def closePath(self) -> None:
        """End a contour where it began."""
        self.path.append("h ")

    endPath = closePath

    def _write(self, operator: str, *points: Point) -> None:
        self._at = points[-1]
        self.path.append(f"{' '.join(f'{round(x)} {round(y)}' for x, y in points)} {operator} ")


def _two_thirds(start: Point, end: Point) -> Point:
    return start[0] + (end[0] - start[0]) * 2 / 3, start[1] + (end[1] - start[1]) * 2 / 3
