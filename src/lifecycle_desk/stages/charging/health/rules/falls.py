"""Whether and when a battery fell: a loss within months beside the slow fade, as a faulty cell or module makes.

A fall is one of two stories that sessions may tell. How likely each is follows from how well it goes with them, and
from how rare falls are; what is said of the battery is said of both, so that whoever doubts is not sure of the better.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

from lifecycle_desk.stages.charging.health.rules.gauss import Belief, Seen, believed

# Of batteries; recurrentauto.com, How long do EV batteries last: outside recalls under 4 % were replaced, 8.5 % of the
# first generation. The greater figure, as not each that fell was replaced.
EVER_FALL = 0.08
# The share that is taken for the lower bound where a fall before the first session cannot be told from losses: a faulty
# battery then lies in the interval as surely as a sound one. Judgement; held by the second simulator.
FEARED = 0.5
UNLIKE = 0.008  # by which a fall goes otherwise than is told here
FALL, FALL_UNSURE = -0.14, 0.07  # of the logarithm, so nil to 25 %: judgement, a module of seven to ten
WITHIN = 0.25  # years in which most of it happens
LEAST_ODDS = 0.001  # below it, a story is not told
PLACES = 7  # evenly over the sessions; a fall is looked for there, before the first, and within the last weeks
LATE = (0.3, 0.12)  # years before the last session

type Left = tuple[float, float, float, list[tuple[int, float]]]  # age, weight, weighted rest, what it depends on


@dataclass(frozen=True, slots=True)
class Story:
    """The belief about a battery that fell some years into its life, or never did; `odds` is how likely that is.

    `feared` is how likely it is taken to be for the lower bound.
    """

    odds: float
    belief: Belief
    fell: float | None = None
    feared: float = 1.0


def fallen(years: float, fell: float | None) -> float:
    """How much of a fall has happened after some years; nil without one."""
    return 0.0 if fell is None or years <= fell else 1 - exp((fell - years) / WITHIN)


def stories(
    seen: Sequence[Seen],
    when: Sequence[float | None],
    doubts: Sequence[float],
    usual: Sequence[float],
    *,
    hidden: bool = False,
) -> tuple[Story, ...]:
    """The stories that sessions may tell, the likeliest first; `when` is the age at which each was seen, in years.

    Which is likely is asked of the `usual` doubts, for among loosened ones a fall would pass for a quick fade. `hidden`
    says that one before the first session would not show.
    """
    tight = believed(seen, usual)
    plain = tight if doubts == usual else believed(seen, doubts)
    ages = sorted(each for each in when if each is not None)
    if not ages:
        return (Story(1.0, plain),)
    left = [
        (years, weight, weight * (value - tight.middle_of(row)), [each for each in enumerate(row) if each[1]])
        for (row, value, weight), years in zip(seen, when, strict=True)
        if years is not None and weight
    ]
    odds = {
        fell: share * exp(min(_weight(left, tight, fell), 300.0)) for fell, share in _places(ages[0], ages[-1]).items()
    }
    whole = 1 - EVER_FALL + sum(odds.values())
    told = [Story((1 - EVER_FALL) / whole, plain)]
    for fell, each in odds.items():
        if each / whole > LEAST_ODDS:
            told.append(Story(each / whole, _with_fall(seen, when, doubts, fell), fell))
    return _weighed(told, min(odds) if hidden else None)


def _weighed(told: Sequence[Story], feared: float | None) -> tuple[Story, ...]:
    """The stories with odds that make one, the likeliest first; a fall at the age that is feared counts for more."""
    more = FEARED / (1 - FEARED) / (EVER_FALL / (1 - EVER_FALL))
    fears = [each.odds * (more if feared is not None and each.fell == feared else 1.0) for each in told]
    kept, all_fears = sum(each.odds for each in told), sum(fears)
    weighed = [
        replace(each, odds=each.odds / kept, feared=fear / all_fears) for each, fear in zip(told, fears, strict=True)
    ]
    return tuple(sorted(weighed, key=lambda each: -each.odds))


def _places(first: float, last: float) -> dict[float, float]:
    """The ages at which a battery may have fallen, before anything was seen and along the way, with how likely that is.

    As likely in any month as in another: the later a car came, the likelier it fell before.
    """
    along = [first + (last - first) * place / (PLACES + 1) for place in range(1, PLACES + 1)]
    along += [last - late for late in LATE if last - late > first]
    before = max(first, 0.0) / last if last > 0 else 0.0
    return {max(first - 1.0, 0.0): EVER_FALL * before} | {each: EVER_FALL * (1 - before) / len(along) for each in along}


def _weight(left: Sequence[Left], plain: Belief, fell: float) -> float:
    """The logarithm of how much better a fall at that age goes with what was seen than none does."""
    score, known, pull = 0.0, 0.0, [0.0] * len(plain.middle)
    for years, weight, off, parts in left:
        part = fallen(years, fell)
        if part:
            score += part * off
            scaled = part * weight
            known += scaled * part
            for place, each in parts:
                pull[place] += scaled * each
    known = max(known - plain.variance_of(pull), 0.0)
    prior = 1 / FALL_UNSURE**2
    return ((score + FALL * prior) ** 2 / (known + prior) - FALL**2 * prior - log(1 + known / prior)) / 2


def _with_fall(seen: Sequence[Seen], when: Sequence[float | None], doubts: Sequence[float], fell: float) -> Belief:
    """The belief with a fall at that age among the numbers, the last of them: by how much more than usual it fell."""
    rows: list[Seen] = []
    for (row, value, weight), years in zip(seen, when, strict=True):
        part = 0.0 if years is None else fallen(years, fell)
        rows.append(([*row, part], value - FALL * part, weight))
    return believed(rows, [*doubts, FALL_UNSURE])
