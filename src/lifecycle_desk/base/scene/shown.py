"""The content of a chart, in values and ready words; the layout finds the places.

A place in time is any number that grows with it, such as `date.toordinal()`. All values are finite.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

type Tick = tuple[float, str]  # a value and its words
type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """The values at both ends of an axis, and those that are written beside it; ValueError where low exceeds high."""

    low: float
    high: float
    ticks: Sequence[Tick] = ()

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"an axis from {self.low} down to {self.high}")

    def holds(self, value: float) -> bool:
        """Whether a value lies on the axis."""
        return self.low <= value <= self.high


class ReadingStatus(Enum):
    """The status of a reading, and how it is drawn."""

    USED = "used"  # a dot
    LEFT_OUT = "left out"  # a hollow ring
    OFFICIAL = "official"  # a diamond: read by a method that others rely on


class Turn(Enum):
    """The kind of a moment, and the dash of its line."""

    NOW = "now"  # dotted
    CHANGE = "change"  # dash and dot: from here on something is another thing
    END = "end"  # dashed


class Drawn(Enum):
    """Further entries that a legend may explain."""

    TREND = "trend"
    BAND = "band"
    FORECAST = "forecast"
    FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Reading:
    """One measured value; `words` is what is read out of it. Outside the axes it stands at their edge."""

    x: float
    y: float
    words: str = ""
    standing: ReadingStatus = ReadingStatus.USED


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of (x, y), the band of (x, least, most) that it may lie in, and words that stand at its end.

    A forecast is dashed and its band is fainter.
    """

    line: Sequence[Point] = ()
    band: Sequence[tuple[float, float, float]] = ()
    words: str = ""
    forecast: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """The least value that is promised from one x to another; floors that meet are drawn as steps."""

    start: float
    end: float
    least: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with its words: today, a battery replaced, the end of a warranty."""

    x: float
    words: str
    turn: Turn = Turn.CHANGE


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend; it is shown while the chart has something of its kind."""

    what: ReadingStatus | Drawn
    words: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Readings over time. The last point of the last curve that is no forecast is where things stand.

    `nothing` is said in the middle while there are neither readings nor curves.
    """

    across: Axis
    up: Axis
    readings: Sequence[Reading] = ()
    curves: Sequence[Curve] = ()
    floors: Sequence[Floor] = ()
    moments: Sequence[Moment] = ()
    keys: Sequence[Key] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, such as a month: its words below, a value for each series, and what is read out of it.

    One `leads` whose words say more than those of others, such as a year: they stay where some are left out.
    """

    words: str
    values: Sequence[float]
    read: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class LaneSpan:
    """A time in a lane, with words that stand in it where they fit, and what is read out of it where that is more."""

    start: float
    end: float
    words: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class LaneMark:
    """Something that happened, with the words that are read out of it; its label stands below it where that fits."""

    x: float
    words: str = ""
    standing: ReadingStatus = ReadingStatus.USED
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One strand of a timeline: its name, its times in their order, and what happened."""

    words: str
    spans: Sequence[LaneSpan] = ()
    marks: Sequence[LaneMark] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes over one time, such as the stages, visits and owners of a vehicle's life."""

    across: Axis
    lanes: Sequence[Lane]
    moments: Sequence[Moment] = ()


MOST_SERIES = 3  # full, faint and hatched: as many as can be told apart in grey


@dataclass(frozen=True, slots=True)
class Columns:
    """Stacked columns in their order; `series` are named in the legend where there are several.

    ValueError for more than three series, and for a column that has not one value for each.
    """

    columns: Sequence[Column]
    series: Sequence[str]
    up: Axis
    nothing: str = ""

    def __post_init__(self) -> None:
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"{len(self.series)} series cannot be told apart in grey")
        if any(len(column.values) != len(self.series) for column in self.columns):
            raise ValueError("a column needs one value for each series")
