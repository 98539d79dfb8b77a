"""Data that a battery's sessions lack: for a figure at all, and for a surer one; told as what to do."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from statistics import median

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.quantities import CELSIUS, Measure, percent
from lifecycle_desk.base.said import Said
from lifecycle_desk.stages.charging.health.rules.evidence import COLDEST, HOTTEST, Car, Evidence, Left, LeftOutReason
from lifecycle_desk.stages.charging.health.rules.figures import Method
from lifecycle_desk.stages.charging.sessions.rules.sessions import FULL, MANUAL
from lifecycle_desk.stages.charging.sessions.rules.words import NAMES
from lifecycle_desk.vehicle.rules.models import Chemistry

FEWEST, FEWEST_DAYS = 3, 14
NOISE = 0.012  # to which the scatter of the sessions must average out, as a share; three rises of 70 points do
DEEP_SPREAD = 0.019  # of one rise from below 20 to above 90 %
DEEP = 50.0  # points of rise that tell well
LOW, HIGH, WHOLE = percent(20), percent(90), percent(100)  # between which a charge tells well
_MILD = {"coldest": Measure(COLDEST // 10, CELSIUS), "hottest": Measure(HOTTEST // 10, CELSIUS)}

UNKNOWN_WHEN_NEW = Said(N_("The battery’s usable energy when new is not known."))
TOO_WIDE = Said(N_("The sessions vary too much, or are too old, for a figure."))


# What is to be done about the reason that left most sessions out, where more charging alone mends nothing.
BY_REASON: Mapping[LeftOutReason, str] = {
    LeftOutReason.NO_CHARGE: N_("Most sessions have no state of charge; import them from a source that includes it."),
    LeftOutReason.NO_ENERGY: N_("Most sessions have no energy value; import them from a source that includes it."),
    LeftOutReason.DISCHARGED: N_(
        "Most sessions end below their starting charge; check whether the two values were swapped."
    ),
    LeftOutReason.IMPLAUSIBLE: N_("Most sessions have a power or duration that is not plausible; check their times."),
    LeftOutReason.OUTLIER: N_(
        "Most sessions have an energy that this battery cannot hold; check that they belong to this "
        "vehicle and that its usable energy when new is right."
    ),
    LeftOutReason.BEFORE_THE_BATTERY: N_(
        "Most sessions were before this battery was installed; only later ones count."
    ),
    LeftOutReason.TEMPERATURE: N_(
        "Most sessions were below %(coldest)s or above %(hottest)s; only those on milder days count."
    ),
    LeftOutReason.SMALL_SPAN: N_("Most sessions rise by less than 20 points, which is too little."),
    LeftOutReason.LFP_MIDDLE: N_(
        "Most sessions neither end full nor rise by half; in between, LFP batteries do not report their "
        "charge accurately."
    ),
}


def missing(car: Car, used: Sequence[Evidence], left: Sequence[Left]) -> Iterator[Said]:
    """Data that the sessions lack for a figure: why most do not count, then number and depth, then days.

    Where they only lack being told AC or DC, that is asked and nothing else: more of the same would not count either.
    """
    told = sum(1 / each.spread**2 for each in used)
    more = max(FEWEST - len(used), ceil((1 / NOISE**2 - told) * DEEP_SPREAD**2))
    if more > 0:
        asked = unsaid(left)
        yield from (ask(source, count) for source, count in asked)
        yield from _why(left)
        if sum(count for _, count in asked) < more:
            yield _charge(car, more)
    elif (days := FEWEST_DAYS - (used[-1].day - used[0].day).days) > 0:
        yield Said(
            NN_(
                "The sessions are too close together: one more is needed at least %(n)s day later.",
                "The sessions are too close together: one more is needed at least %(n)s days later.",
            ),
            n=days,
        )


def unsaid(left: Sequence[Left]) -> tuple[tuple[str, int], ...]:
    """The sources that do not tell AC or DC, with how many sessions do not count for it, most first."""
    sources = Counter(session.source for session, reason, _ in left if reason is LeftOutReason.NO_CURRENT)
    return tuple(sorted(sources.items(), key=lambda each: (-each[1], each[0])))


def ask(source: str, count: int) -> Said:
    """Asks once for all sessions of a source whether AC or DC flowed."""
    if source == MANUAL:
        return Said(
            NN_(
                "%(n)s session entered by hand does not state AC or DC: set it once for all of them.",
                "%(n)s sessions entered by hand do not state AC or DC: set it once for all of them.",
            ),
            n=count,
        )
    if source not in NAMES:
        return Said(
            NN_(
                "%(n)s session from tables does not state AC or DC: set it once for all of them.",
                "%(n)s sessions from tables do not state AC or DC: set it once for all of them.",
            ),
            n=count,
        )
    return Said(
        NN_(
            "%(n)s session from %(source)s does not state AC or DC: set it once for this source.",
            "%(n)s sessions from %(source)s do not state AC or DC: set it once for this source.",
        ),
        n=count,
        source=NAMES[source],
    )


def surer(car: Car, used: Sequence[Evidence], left: Sequence[Left], method: Method) -> Iterator[Said]:
    """Data that would narrow the interval, the most telling first."""
    yield from (ask(source, count) for source, count in unsaid(left))
    if method is Method.METER:
        yield Said(N_("Sessions that include the energy in the battery, or an official reading, improve accuracy."))
    if car.chemistry is Chemistry.LFP and not all(each.session.soc_end == FULL for each in used):
        yield Said(N_("LFP batteries report SoC most accurately after a full charge."))
    if median(each.span for each in used) < DEEP:
        yield Said(N_("Sessions from below %(low)s to above %(high)s improve accuracy."), low=LOW, high=HIGH)
    if all(each.session.temperature is None for each in used):
        yield Said(N_("Sessions with temperature improve accuracy."))


def _charge(car: Car, more: int) -> Said:
    if car.chemistry is Chemistry.LFP:
        return Said(
            NN_(
                "Charge %(n)s more time from below %(low)s to %(full)s: LFP batteries read accurately only there.",
                "Charge %(n)s more times from below %(low)s to %(full)s: LFP batteries read accurately only there.",
            ),
            n=more,
            low=LOW,
            full=WHOLE,
        )
    return Said(
        NN_(
            "Charge %(n)s more time from below %(low)s to above %(high)s.",
            "Charge %(n)s more times from below %(low)s to above %(high)s.",
        ),
        n=more,
        low=LOW,
        high=HIGH,
    )


def _why(left: Sequence[Left]) -> Iterator[Said]:
    """What to do about the reason that left most sessions out."""
    reasons = Counter(reason for _, reason, _ in left)
    for reason, count in sorted(reasons.items(), key=lambda each: (-each[1], each[0].value))[:1]:
        if 2 * count > len(left) and reason in BY_REASON:
            yield Said(BY_REASON[reason], **(_MILD if reason is LeftOutReason.TEMPERATURE else {}))
