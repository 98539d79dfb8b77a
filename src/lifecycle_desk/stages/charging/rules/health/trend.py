"""How a battery fades: the one line that goes through what many sessions say, and how sure it is.

The line is fitted by Bayes' rule among normal errors, on logarithms. What is believed before any session is Geotab's
fleet study of 2025 (22,700 cars, 21 models: 2.3 % a year on average, 81.6 % after eight years; 1.5 where mostly AC or
low power is used, up to 3.0 with much DC; 0.4 more in hot climates). A car that is far from the fleet loosens that
belief, for a battery with a fault is what one looks for. What shifts all sessions of a kind alike (losses, meters, the
car's own count) is fitted along with its own doubt, so that no number of sessions makes the figure surer than that.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import cos, exp, hypot, log, pi, sin, sqrt
from statistics import median

from lifecycle_desk.stages.charging.rules.health.efficiency import (
    OWN_WATTS_UNSURE,
    UNSURE,
    UNTOLD_WATTS_UNSURE,
    power_is_told,
)
from lifecycle_desk.stages.charging.rules.health.evidence import Evidence
from lifecycle_desk.stages.charging.rules.health.gauss import Belief, Seen, believed
from lifecycle_desk.stages.charging.rules.sessions import Current

MEAN_FADE = 0.023  # a year (Geotab 2025), here split into a part by time and one by its root, as cells age in store
FADE_PER_YEAR, FADE_PER_ROOT = 0.016, 0.020  # together 3.6 % after one year, 18.5 % after eight
AC_FADE, DC_FADE, HOT_FADE = 0.015, 0.030, 0.004
HOT = 270  # tenths of °C, mean of the sessions
LOWEST = 0.3

PACK = 0.009  # by which a new pack differs from the catalogue: one in ten by more than 1.5 %
PER_YEAR, PER_ROOT = 0.009, 0.012  # by which cars' fade differs from the fleet's
TURN = 0.005  # by which a car's yearly fade changes from one year to the next
SCALE = 0.008  # by which 100 points of the car's own count differ from its usable energy
COUNTED = 0.008  # by which the car's own count of energy is off
COLD = 0.0008  # per °C below the comfort: less usable energy at the battery, more heating at the meter
COMPARED = 0.025  # how far the losses of one session are from those of others like it, as a share
SEASON = 0.008  # the yearly swing where no temperature is told

FREEDOM, USUALLY_OFF = 2.0, 2.0  # how quickly a car that is off the fleet is believed; squared deviations as usual

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
    `known_until` the day up to which it was fitted.
    """

    since: date
    known_until: date
    rate: float
    loose: float
    belief: Belief

    def at(self, day: date) -> tuple[float, float]:
        """The share at a day and the standard deviation of its logarithm; doubt grows beyond `known_until`."""
        years = _years(self.since, day)
        ahead = max(0.0, _years(self.known_until, day))
        middle, doubt = self.belief.of(self._row(years))
        return exp(middle) * expected(years, self.rate), hypot(doubt, self.loose * TURN * sqrt(ahead**3 / 3))

    def fade(self, day: date) -> tuple[float, float, float]:
        """Share lost a year over the last year, its standard deviation, and the latter before any session."""
        late = max(_years(self.since, day), 1.0)
        early = late - 1.0
        row = [one - other for one, other in zip(self._row(late), self._row(early), strict=True)]
        change, doubt = self.belief.of(row)
        now, before = expected(late, self.rate), expected(early, self.rate)
        level = self.at(day)[0]
        return level * (1 - exp(change) * now / before), level * doubt, level * hypot(*row)

    def _row(self, years: float) -> list[float]:
        row = _path(years, _turns(_years(self.since, self.known_until)))
        return row + [0.0] * (len(self.belief.middle) - len(row))


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
    """The yearly fade of cars that are charged like this one: by their share of DC, and more in the heat."""
    energy = {side: sum(each.span for each in found if each.meter == side) for side in Current}
    known = sum(energy.values())
    rate = AC_FADE + (DC_FADE - AC_FADE) * energy[Current.DC] / known if known else MEAN_FADE
    warmth = [each.session.temperature for each in found if each.session.temperature is not None]
    return rate + (HOT_FADE if warmth and sum(warmth) / len(warmth) > HOT else 0)


