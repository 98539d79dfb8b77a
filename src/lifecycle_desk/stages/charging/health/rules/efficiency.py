"""How much of what a meter counts comes into the battery, before anything is known of the one car.

AC is turned into DC in the car, and the car itself takes power as long as it charges: the lower the power, the longer,
so that a socket loses two to three times what a wallbox loses. A DC meter stands behind the rectifier, mostly: what is
lost then is the cable, the car's own use, and in the cold the heating of the battery. The figures and who measured them
stand in `resources/batteries/losses.toml`.
"""

from bisect import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from math import sqrt

from lifecycle_desk.stages.charging.health.rules.losses import usual_losses
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session

EVER = {Current.AC: (0.50, 1.0), Current.DC: (0.80, 1.02)}  # of one session; outside, one of its sides is wrong
STEPS_WATTS = (1_400, 1_600, 1_850, 2_300, 2_700, 3_200, 3_700, 4_600, 5_500, 7_000, 9_000, 11_000, 15_000, 22_000)
ONE_PHASE_WATTS = 4_000  # 16 A at 230 V and some; below it, more phases are hardly ever used
LIKELY_AC_WATTS = 4_000  # between a socket and a wallbox in what is lost, where nothing tells the power
UNTOLD_WATTS_UNSURE = 0.04  # what is lost may then differ, as a share
ALL_THE_TIME = 0.85  # of the most power; from there on, a session charged all the time
MOST_OF_THEM = 0.85  # of the sessions of a source; their power is the most that it gives, but for mistakes
HYBRID_WH = 25_000  # usable; hardly any plug-in hybrid has more, hardly any car without an engine less
LEAST_DC_WATTS = 23_000  # more than an on-board charger takes
_BETWEEN = [sqrt(one * other) for one, other in pairwise(STEPS_WATTS)]


@dataclass(frozen=True, slots=True)
class Power:
    """The power at an AC plug while it charged, as one of some steps, in W.

    Many cars stay plugged in when they are full, and some charge slowly by what the sun gives: where the mean over a
    session lies below the most, it is not known which. `apart` is by how much 1/W may then be off.
    """

    watts: int
    apart: float = 0.0


def likely_current(session: Session) -> Current | None:
    """The current: the source's own, else the one that the power tells; None where that tells nothing."""
    if session.current is not None:
        return session.current
    watts = session.most_watts or mean_watts(session)
    if watts is None:
        return None
    return Current.DC if watts > LEAST_DC_WATTS else Current.AC


def with_currents(sessions: Iterable[Session], said: Mapping[str, Current]) -> list[Session]:
    """Sessions as somebody said of their sources what flowed; one that tells it itself, or by its power, keeps that."""
    return [
        replace(each, current=said[each.source]) if each.source in said and likely_current(each) is None else each
        for each in sessions
    ]


def efficiency(session: Session, current: Current, power: Power | None = None, *, hybrid: bool = False) -> float:
    """The share of the meter's energy that usually comes into the battery, of a plug-in hybrid where that is known."""
    losses = usual_losses()
    degrees = losses.untold_degrees if session.temperature is None else max(0, 150 - session.temperature) / 10
    cold = losses.cold[current].usual * degrees
    if current is Current.DC:
        return 1 - losses.direct.usual - cold
    watts = (power or ac_power(session)).watts
    single = losses.single.usual if watts < ONE_PHASE_WATTS else 0.0
    own = losses.own_hybrid if hybrid else losses.own.usual
    return 1 - losses.conversion.usual - own / watts - single - cold


def plausible_efficiency(current: Current, share: float) -> bool:
    """Whether one session can have brought that share of the meter's energy into the battery."""
    least, most = EVER[current]
    return least <= share <= most


def ac_power(session: Session, most: float | None = None) -> Power:
    """The power while a session charged on AC; `most` is what its source gives otherwise, where that is known."""
    mean = mean_watts(session)
    most = session.most_watts or max(most or 0.0, mean or 0.0)
    if not mean or mean > most:
        return Power(_step(most) if most else LIKELY_AC_WATTS)
    if mean >= ALL_THE_TIME * most:
        return Power(_step(mean))
    slow, quick = 1 / max(mean, STEPS_WATTS[0]), 1 / most
    return Power(_step(2 / (slow + quick)), max(0.0, slow - quick) / 2)


def most_power(sessions: Iterable[Session]) -> dict[str, float]:
    """Per source the power that its AC sessions reach, so that one that stayed plugged in for long is understood."""
    means: dict[str, list[float]] = {}
    for each in sessions:
        if each.energy_wh > 0 and likely_current(each) is Current.AC and (mean := mean_watts(each)):
            means.setdefault(each.source, []).append(mean)
    return {source: sorted(found)[int(MOST_OF_THEM * (len(found) - 1))] for source, found in means.items()}


def power_is_told(session: Session) -> bool:
    """Whether a source tells the power, or how long it took."""
    return bool(session.most_watts or session.duration)


def mean_watts(session: Session) -> float | None:
    """The mean power over a session; None where no end is told."""
    if not session.duration:
        return None
    return abs(session.energy_wh) / (session.duration / timedelta(hours=1))


def _step(watts: float) -> int:
    """The nearest step, by ratio: sessions of one power are reckoned together."""
    return STEPS_WATTS[bisect(_BETWEEN, watts)]
