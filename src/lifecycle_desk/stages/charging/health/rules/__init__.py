"""Battery health from charging: what sessions say, how sure that is, and where it goes."""

from lifecycle_desk.stages.charging.health.rules.efficiency import with_currents
from lifecycle_desk.stages.charging.health.rules.estimate import estimate
from lifecycle_desk.stages.charging.health.rules.evidence import Car, LeftOutReason
from lifecycle_desk.stages.charging.health.rules.figures import (
    Band,
    Confidence,
    Fade,
    Health,
    Method,
    Official,
    OfficialKind,
    Point,
)
from lifecycle_desk.stages.charging.health.rules.forecast import Crossing, crosses, forecast
from lifecycle_desk.stages.charging.health.rules.trend import theil_sen

__all__ = [
    "Band",
    "Car",
    "Confidence",
    "Crossing",
    "Fade",
    "Health",
    "LeftOutReason",
    "Method",
    "Official",
    "OfficialKind",
    "Point",
    "crosses",
    "estimate",
    "forecast",
    "theil_sen",
    "with_currents",
]
