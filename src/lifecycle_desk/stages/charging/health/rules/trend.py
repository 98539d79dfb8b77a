"""How a battery fades: the one line that goes through what many sessions say, and how sure it is.

The line is fitted by Bayes' rule among normal errors, on logarithms. What is believed before any session is Geotab's
fleet study of 2025 (22,700 cars, 21 models: 2.3 % a year on average, 81.6 % after eight years; 1.5 where mostly AC or
low power is used, up to 3.0 with much DC; 0.4 more in hot climates, 0.8 more where much is driven). A car that has lost
more than the fleet loosens that belief, for a battery with a fault is what one looks for. What shifts all sessions of a
kind alike (losses, meters, the car's own count) is fitted along with its own doubt, so that no number of sessions makes
the figure surer than that.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import exp, hypot, log, sqrt
from statistics import median

from lifecycle_desk.stages.charging.health.rules.evidence import Evidence
from lifecycle_desk.stages.charging.health.rules.falls import FALL, UNLIKE, Story, fallen, stories
from lifecycle_desk.stages.charging.health.rules.gauss import (
    OUTSIDE,
    Belief,
    Bound,
    Seen,
    believed,
    interval,
    quantile,
    within,
)
from lifecycle_desk.stages.charging.health.rules.shifts import (
    bounds,
    compared,
    hides_falls,
    loss_places,
    lost_between,
    shift,
    shifts_of,
    steps,
    widened,
)
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current

MEAN_FADE = 0.023  # a year (Geotab 2025), here split into a part by time and one by its root, as cells age in store
FADE_PER_YEAR, FADE_PER_ROOT = 0.016, 0.020  # together 3.6 % after one year, 18.5 % after eight
# Geotab tells up to 3.0 % of much DC; Recurrent (2023, 12,500 cars) found none. Between them, nearer the worse.
# Much use and much DC are mostly the same cars: the greater of the two counts, not both.
AC_FADE, DC_FADE, HOT_FADE, USED_FADE = 0.015, 0.025, 0.004, 0.008
MUCH_USED = 75  # full cycles a year, as plug-in hybrids and taxis make
HOT = 270  # tenths of °C, mean of the sessions
LOWEST = 0.3

PACK = 0.009  # by which a new pack differs from the catalogue: one in ten by more than 1.5 %
PER_YEAR, PER_ROOT = 0.009, 0.012  # by which cars' fade differs from the fleet's
TURN = 0.005  # by which a car's yearly fade changes from one year to the next
MOST_SHARE, LEAST_FADE = 1.03, 0.005  # of the catalogue's energy that any pack has when new, and loses a year
FREEDOM, USUALLY_OFF = 2.0, 2.0  # how quickly a car that is off the fleet is believed; squared deviations as usual
MOST_LOOSE, MOST_LOSSY = 3.0, 2.0  # what is further off fell, or is shifted

MOST_POINTS = 120  # of which all pairs are looked at by Theil and Sen; 500 sessions would have 124,750
FEWEST_POINTS = 5
NEIGHBOURS = 9
FAR = 4.5  # standard deviations beyond which a session is an outlier
TUKEY = 6.0
ROUNDS = 6
CALM, WILD = 0.8, 3.0  # how far the scatter seen may change the scatter expected


@dataclass(frozen=True, slots=True)
class Trend:
    """A battery's fade as it is believed: at any day the share of its usable energy when new.

    `rate` is the yearly fade of the fleet it was compared with, `loose` how many times that belief was widened;
    `known_until` the day up to which it was fitted. `stories` are how it may have come about, the likeliest first.
    """

    since: date
    known_until: date
    rate: float
    loose: float
    stories: tuple[Story, ...]

    def at(self, day: date) -> tuple[float, float, float]:
        """The share at a day: lower end of its 95 % interval, middle, upper end; doubt grows beyond `known_until`."""
        years = _years(self.since, day)
        ahead = max(0.0, _years(self.known_until, day))
        later = self.loose * TURN * sqrt(ahead**3 / 3)
        told = []
        for story in self.stories:
            middle, doubt = story.belief.of(self._row(years, story))
            fall = FALL * fallen(years, story.fell)
            told.append((story.odds, middle + fall, hypot(doubt, later, UNLIKE * (fall < 0))))
        low, middle, high = interval(told)
        if len(told) > 1:
            feared = [(story.feared, part, doubt) for story, (_, part, doubt) in zip(self.stories, told, strict=True)]
            low = quantile(feared, OUTSIDE)
        fleet = expected(years, self.rate)
        return exp(low) * fleet, exp(middle) * fleet, exp(high) * fleet

    def fade(self, day: date) -> tuple[float, float, float]:
        """Share lost a year over the last year, its standard deviation, and the latter before any session."""
        late = max(_years(self.since, day), 1.0)
        early = late - 1.0
        now, before = expected(late, self.rate), expected(early, self.rate)
        level = self.at(day)[1]
        told, usual = [], 0.0
        for story in self.stories:
            pairs = zip(self._row(late, story), self._row(early, story), strict=True)
            row = [one - other for one, other in pairs]
            change, doubt = story.belief.of(row)
            change += FALL * (fallen(late, story.fell) - fallen(early, story.fell))
            told.append((story.odds, level * (1 - exp(change) * now / before), level * doubt))
            usual += story.odds * level * hypot(*row)
        lost = sum(odds * each for odds, each, _ in told)
        return lost, sqrt(sum(odds * (doubt**2 + (each - lost) ** 2) for odds, each, doubt in told)), usual

    def _row(self, years: float, story: Story) -> list[float]:
        row = _path(years, _turns(_years(self.since, self.known_until)))
        row += [0.0] * (len(story.belief.middle) - len(row))
        if story.fell is not None:
            row[-1] = fallen(years, story.fell)
        return row


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trend, the places of the sessions that are far from it, and what each says once all shifts are taken off.

    `shifts` are the logarithms by which sessions of a side are shifted; `shares` how much of each session's energy at
    the meter came into the battery.
    """

    trend: Trend
    far: frozenset[int]
    levels: tuple[float, ...]
    shifts: dict[str, float]
    shares: tuple[float, ...]


