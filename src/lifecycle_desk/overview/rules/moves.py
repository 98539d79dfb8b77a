"""What moved in a month, and which part of it moved most: only what the numbers hold, never a guess at a cause."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lifecycle_desk.figures.rules.figure import Better, Figure
from lifecycle_desk.figures.rules.readings import Number, Reading

MOST_MOVES = 6
LEAST_SHARE = Fraction(1, 3)  # of a difference: a part that made less of it explains nothing
LEAST_MOVE = Fraction(1, 20)  # of what it was before: less is the ordinary course of things


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure: who pays, a model, a technician; what it was before, and what it is now."""

    sort: str
    group: str
    before: Fraction
    now: Fraction

    @property
    def change(self) -> Fraction:
        """The difference that it makes."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Move:
    """A figure that moved, from what it was before to what it is now, and the part that made most of the difference.

    `share` is how much of the difference the part made; more than all of it where others moved the other way.
    """

    figure: Figure
    currency: str
    before: Fraction
    now: Fraction
    part: Part | None = None

    @property
    def change(self) -> Fraction:
        """The difference."""
        return self.now - self.before

    @property
    def share(self) -> Fraction:
        """How much of the difference the part made."""
        return self.part.change / self.change if self.part else Fraction(0)

    @property
    def size(self) -> Fraction:
        """How far it moved, of the larger of the two."""
        return abs(self.change) / max(abs(self.before), abs(self.now))


def summed(readings: Iterable[Reading]) -> dict[tuple[Figure, str], tuple[Number, Number]]:
    """What figures came to before and now over all their sorts, by currency; a ratio is told by sorts alone."""
    found: dict[tuple[Figure, str], tuple[Number, Number]] = {}
    for each in readings:
        key = each.figure, each.currency
        before, now = found.get(key, (None, None))
        if key in found and not is_sum(each.figure):
            continue
        found[key] = _added(before, each.before), _added(now, each.now)
    return found


def _added(one: Number, other: Number) -> Number:
    return other if one is None else one if other is None else one + other


def is_sum(figure: Figure) -> bool:
    """Whether the parts of a figure add up to it: an amount or a number, and no ratio."""
    return figure.per is None and not figure.aged


def moves(readings: Sequence[Reading], divided: Sequence[Sequence[Reading]]) -> tuple[Move, ...]:
    """The figures that moved most, the furthest first; `divided` are their readings by a dimension each."""
    found = [
        _explained(Move(figure, currency, before, now), [readings, *divided])
        for (figure, currency), (before, now) in summed(readings).items()
        if before is not None and now is not None and (before or now) and not (is_told_by_sort(figure))
    ]
    moved = [each for each in found if each.size >= LEAST_MOVE]
    return tuple(sorted(moved, key=_weight, reverse=True)[:MOST_MOVES])


def is_told_by_sort(figure: Figure) -> bool:
    """Whether a figure has no whole: a ratio that is told for each sort."""
    return figure.sorts is not None and not is_sum(figure)


def _weight(move: Move) -> tuple[bool, Fraction]:
    """Figures of which one way is the better come first."""
    return move.figure.better is not Better.NEITHER, move.size


def _explained(move: Move, divisions: Sequence[Sequence[Reading]]) -> Move:
    """The move with the part that made most of it, of whichever division has one that made enough."""
    if not is_sum(move.figure) or not move.change:
        return move
    largest: Part | None = None
    for readings in divisions:
        of_figure = [each for each in readings if each.figure is move.figure and each.currency == move.currency]
        parts = _parts(of_figure)
        if not parts:
            continue
        part = max(parts, key=lambda each: each.change / move.change)
        if part.change / move.change >= LEAST_SHARE and (largest is None or _nearer(part, largest, move)):
            largest = part
    return Move(move.figure, move.currency, move.before, move.now, largest)


def _parts(readings: Iterable[Reading]) -> list[Part]:
    """The parts of a figure that have a name: of a division its groups, else its sorts."""
    found: dict[tuple[str, str], Part] = {}
    for each in readings:
        key = ("", each.group) if each.group else (each.sort, "")
        was = found.get(key, Part(*key, Fraction(0), Fraction(0)))
        found[key] = Part(*key, was.before + (each.before or 0), was.now + (each.now or 0))
    return [each for key, each in found.items() if any(key)]


def _nearer(one: Part, other: Part, move: Move) -> bool:
    """Whether a part explains a difference better: the nearer to all of it, the better."""
    whole = Fraction(1)
    return abs(one.change / move.change - whole) < abs(other.change / move.change - whole)
