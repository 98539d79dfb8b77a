"""A battery's health in words: the figure with its interval, its basis, and the data that would make it surer."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import percent
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.charging.health.rules.evidence import LeftOutReason
from lifecycle_desk.stages.charging.health.rules.trend import Trend
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current


class OfficialKind(LabeledEnum):
    """Others who tell a battery's health."""

    DEALER_TOOL = "dealer_tool", N_("Manufacturer diagnostic tool")
    CERTIFICATE = "certificate", N_("Battery certificate")
    ON_BOARD_SOCE = "on_board_soce", N_("SOCE displayed by the car")


class Method(LabeledEnum):
    """The basis of an estimate."""

    BATTERY = "battery", N_("Energy counted by the car")
    LEARNT = "learnt", N_("Energy in the car and at the meter; losses learned from sessions with both")
    METER = "meter", N_("Energy at the meter less typical losses")
    CALIBRATED = "calibrated", N_("Energy at the meter; losses calibrated by an official reading")


class Confidence(LabeledEnum):
    """How sure an estimate is, by the width of its interval."""

    HIGH = "high", C_("confidence", "High")
    MEDIUM = "medium", C_("confidence", "Medium")
    LOW = "low", C_("confidence", "Low")


@dataclass(frozen=True, slots=True)
class Official:
    """A reading of somebody else, in tenths of a per cent; shown beside the estimate."""

    on: date
    tenths: int
    kind: OfficialKind


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of one session alone, in tenths of a per cent, and why it was not used."""

    on: date
    tenths: int
    reason: LeftOutReason | None = None

    @property
    def used(self) -> bool:
        """Whether the estimate rests on it."""
        return self.reason is None


INTERVAL, CERTAINTY = N_("%(share)s interval"), percent(95)  # NOTE: a confidence interval, as 95% interval


@dataclass(frozen=True, slots=True)
class Band:
    """Health at a day with its 95 % interval, in tenths of a per cent."""

    on: date
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class Fade:
    """Tenths of a point lost a year, over the last year, with the 95 % interval.

    `own` says that the car's own sessions tell it; else it is mostly that of the fleet.
    """

    low: int
    middle: int
    high: int
    own: bool


@dataclass(frozen=True, slots=True)
class Health:
    """A battery's health on a day, in tenths of a per cent, with its 95 % interval; None where nothing carries it.

    `left_out` counts the sessions that say nothing, by reason. `losses` are tenths of a per cent lost between a meter
    and the battery, where the figure rests on them. `calibrated_by` are the official readings that set these; no other
    reading enters the figure. `missing` is what a figure needs, `surer` what would make it surer; `unsaid` are the
    sources that do not tell AC or DC, each with its sessions that do not count for it; `trend` is what `forecast` goes
    on from.
    """

    as_of: date
    percent: int | None = None
    low: int | None = None
    high: int | None = None
    method: Method | None = None
    confidence: Confidence | None = None
    sessions_used: int = 0
    first_used: date | None = None
    last_used: date | None = None
    left_out: Counter[LeftOutReason] = field(default_factory=Counter)
    points: tuple[Point, ...] = ()
    band: tuple[Band, ...] = ()
    fade: Fade | None = None
    losses: tuple[tuple[Current, int], ...] = ()
    calibrated_by: tuple[Official, ...] = ()
    officials: tuple[Official, ...] = ()
    missing: tuple[Said, ...] = ()
    unsaid: tuple[tuple[str, int], ...] = ()
    surer: tuple[Said, ...] = ()
    trend: Trend | None = None
