"""Strokes: a signature as it was drawn on the screen, kept as points, so that it is sharp on any paper."""

from collections.abc import Callable

from lifecycle_desk.base.objections import N_, Objection, objection

type Strokes = tuple[tuple[tuple[int, int], ...], ...]  # of a pen, as points from the upper left corner

MOST_STROKES, MOST_POINTS, FURTHEST = 500, 20_000, 100_000

StrokesUnreadable = objection(
    "StrokesUnreadable",
    N_("The signature cannot be saved: it has too many strokes or points, or points outside the signing area."),
    "signature",
)


def check_strokes(strokes: Strokes, field: str, refuses: Callable[[], Objection] = StrokesUnreadable) -> None:
    """Refuse strokes that no pen draws."""
    points = [point for stroke in strokes for point in stroke]
    inside = all(0 <= x <= FURTHEST and 0 <= y <= FURTHEST for x, y in points)
    if len(strokes) > MOST_STROKES or len(points) > MOST_POINTS or not inside:
        raise refuses().at_field(field)