def theil_sen(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Slope and intercept of a line: the median of the slopes of all pairs, the median of what is then left.

    Up to 29 % of the points may be anything. Of more than 120, as many are taken, evenly in the order of x: all pairs
    of 500 would take a tenth of a second. At least two x must differ, else the slope is nil. (Sen 1968; Theil 1950.)
    """
    ordered = sorted(points)
    if len(ordered) > MOST_POINTS:
        ordered = [ordered[place * (len(ordered) - 1) // (MOST_POINTS - 1)] for place in range(MOST_POINTS)]
    slopes = [(y - v) / (x - u) for (u, v), (x, y) in combinations(ordered, 2) if x != u]
    slope = median(slopes) if slopes else 0.0
    return slope, median(y - slope * x for x, y in ordered)


def expected(years: float, rate: float) -> float:
    """The share that a fleet of a yearly fade has left after some years; the first takes more."""
    per_year = FADE_PER_YEAR + rate - MEAN_FADE
    return max(1 - per_year * max(years, 0.0) - FADE_PER_ROOT * sqrt(max(years, 0.0)), LOWEST)


def fleet_rate(found: Sequence[Evidence]) -> float:
    """The yearly fade of cars that are charged like this one: by their share of DC or much use, more in the heat."""
    energy = {side: sum(each.span for each in found if each.meter == side) for side in Current}
    known = sum(energy.values())
    rate = AC_FADE + (DC_FADE - AC_FADE) * energy[Current.DC] / known if known else MEAN_FADE
    much = len(found) > 1 and sum(each.span for each in found) / 100 > MUCH_USED * (found[-1].years - found[0].years)
    rate = max(rate, AC_FADE + USED_FADE) if much else rate
    warmth = [each.session.temperature for each in found if each.session.temperature is not None]
    return rate + (HOT_FADE if warmth and sum(warmth) / len(warmth) > HOT else 0)


def fit(
    since: date,
    on: date,
    found: Sequence[Evidence],
    anchors: Iterable[tuple[date, float, float]] = (),
    *,
    hybrid: bool = False,
) -> Fitted:
    """The trend through evidence. `anchors` are shares known from elsewhere: day, share, standard deviation."""
    rate = fleet_rate(found)
    turns = _turns(_years(since, on))
    ways = len(_path(0, turns))
    rows = [_path(each.years, turns) + shifts_of(each) for each in found]
    heights = [each.ratio - log(expected(each.years, rate)) for each in found]
    extra = compared(found, ways)
    ages: list[float | None] = [None] * len(extra)
    for day, share, doubt in anchors:
        years = _years(since, day)
        row = _path(years, turns) + shift({})
        extra.append((row, log(share / expected(years, rate)), 1 / doubt**2))
        ages.append(years)
    days = [_years(since, on), *(each.years for each in found[:1])]
    held = _bounds(days, turns, rate, {each.side for each in found}, hybrid=hybrid)

    beside = _beside_neighbours(found, heights)
    residuals = _first_residuals(found, heights)
    loose, lossy, far, sites = 1.0, 1.0, frozenset[int](), list[Seen]()
    for _ in range(ROUNDS):
        scale = _scale(residuals)
        off = [min(abs(one), abs(other)) for one, other in zip(residuals, beside, strict=True)]
        far = frozenset(place for place, each in enumerate(off) if each > FAR * scale)
        weights = [
            _tukey(distance / scale) / (each.spread * scale) ** 2 for each, distance in zip(found, off, strict=True)
        ]
        gathered, when = _gathered(found, rows, heights, weights)
        seen = [*gathered, *extra]
        belief = believed([*seen, *sites], [loose] * ways + widened(lossy))
        sites = within(belief, held, sites)
        loose = _loosened(belief, ways, held[0][0])
        lossy = _lossy(belief, ways)
        residuals = [
            (height - belief.middle_of(row)) / each.spread
            for each, row, height in zip(found, rows, heights, strict=True)
        ]
    ages = [*when, *ages, *days, *[None] * (len(sites) - len(days))]
    spread = widened(lossy)
    told = stories([*seen, *sites], ages, [loose] * ways + spread, [1.0] * ways + spread, hidden=hides_falls(found))
    belief = told[0].belief
    plain = [0.0] * ways
    levels = tuple(
        exp(each.ratio - belief.middle_of(plain + row[ways:])) for each, row in zip(found, rows, strict=True)
    )
    shifts = {side: belief.middle_of([*plain, *shift({"scale": 1.0, side: 1.0})]) for side in ("battery", *Current)}
    shares = tuple(
        each.usual if each.side == "battery" else each.usual * exp(-belief.middle_of([*plain, *lost_between(each)]))
        for each in found
    )
    return Fitted(Trend(since, on, rate, loose, told), far, levels, shifts, shares)


def _bounds(
    days: Sequence[float], turns: tuple[tuple[float, float], ...], rate: float, sides: set[str], *, hybrid: bool
) -> list[Bound]:
    """The limits of belief: more than a pack ever has, at some ages in years; losses below any that were measured.

    A car that seems to have more than its pack holds loses more on the way than was believed: without these bounds that
    would count as health.
    """
    none = [0.0] * len(_path(0, turns))
    packs: list[Bound] = [
        (_path(years, turns) + shift({}), log(max(MOST_SHARE - LEAST_FADE * years, LOWEST) / expected(years, rate)))
        for years in days
    ]
    return [*packs, *(([*none, *row], most) for row, most in bounds(sides, hybrid=hybrid))]


def _loosened(belief: Belief, ways: int, today: Sequence[float]) -> float:
    """How many times the belief in the fleet's fade is widened: by as much as the car has lost more.

    Else a battery that has lost a quarter in a year would be taken for a car that counts wrongly: with normal errors
    alone, what contradicts is shared out among all doubts. (Student's distribution, as a mixture of normal ones.) A
    car that seems better than the fleet widens nothing, for batteries have faults and no strokes of luck.
    """
    if belief.middle_of(today) >= 0:
        return 1.0
    off = sum(each * each for each in belief.middle[:ways])
    return min(max(1.0, sqrt((FREEDOM + off) / (FREEDOM + USUALLY_OFF))), MOST_LOOSE)


def _lossy(belief: Belief, ways: int) -> float:
    """The same of losses: a car that loses more than usual may lose more still; one that loses less widens nothing."""
    more = [max(0.0, belief.middle[ways + place]) for place in loss_places()]
    off = sum(each * each for each in more)
    return min(max(1.0, sqrt((FREEDOM + off) / (FREEDOM + USUALLY_OFF))), MOST_LOSSY)


def _years(since: date, day: date) -> float:
    return (day - since).days / 365.25


def _turns(years: float) -> tuple[tuple[float, float], ...]:
    """When the fade may change and by how much: every year, and every quarter of the last, so that a fault shows."""
    yearly = [(turn, TURN) for turn in range(1, int(max(years, 0.0)) + 1)]
    quarterly = [(years - quarter / 4, TURN / 2) for quarter in (3, 2, 1) if years > 1]
    return (*yearly, *quarterly)


def _path(years: float, turns: tuple[tuple[float, float], ...]) -> list[float]:
    """By what the share may differ from the fleet's after some years, each way within one standard deviation."""
    bends = [doubt * max(0.0, years - turn) for turn, doubt in turns]
    return [PACK, PER_YEAR * years, PER_ROOT * sqrt(max(years, 0.0)), *bends]


def _gathered(
    found: Sequence[Evidence], rows: list[list[float]], heights: list[float], weights: list[float]
) -> tuple[list[Seen], list[float]]:
    """Sessions of one month and one kind as one, and at what age: a month's fade is nothing, and fifteen times less."""
    together = defaultdict[tuple[object, ...], list[int]](list)
    for place, each in enumerate(found):
        cold = None if each.cold is None else steps(each.cold)
        together[int(each.years * 12), each.side, each.overhead, cold].append(place)
    gathered: list[Seen] = []
    ages: list[float] = []
    for places in together.values():
        weight = sum(weights[place] for place in places)
        if weight > 0:
            middle = places[len(places) // 2]
            height = sum(weights[place] * heights[place] for place in places) / weight
            gathered.append((rows[middle], height, weight))
            ages.append(found[middle].years)
    return gathered, ages


def _first_residuals(found: Sequence[Evidence], heights: list[float]) -> list[float]:
    """How far each session lies from the robust line of its kind, in standard deviations."""
    residuals = [0.0] * len(found)
    for side in ("battery", *Current):
        places = [place for place, each in enumerate(found) if each.side == side]
        if len(places) >= FEWEST_POINTS:
            slope, start = theil_sen([(found[place].years, heights[place]) for place in places])
            for place in places:
                off = heights[place] - start - slope * found[place].years
                residuals[place] = off / found[place].spread
    return residuals


def _beside_neighbours(found: Sequence[Evidence], heights: list[float]) -> list[float]:
    """How far each session lies from the median of those before and after of its kind, in standard deviations.

    One that goes with its neighbours is no outlier, however far the line: so shows a fault of the last weeks.
    """
    beside = [0.0] * len(found)
    for side in ("battery", *Current):
        places = [place for place, each in enumerate(found) if each.side == side]
        for nth, place in enumerate(places):
            first = max(0, min(nth - NEIGHBOURS // 2, len(places) - NEIGHBOURS))
            around = median(heights[other] for other in places[first : first + NEIGHBOURS])
            beside[place] = (heights[place] - around) / found[place].spread
    return beside


def _scale(residuals: Sequence[float]) -> float:
    """The scatter seen over that expected: 1.4826 times the median distance, which outliers do not move."""
    seen = 1.4826 * median(abs(each) for each in residuals) if residuals else 1.0
    return min(max(seen, CALM), WILD)


def _tukey(distance: float) -> float:
    """The weight of a session that far off, in standard deviations: whole near the line, nil beyond six."""
    return (1 - (distance / TUKEY) ** 2) ** 2 if abs(distance) < TUKEY else 0.0
