"""Normal beliefs: what is held of some numbers, nil give or take so much before anything is seen, after rows are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import mul

type Seen = tuple[Sequence[float], float, float]  # how a value depends on the numbers, the value, its weight


@dataclass(frozen=True, slots=True)
class Belief:
    """The middle of each number, and the Cholesky factor of their joint precision (lower triangle, by rows)."""

    middle: tuple[float, ...]
    root: tuple[tuple[float, ...], ...]

    def middle_of(self, row: Sequence[float]) -> float:
        """What is believed of the sum that a row makes of the numbers."""
        return sum(map(mul, row, self.middle), 0.0)

    def of(self, row: Sequence[float]) -> tuple[float, float]:
        """The same and its standard deviation."""
        solved = _forward(self.root, row)
        return self.middle_of(row), sqrt(sum(each * each for each in solved))


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


def _cholesky(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """L of L·Lᵀ; the matrix is a positive diagonal plus squares, so no root is of nil or less."""
    root: list[list[float]] = []
    for place, line in enumerate(matrix):
        row: list[float] = []
        for other in range(place):
            upper = root[other]
            row.append((line[other] - sum(map(mul, row, upper))) / upper[other])
        row.append(sqrt(line[place] - sum(map(mul, row, row))))
        root.append(row)
    return root


def _forward(root: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    solved: list[float] = []
    for line, value in zip(root, right, strict=True):
        solved.append((value - sum(map(mul, line, solved))) / line[-1])
    return solved


def _backward(root: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    left = list(right)
    for place in range(len(root) - 1, -1, -1):
        left[place] /= root[place][place]
        for other in range(place):
            left[other] -= root[place][other] * left[place]
    return left