def fit(since: date, on: date, found: Sequence[Evidence], anchors: Iterable[tuple[date, float, float]] = ()) -> Fitted:
    """The trend through evidence. `anchors` are shares known from elsewhere: day, share, standard deviation."""
    rate = fleet_rate(found)
    turns = _turns(_years(since, on))
    ways = len(_path(0, turns))
    rows = [_row(each, turns) for each in found]
    heights = [each.ratio - log(expected(each.years, rate)) for each in found]
    extra = _compared(found, ways)
    for day, share, doubt in anchors:
        years = _years(since, day)
        row = _path(years, turns) + [0.0] * len(_SHIFTS)
        extra.append((row, log(share / expected(years, rate)), 1 / doubt**2))

    beside = _beside_neighbours(found, heights)
    residuals = _first_residuals(found, heights)
    loose, far = 1.0, frozenset[int]()
    for _ in range(ROUNDS):
        scale = _scale(residuals)
        off = [min(abs(one), abs(other)) for one, other in zip(residuals, beside, strict=True)]
        far = frozenset(place for place, each in enumerate(off) if each > FAR * scale)
        weights = [
            _tukey(distance / scale) / (each.spread * scale) ** 2 for each, distance in zip(found, off, strict=True)
        ]
        seen = [*_gathered(found, rows, heights, weights), *extra]
        loose, belief = _loosened(seen, ways, loose)
        residuals = [
            (height - belief.middle_of(row)) / each.spread
            for each, row, height in zip(found, rows, heights, strict=True)
        ]
    plain = [0.0] * ways
    levels = tuple(
        exp(each.ratio - belief.middle_of(plain + row[ways:])) for each, row in zip(found, rows, strict=True)
    )
    shifts = {side: belief.middle_of([*plain, *_shift({"scale": 1.0, side: 1.0})]) for side in ("battery", *Current)}
    shares = tuple(
        each.usual * exp(-belief.middle_of([*plain, *_shift({each.side: 1.0, "own": each.overhead})])) for each in found
    )
    return Fitted(Trend(since, on, rate, loose, belief), far, levels, shifts, shares)


_SHIFTS = {
    "scale": SCALE,
    "battery": COUNTED,
    Current.AC.value: UNSURE[Current.AC],
    Current.DC.value: UNSURE[Current.DC],
    "untold": UNTOLD_WATTS_UNSURE,
    "own": OWN_WATTS_UNSURE,
    "cold battery": COLD,
    "cold meter": COLD * 2,
    "cosine": SEASON,
    "sine": SEASON,
}


def _loosened(seen: Sequence[Seen], ways: int, loose: float) -> tuple[float, Belief]:
    """The belief, that in the fleet's fade widened by as much as the car is off it.

    Else a battery that has lost a quarter in a year would be taken for a car that counts wrongly: with normal errors
    alone, what contradicts is shared out among all doubts. (Student's distribution, as a mixture of normal ones.)
    """
    belief = believed(seen, [loose] * ways + [1.0] * len(_SHIFTS))
    off = sum(each * each for each in belief.middle[:ways])
    return max(1.0, sqrt((FREEDOM + off) / (FREEDOM + USUALLY_OFF))), belief


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


def _shift(amounts: dict[str, float]) -> list[float]:
    return [amounts.get(name, 0.0) * doubt for name, doubt in _SHIFTS.items()]


def _row(each: Evidence, turns: tuple[tuple[float, float], ...]) -> list[float]:
    """What a session's ratio depends on."""
    amounts = {"scale": 1.0, each.side: 1.0}
    if each.side != "battery":
        amounts["own"] = each.overhead
    if each.side == Current.AC and not power_is_told(each.session):
        amounts["untold"] = 1.0
    if each.cold is not None:
        amounts["cold battery" if each.side == "battery" else "cold meter"] = _steps(each.cold)
    else:
        turn = 2 * pi * each.day.timetuple().tm_yday / 365.25
        amounts |= {"cosine": cos(turn), "sine": sin(turn)}
    return _path(each.years, turns) + _shift(amounts)


def _compared(found: Sequence[Evidence], ways: int) -> list[Seen]:
    """What sessions that tell both sides say of the losses, whatever the state of charge; the median of one kind."""
    together = defaultdict[tuple[str | None, float, float], list[float]](list)
    for each in found:
        if each.excess is not None:
            together[each.meter, each.overhead, _steps(each.cold or 0)].append(each.excess)
    rows: list[Seen] = []
    for (meter, overhead, cold), excesses in together.items():
        amounts = {str(meter): 1.0, "battery": -1.0, "own": overhead, "cold meter": cold, "cold battery": -cold}
        row = [0.0] * ways + _shift(amounts)
        rows.append((row, median(excesses), len(excesses) / COMPARED**2))
    return rows


def _steps(cold: int) -> float:
    """Degrees below the comfort, in steps of five."""
    return 5.0 * round(cold / 50)


def _gathered(
    found: Sequence[Evidence], rows: list[list[float]], heights: list[float], weights: list[float]
) -> list[Seen]:
    """Sessions of one month and one kind as one: fifteen times less to compute, and a month's fade is nothing."""
    together = defaultdict[tuple[object, ...], list[int]](list)
    for place, each in enumerate(found):
        cold = None if each.cold is None else _steps(each.cold)
        together[int(each.years * 12), each.side, each.overhead, cold].append(place)
    gathered: list[Seen] = []
    for places in together.values():
        weight = sum(weights[place] for place in places)
        if weight > 0:
            height = sum(weights[place] * heights[place] for place in places) / weight
            gathered.append((rows[places[len(places) // 2]], height, weight))
    return gathered


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
