"""What a battery's sessions lack: for a figure at all, and for a surer one; told as what to do."""

from collections.abc import Iterator, Sequence
from math import ceil
from statistics import median

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.stages.charging.rules.health.evidence import Car, Evidence, Left, LeftOutReason
from lifecycle_desk.stages.charging.rules.health.figures import Method
from lifecycle_desk.stages.charging.rules.sessions import FULL
from lifecycle_desk.vehicle.rules.models import Chemistry
from lifecycle_desk.vehicle.rules.wording import Said

FEWEST, FEWEST_DAYS = 3, 14
NOISE = 0.012  # to which the scatter of the sessions must average out, as a share; three rises of 70 points do
DEEP_SPREAD = 0.019  # of one rise from below 20 to above 90 %
DEEP = 50.0  # points of rise that tell well

UNKNOWN_WHEN_NEW = Said(N_("The usable energy of the battery when new is not known."))
TOO_WIDE = Said(N_("The sessions differ too much, or are too long ago, for a figure."))


def missing(car: Car, used: Sequence[Evidence], left: Sequence[Left]) -> Iterator[Said]:
    """What the sessions lack for a figure: number and depth, then days; nothing where they carry one."""
    told = sum(1 / each.spread**2 for each in used)
    more = max(FEWEST - len(used), ceil((1 / NOISE**2 - told) * DEEP_SPREAD**2))
    if more > 0:
        yield _charge(car, more)
        yield from _why(left)
    elif (days := FEWEST_DAYS - (used[-1].day - used[0].day).days) > 0:
        yield Said(
            NN_(
                "The sessions lie too close together: one more, at least %(n)s day later, is needed.",
                "The sessions lie too close together: one more, at least %(n)s days later, is needed.",
            ),
            n=days,
        )


def surer(car: Car, used: Sequence[Evidence], method: Method) -> Iterator[Said]:
    """What would narrow the interval, the most telling first."""
    if method is Method.METER:
        yield Said(N_("Sessions that also tell the energy in the battery, or an official reading, make it surer."))
    if car.chemistry is Chemistry.LFP and not all(each.session.soc_end == FULL for each in used):
        yield Said(N_("An LFP battery tells its charge best when it is charged to 100 %."))
    if median(each.span for each in used) < DEEP:
        yield Said(N_("Sessions from below 20 % to above 90 % make it surer."))
    if all(each.session.temperature is None for each in used):
        yield Said(N_("Sessions that tell the temperature make it surer."))


def _charge(car: Car, more: int) -> Said:
    if car.chemistry is Chemistry.LFP:
        return Said(
            NN_(
                "Charge %(n)s more time from below 20 %% to 100 %%: an LFP battery tells its charge well only there.",
                "Charge %(n)s more times from below 20 %% to 100 %%: an LFP battery tells its charge well only there.",
            ),
            n=more,
        )
    return Said(
        NN_(
            "Charge %(n)s more time from below 20 %% to above 90 %%.",
            "Charge %(n)s more times from below 20 %% to above 90 %%.",
        ),
        n=more,
    )


def _why(left: Sequence[Left]) -> Iterator[Said]:
    """What many of the sessions did not tell, where that is why they do not count."""
    reasons = [reason for _, reason, _ in left]
    if 2 * reasons.count(LeftOutReason.NO_CHARGE) > len(reasons):
        yield Said(N_("Most sessions do not tell the state of charge; take them from a source that does."))
