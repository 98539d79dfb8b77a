"""Whether and when a battery fell: a loss within months beside the slow fade, as a faulty cell or module makes.

A fall is one of two stories that sessions may tell. How likely each is follows from how well it goes with them, and
from how rare falls are; what is said of the battery is said of both, so that whoever doubts is not sure of the better.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from lifecycle_desk.stages.charging.rules.health.gauss import Belief, Seen, believed

# Of batteries; recurrentauto.com, How long do EV batteries last: outside recalls under 4 % were replaced, 8.5 % of the
# first generation. The greater figure, as not each that fell was replaced.
EVER_FALL = 0.08
UNLIKE = 0.008  # by which a fall goes otherwise than is told here
FALL, FALL_UNSURE = -0.14, 0.07  # of the logarithm, so nil to 25 %: judgement, a module of seven to ten
WITHIN = 0.25  # years in which most of it happens
LEAST_ODDS = 0.01  # below it, a story is not told
PLACES = 7  # evenly over the sessions; a fall is looked for there, before the first, and within the last weeks
LATE = (0.3, 0.12)  # years before the last session

type Left = tuple[float, float, float, list[tuple[int, float]]]  # age, weight, weighted rest, what it depends on


@dataclass(frozen=True, slots=True)
class Story:
    """What is believed if a battery fell some years into its life, or never did; `odds` is how likely that is."""

    odds: float
    belief: Belief
    fell: float | None = None


def fallen(years: float, fell: float | None) -> float:
    """How much of a fall has happened after some years; nil without one."""
    return 0.0 if fell is None or years <= fell else 1 - exp((fell - years) / WITHIN)


def stories(
    seen: Sequence[Seen], when: Sequence[float | None], doubts: Sequence[float], usual: Sequence[float]
) -> tuple[Story, ...]:
    """The stories that sessions may tell, the likeliest first; `when` is the age at which each was seen, in years.

    Which is likely is asked of the `usual` doubts, for among loosened ones a fall would pass for a quick fade.
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
    found = [(_weight(left, tight, fell), fell) for fell in _places(ages[0], ages[-1])]
    share = EVER_FALL / len(found)
    odds = {fell: share * exp(min(weight, 300.0)) for weight, fell in found}
    whole = 1 - EVER_FALL + sum(odds.values())
    told = [Story((1 - EVER_FALL) / whole, plain)]
    for fell, each in odds.items():
        if each / whole > LEAST_ODDS:
            told.append(Story(each / whole, _with_fall(seen, when, doubts, fell), fell))
    kept = sum(each.odds for each in told)
    return tuple(
        sorted((Story(each.odds / kept, each.belief, each.fell) for each in told), key=lambda each: -each.odds)
    )


def _places(first: float, last: float) -> Iterator[float]:
    """The ages at which a battery may have fallen: before anything was seen, and along the way."""
    yield max(first - 1.0, 0.0)
    yield from (first + (last - first) * place / (PLACES + 1) for place in range(1, PLACES + 1))
    yield from (last - late for late in LATE if last - late > first)


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
