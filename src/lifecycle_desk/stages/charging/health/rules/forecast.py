"""A battery's later health: its fade carried on, with a doubt that grows."""

from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle_desk.stages.charging.health.rules.estimate import at
from lifecycle_desk.stages.charging.health.rules.figures import Band, Health


@dataclass(frozen=True, slots=True)
class Crossing:
    """Days on which a floor may be passed: at the earliest, and in the middle of what is likely; None is not at all."""

    earliest: date | None
    middle: date | None


def forecast(health: Health, on: date) -> Band | None:
    """Health with its 95 % interval at a later day; None where there is no figure to go on from.

    Where the car's own fade is not known well (`health.fade.own`), this is mostly the fade of the fleet.
    """
    return None if health.trend is None else at(health.trend, max(on, health.as_of))


def crosses(health: Health, floor: int, until: date) -> Crossing | None:
    """When health may fall below a floor in tenths of a per cent, from its day up to another; None without a figure.

    The bounds are taken to fall once they go below the floor, as a battery does not recover.
    """
    if health.trend is None:
        return None
    return Crossing(_first_below(health, floor, until, "low"), _first_below(health, floor, until, "middle"))


def _first_below(health: Health, floor: int, until: date, bound: str) -> date | None:
    def below(day: date) -> bool:
        told = forecast(health, day)
        return told is not None and getattr(told, bound) < floor

    if below(health.as_of):
        return health.as_of
    if until <= health.as_of or not below(until):
        return None
    above, under = 0, (until - health.as_of).days
    while under - above > 1:
        half = (above + under) // 2
        above, under = (above, half) if below(health.as_of + timedelta(days=half)) else (half, under)
    return health.as_of + timedelta(days=under)
