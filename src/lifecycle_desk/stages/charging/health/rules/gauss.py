"""Normal beliefs: what is held of some numbers, nil give or take so much before anything is seen, after rows are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import erf, exp, pi, sqrt, sumprod

FELT = 2.5  # standard deviations from a bound beyond which it says nothing
FAR_OUT = 5.0  # beyond a bound by so many, the tail is as good as an exponential

TWO_SIDED, OUTSIDE = 1.96, 0.025  # standard deviations within which 95 % lie, and the share on either side of them
ROOT_2, HALVED = sqrt(2), 16  # halvings of some 100 points: to a thousandth

type Bound = tuple[Sequence[float], float]  # how a value depends on the numbers, and what it cannot exceed
type Seen = tuple[Sequence[float], float, float]  # how a value depends on the numbers, the value, its weight


@dataclass(frozen=True, slots=True)
class Belief:
    """The middle of each number, and the Cholesky factor of their joint precision (lower triangle, by rows)."""

    middle: tuple[float, ...]
    root: tuple[tuple[float, ...], ...]

    def middle_of(self, row: Sequence[float]) -> float:
        """The belief about the sum that a row makes of the numbers; of those beyond its end it has none."""
        return sumprod(row, self.middle[: len(row)])

    def variance_of(self, row: Sequence[float]) -> float:
        """How unsure that sum is: the square of its standard deviation."""
        solved = _forward(self.root, row)
        return sumprod(solved, solved)

    def of(self, row: Sequence[float]) -> tuple[float, float]:
        """The sum and its standard deviation."""
        return self.middle_of(row), sqrt(self.variance_of(row))


def believed(seen: Iterable[Seen], doubts: Sequence[float]) -> Belief:
    """The belief in numbers after what was seen; with nothing seen each is nil with its standard deviation."""
    precision = [[0.0] * place + [1 / doubt**2] for place, doubt in enumerate(doubts)]
    pull = [0.0] * len(doubts)
    for row, value, weight in seen:
        parts = [(place, each) for place, each in enumerate(row) if each]
        for count, (place, each) in enumerate(parts, 1):
            line, scaled = precision[place], each * weight
            pull[place] += scaled * value
            for other, factor in parts[:count]:
                line[other] += scaled * factor
    root = _cholesky(precision)
    return Belief(tuple(_backward(root, _forward(root, pull))), tuple(map(tuple, root)))


def within(belief: Belief, bounds: Sequence[Bound], before: Sequence[Seen]) -> list[Seen]:
    """Bounds of the numbers as if they were seen: each is a normal belief cut off and taken for normal again.

    `before` is their result in the belief's last round, one for each bound, and is taken out of it first (expectation
    propagation; Minka 2001). A bound far above the belief weighs nothing.
    """
    return [
        _cut(row, most, belief.of(row), before[place][1:] if before else (0.0, 0.0))
        for place, (row, most) in enumerate(bounds)
    ]


def interval(parts: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Lower end, mean and upper end of 95 % of normal beliefs side by side: the odds, middle and doubt of each."""
    mean = sum(odds * middle for odds, middle, _ in parts)
    if len(parts) == 1:
        _, middle, doubt = parts[0]
        return middle - TWO_SIDED * doubt, middle, middle + TWO_SIDED * doubt
    return quantile(parts, OUTSIDE), mean, quantile(parts, 1 - OUTSIDE)


def quantile(parts: Sequence[tuple[float, float, float]], share: float) -> float:
    """The value below which a share of normal beliefs side by side lies: the odds, middle and doubt of each."""
    low = min(middle - 6 * doubt for _, middle, doubt in parts)
    high = max(middle + 6 * doubt for _, middle, doubt in parts)
    for _ in range(HALVED):
        half = (low + high) / 2
        below = sum(odds * (1 + erf((half - middle) / (doubt * ROOT_2))) / 2 for odds, middle, doubt in parts)
        low, high = (half, high) if below < share else (low, half)
    return (low + high) / 2


def _cut(row: Sequence[float], most: float, whole: tuple[float, float], said: tuple[float, float]) -> Seen:
    middle, doubt = whole
    value, weight = said
    precision = 1 / doubt**2 - weight
    free_middle, free = (middle / doubt**2 - weight * value) / precision, 1 / sqrt(precision)
    room = (most - free_middle) / free
    if room > FELT:
        return row, 0.0, 0.0
    odds = _tail(room)
    cut_middle = free_middle - free * odds
    cut_precision = 1 / (free**2 * max(1 - odds * (odds + room), 0.01))
    more = cut_precision - precision
    return row, (cut_middle * cut_precision - free_middle * precision) / more, more


def _tail(room: float) -> float:
    """The density at a bound over what lies below it, for the normal distribution."""
    if room < -FAR_OUT:
        return -room + 1 / -room
    return exp(-room * room / 2) / sqrt(2 * pi) / ((1 + erf(room / ROOT_2)) / 2)


def _cholesky(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """L of L·Lᵀ; the matrix is a positive diagonal plus squares, so no root is of nil or less."""
    root: list[list[float]] = []
    for place, line in enumerate(matrix):
        row: list[float] = []
        for other in range(place):
            upper = root[other]
            row.append((line[other] - sumprod(row, upper[:other])) / upper[other])
        row.append(sqrt(line[place] - sumprod(row, row)))
        root.append(row)
    return root


def _forward(root: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    solved: list[float] = []
    for line, value in zip(root, right, strict=True):
        solved.append((value - sumprod(line[:-1], solved)) / line[-1])
    return solved


def _backward(root: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    left = list(right)
    for place in range(len(root) - 1, -1, -1):
        left[place] /= root[place][place]
        for other in range(place):
            left[other] -= root[place][other] * left[place]
    return left
