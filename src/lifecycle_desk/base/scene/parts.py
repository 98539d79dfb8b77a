"""The parts of a scene: areas, lines, hairlines, marks and texts, from the lowest to the topmost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from lifecycle_desk.base.scene.geometry import Box, Point


class Letters(Enum):
    """The two sizes of text on a chart."""

    TICK = "tick"  # values along the axes
    NOTE = "note"  # words on the chart and in the legend


class Role(Enum):
    """The meaning of a part; each painter has a colour for each."""

    GRID = "grid"
    AXIS = "axis"
    LABEL = "label"  # texts: values along the axes
    NOTE = "note"  # texts: moments and the legend
    TREND = "trend"  # the line, where things stand, words of a curve, the first series
    READING = "reading"
    LEFT_OUT = "left out"
    OFFICIAL = "official"
    BAND = "band"
    FORECAST = "forecast"  # the band of a forecast
    EDGE = "edge"  # the edges of bands
    FLOOR = "floor"  # the line and its words
    PROMISED = "promised"  # the ground below a floor
    MOMENT = "moment"
    FAINT = "faint"  # the second series
    GROUND = "ground"  # what a chart stands on, where a box hides what is behind it
    VALUE = "value"  # texts: a figure that stands on the ground of its cell
    HEAT_1 = "heat 1"  # the grounds of a heat map, the last for the most
    HEAT_2 = "heat 2"
    HEAT_3 = "heat 3"
    HEAT_4 = "heat 4"
    HEAT_5 = "heat 5"


SOFT = {  # how much of its colour a role has, the rest being the ground: enough to tell them apart in grey
    Role.READING: 0.80,
    Role.BAND: 0.22,
    Role.FORECAST: 0.10,
    Role.EDGE: 0.36,
    Role.PROMISED: 0.045,
    Role.FAINT: 0.34,
    Role.HEAT_1: 0.05,
    Role.HEAT_2: 0.13,
    Role.HEAT_3: 0.22,
    Role.HEAT_4: 0.32,
    Role.HEAT_5: 0.43,
}


class Shape(Enum):
    """The shapes of marks."""

    DOT = "dot"
    RING = "ring"  # hollow: the ground shows in it
    DIAMOND = "diamond"
    HERE = "here"  # a dot with the ground around it


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: Sequence[Point]
    role: Role


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `dash` is of dashes and gaps, empty for a whole line."""

    points: Sequence[Point]
    role: Role
    thick: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline to the right, or down."""

    x: float
    y: float
    length: float
    role: Role
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark around a point; nothing of it is further away than its radius."""

    x: float
    y: float
    shape: Shape
    radius: float
    role: Role


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a box that is as wide as they are, or narrower where they must be cut.

    `anchor` is the share of the box that lies to the left of what it belongs to: 0, 0.5 or 1.
    """

    words: str
    letters: Letters
    role: Role
    box: Box
    anchor: float


type Part = Area | Stroke | Rule | Mark | Text


@dataclass(frozen=True, slots=True)
class Stop:
    """A place that can be read out; `box` is what it stands for where that is no point."""

    x: float
    y: float
    words: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A chart that is laid out: its parts in the order of painting, and its stops from left to right."""

    width: float
    height: float
    parts: tuple[Part, ...] = ()
    stops: tuple[Stop, ...] = ()


type Measure = Callable[[str, Letters], tuple[float, float]]  # how wide words are, and how tall their line is


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame that a chart is laid out into. `unit` is how much of the painter's measure a pixel of the design is.

    `small` is the form for a card: no floors, moments, forecasts, left-out readings or legend. A frame that is too
    tight does without them by itself. `right_to_left` turns the legend, and a tree, and nothing that runs in time.
    """

    width: float
    height: float
    measure: Measure
    unit: float = 1.0
    small: bool = False
    right_to_left: bool = False
