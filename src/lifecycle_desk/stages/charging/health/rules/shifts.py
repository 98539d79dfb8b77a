"""Shifts of all sessions of a kind alike: losses, the car's own counts, cold; each fitted along with its own doubt.

Numbers are logarithms of the usable energy that a session seems to tell: a loss greater than usual makes it larger.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from math import cos, hypot, log, pi, sin
from statistics import median

from lifecycle_desk.stages.charging.health.rules.evidence import Evidence
from lifecycle_desk.stages.charging.health.rules.gauss import Bound, Seen
from lifecycle_desk.stages.charging.health.rules.losses import usual_losses
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current

SCALE = 0.011  # by which 100 points of the car's own count differ from its usable energy; a bent scale is in it
COUNTED = 0.009  # by which the car's own count of energy is off
COLD = 0.0008  # per °C below the comfort: less usable energy at the battery
HIDING = 0.055  # by which losses are doubted, as a share, beyond which they hide a fall; sockets and 3.7 kW
COMPARED = 0.025  # how far the losses of one session are from those of others like it, as a share
SEASON = {"battery": 0.008, "AC": 0.008, "DC": 0.020}  # the yearly swing where no temperature is told


@cache
def doubts() -> dict[str, float]:
    """Each shift with its standard deviation, in the order of the rows."""
    losses = usual_losses()
    return {
        "scale": SCALE,
        "battery": COUNTED,
        Current.AC.value: losses.conversion.doubt / (1 - losses.conversion.usual),
        Current.DC.value: losses.direct.doubt / (1 - losses.direct.usual),
        "power": 1.0,
        "own": losses.own.doubt,
        "single": losses.single.doubt,
        "cold battery": COLD,
        "cold AC": losses.cold[Current.AC].doubt,
        "cold DC": losses.cold[Current.DC].doubt,
        "cosine": 1.0,
        "sine": 1.0,
    }


@cache
def loss_places() -> tuple[int, ...]:
    """Where the losses between meter and battery stand among the shifts."""
    return tuple(place for place, name in enumerate(doubts()) if name in (*Current, "own", "single"))


def widened(lossy: float) -> list[float]:
    """How many times each shift is doubted: losses so many, all else once."""
    return [lossy if place in loss_places() else 1.0 for place in range(len(doubts()))]


def shift(amounts: dict[str, float]) -> list[float]:
    """How much of each shift is in something, in standard deviations."""
    return [amounts.get(name, 0.0) * doubt for name, doubt in doubts().items()]


def bounds(sides: set[str], *, hybrid: bool) -> list[Bound]:
    """No car loses less between meter and battery than any that was measured; of the sides that a car has."""
    losses = usual_losses()
    least: dict[str, float] = {}
    if Current.AC in sides:
        least[Current.AC.value] = log((1 - losses.conversion.least) / (1 - losses.conversion.usual))
        least["own"] = (losses.own_hybrid if hybrid else losses.own.usual) - losses.own.least
    if Current.DC in sides:
        least[Current.DC.value] = log((1 - losses.direct.least) / (1 - losses.direct.usual))
    return [(shift({name: -1.0}), most) for name, most in least.items()]


def shifts_of(each: Evidence) -> list[float]:
    """The part of a session's ratio that comes from the shifts of its kind."""
    amounts = {"scale": 1.0, each.side: 1.0}
    if each.side != "battery":
        amounts |= _lost(each) | {"power": each.unsure}
    if each.cold is not None:
        amounts[_cold(each.side)] = steps(each.cold)
    else:
        swing, turn = SEASON[each.side], 2 * pi * each.day.timetuple().tm_yday / 365.25
        amounts |= {"cosine": swing * cos(turn), "sine": swing * sin(turn)}
    return shift(amounts)


def compared(found: Sequence[Evidence], ways: int) -> list[Seen]:
    """The losses by sessions that tell both sides, whatever the state of charge; the median of one kind."""
    together = defaultdict[tuple[str, float, bool, float], list[float]](list)
    for each in found:
        if each.excess is not None and each.meter:
            together[each.meter, each.overhead, each.single, steps(each.cold or 0)].append(each.excess)
    rows: list[Seen] = []
    for (meter, overhead, single, cold), excesses in together.items():
        amounts = {meter: 1.0, "battery": -1.0, "own": overhead, "single": float(single)}
        amounts |= {_cold(meter): cold, "cold battery": -cold}
        rows.append(([0.0] * ways + shift(amounts), median(excesses), len(excesses) / COMPARED**2))
    return rows


def hides_falls(found: Sequence[Evidence]) -> bool:
    """Whether what is lost on the way is known so little that a fall before the first session would not show."""
    if not found or any(each.side == "battery" or each.excess is not None for each in found):
        return False
    return median(hypot(*lost_between(each)) for each in found) > HIDING


def lost_between(each: Evidence) -> list[float]:
    """The row of what a session's car loses more than usual between meter and battery."""
    return shift({each.side: 1.0} | _lost(each))


def steps(cold: int) -> float:
    """Degrees below the comfort, in steps of five."""
    return 5.0 * round(cold / 50)


def _lost(each: Evidence) -> dict[str, float]:
    return {"own": each.overhead, "single": float(each.single)}


def _cold(side: str) -> str:
    return f"cold {side}"
