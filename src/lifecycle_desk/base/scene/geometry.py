"""The geometry of charts: boxes, scales, and what of lines and areas lies inside a box; y grows downwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import ge, le

type Point = tuple[float, float]

_FAR = 1000.0  # lengths of an axis: further out nothing changes what is seen, but sums could overflow
_TOUCH = 1e-6  # by which sums of widths may differ


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.top + self.height

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether two boxes share more than an edge, or come nearer than a gap across."""
        across = self.left < other.right + gap - _TOUCH and other.left < self.right + gap - _TOUCH
        return across and self.top < other.bottom - _TOUCH and other.top < self.bottom - _TOUCH

    def holds(self, other: "Box") -> bool:
        """Whether another box lies inside."""
        across = self.left <= other.left + _TOUCH and other.right <= self.right + _TOUCH
        return across and self.top <= other.top + _TOUCH and other.bottom <= self.bottom + _TOUCH


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places: the values at both ends of an axis, and where these stand."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value stands, also beyond the ends; on an axis of one value all stand in the middle."""
        return self.start + self._share(value) * (self.end - self.start)

    def inside(self, value: float) -> float:
        """Where a value stands, at an end if it lies beyond."""
        return self.start + min(max(self._share(value), 0.0), 1.0) * (self.end - self.start)

    def _share(self, value: float) -> float:
        whole = self.high / 2 - self.low / 2  # halves, since the ends may be as far apart as numbers go
        if not whole:
            return 0.5
        return min(max((value / 2 - self.low / 2) / whole, -_FAR), _FAR)


def segment_in(one: Point, other: Point, box: Box) -> tuple[Point, Point] | None:
    """The part of a straight line that lies in a box (Liang and Barsky, 1984)."""
    (x, y), dx, dy = one, other[0] - one[0], other[1] - one[1]
    begin, end = 0.0, 1.0
    sides = ((-dx, x - box.left), (dx, box.right - x), (-dy, y - box.top), (dy, box.bottom - y))
    for towards, room in sides:
        if towards == 0:
            if room < 0:
                return None
        elif towards < 0:
            begin = max(begin, room / towards)
        else:
            end = min(end, room / towards)
    if begin > end:
        return None
    start = one if begin == 0 else (x + begin * dx, y + begin * dy)
    return start, other if end == 1 else (x + end * dx, y + end * dy)


def line_in(points: Sequence[Point], box: Box) -> list[list[Point]]:
    """The parts of a line that lie in a box, each of two points or more."""
    parts: list[list[Point]] = []
    for one, other in pairwise(points):
        found = segment_in(one, other, box)
        if found is None:
            continue
        start, end = found
        if parts and parts[-1][-1] == start:
            parts[-1].append(end)
        else:
            parts.append([start, end])
    return parts


def area_in(points: Sequence[Point], box: Box) -> list[Point]:
    """The part of an area that lies in a box (Sutherland and Hodgman, 1974); no points where none does."""
    found = list(points)
    edges: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, box.left, ge),
        (0, box.right, le),
        (1, box.top, ge),
        (1, box.bottom, le),
    )
    for axis, edge, within in edges:
        given, found = found, []
        for at, point in enumerate(given):
            before = given[at - 1]
            if within(before[axis], edge) != within(point[axis], edge):
                found.append(_crossing(before, point, axis, edge))
            if within(point[axis], edge):
                found.append(point)
    return found


def _crossing(one: Point, other: Point, axis: int, edge: float) -> Point:
    share = (edge - one[axis]) / (other[axis] - one[axis])
    along = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (along, edge) if axis else (edge, along)
