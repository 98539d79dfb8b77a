"""Glyphs as areas of ink, for shapes that stand for several letters at once."""

from functools import lru_cache

from lifecycle_desk.paper.typesetting.fonts import Face


@lru_cache(500)
def outline(face: Face, glyph: int) -> str:
    """The path of a glyph in font units, ready to be filled."""
    pen = _Pen()
    face.hb_font.draw_glyph_with_pen(glyph, pen)
    return "".join(pen.path)


class _Pen:
    """Writes a glyph's contours as operators; PDF has no quadratic curves, so they become cubic ones."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self._at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:
        self._write("m", to)

    def lineTo(self, to: tuple[float, float]) -> None:
        self._write("l", to)

    def qCurveTo(self, over: tuple[float, float], to: tuple[float, float]) -> None:
        start = self._at
        near, far = (
            tuple(end + 2 / 3 * (by - end) for end, by in zip(each, over, strict=True)) for each in (start, to)
        )
        self._write("c", near, far, to)

    def curveTo(self, near: tuple[float, float], far: tuple[float, float], to: tuple[float, float]) -> None:
        self._write("c", near, far, to)

    def closePath(self) -> None:
        self.path.append("h ")

    def endPath(self) -> None:
        self.path.append("h ")

    def _write(self, operator: str, *points: tuple[float, ...]) -> None:
        self._at = points[-1]  # type: ignore[assignment]
        self.path.append(f"{' '.join(f'{round(x)} {round(y)}' for x, y in points)} {operator} ")
