"""The car from its five sides: a drawing of plain points, whose parts are found by a point or by going from one on."""

import tomllib
from dataclasses import dataclass
from functools import cache

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.resources import resource

type Point = tuple[float, float]  # to the right and down

DIRECTIONS: dict[str, Point] = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
ASIDE = 2.2  # how much a step to the side counts beside one in the direction that was meant


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body: its code, the group by whose weight its damage counts, and what it is called."""

    id: str
    group: str
    text: str
    context: str

    @property
    def says(self) -> str:
        """The message that names it."""
        return C_(self.context, self.text)


@dataclass(frozen=True, slots=True)
class Zone:
    """A part as it is seen from one side, in the scene's units."""

    view: str
    part: Part
    points: tuple[Point, ...]

    @property
    def key(self) -> str:
        """Its name on the whole drawing: left.roof."""
        return f"{self.view}.{self.part.id}"

    @property
    def centre(self) -> Point:
        """The centre of its area."""
        twice, x, y = 0.0, 0.0, 0.0
        for (ax, ay), (bx, by) in zip(self.points, (*self.points[1:], self.points[0]), strict=True):
            cross = ax * by - bx * ay
            twice, x, y = twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross
        return (x / (3 * twice), y / (3 * twice))

    def holds(self, at: Point) -> bool:
        """Whether a point lies in it: a ray to the right crosses its edge an odd number of times."""
        x, y = at
        inside = False
        for (ax, ay), (bx, by) in zip(self.points, (*self.points[1:], self.points[0]), strict=True):
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                inside = not inside
        return inside


@dataclass(frozen=True, slots=True)
class View:
    """One side: what it is called, where it stands in the scene, its parts, and the lines that are no parts."""

    id: str
    text: str
    context: str
    at: Point
    size: Point
    zones: tuple[Zone, ...]
    lines: tuple[tuple[Point, ...], ...]

    @property
    def says(self) -> str:
        """The message that names it."""
        return C_(self.context, self.text)


@dataclass(frozen=True, slots=True)
class Diagram:
    """The whole drawing, `width` by `height` of its own units."""

    width: float
    height: float
    views: tuple[View, ...]

    @property
    def zones(self) -> tuple[Zone, ...]:
        """All zones, the lower ones first."""
        return tuple(zone for view in self.views for zone in view.zones)

    def zone(self, view: str, part: str) -> Zone | None:
        """A part on a side."""
        return next((each for each in self.zones if (each.view, each.part.id) == (view, part)), None)

    def zone_at(self, at: Point) -> Zone | None:
        """The topmost zone at a point of the scene."""
        return next((zone for zone in reversed(self.zones) if zone.holds(at)), None)

    def beside(self, zone: Zone, direction: str) -> Zone:
        """The next zone to the left, right, up or down; the same where there is none."""
        across, down = DIRECTIONS[direction]
        x, y = zone.centre

        def far(other: Zone) -> float:
            ahead = (other.centre[0] - x) * across + (other.centre[1] - y) * down
            aside = abs((other.centre[0] - x) * down) + abs((other.centre[1] - y) * across)
            return ahead + ASIDE * aside if ahead > 1 else float("inf")

        near = min((each for each in self.zones if each is not zone), key=far)
        return near if far(near) < float("inf") else zone


@cache
def diagram() -> Diagram:
    """The drawing as it lies in resources/transfer."""
    read = tomllib.loads(resource("transfer/diagram.toml").read_text("utf-8"))
    parts = {each["id"]: Part(each["id"], each["group"], each["text"], each["context"]) for each in read["parts"]}
    return Diagram(read["width"], read["height"], tuple(_view(each, parts) for each in read["views"]))


def _view(read: dict[str, object], parts: dict[str, Part]) -> View:
    left, top = _point(read["at"])

    def moved(points: object) -> tuple[Point, ...]:
        return tuple((x + left, y + top) for x, y in map(_point, _list(points)))

    zones = [
        Zone(str(read["id"]), parts[each["part"]], moved(each["points"]))
        for each in _list(read["zones"])
        if isinstance(each, dict)
    ]
    lines = tuple(moved(each) for each in _list(read["lines"]))
    named = (str(read["id"]), str(read["text"]), str(read["context"]))
    return View(*named, (left, top), _point(read["size"]), tuple(zones), lines)


def _list(read: object) -> list[object]:
    return read if isinstance(read, list) else []


def _point(read: object) -> Point:
    x, y = _list(read)
    return (float(str(x)), float(str(y)))
