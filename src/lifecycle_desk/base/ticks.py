"""Round values: where the ticks of an axis stand."""

from fractions import Fraction
from math import ceil, floor, log10


def round_values(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Up to `most` (two or more) round values from low to high for ticks: multiples of 1, 2 or 5 times a power of 10.

    >>> round_values(66, 104.5)
    (70, 80, 90, 100)
    """
    span = Fraction(high) - Fraction(low)  # exact: sums of binary fractions would leave dust on tenths
    if span <= 0:
        return (low,)
    unit = Fraction(10) ** floor(log10(span / most))
    while True:
        for leading in (1, 2, 5):
            step = leading * unit
            first, last = ceil(Fraction(low) / step), floor(Fraction(high) / step)
            if last - first < most:
                return tuple(_number(n * step) for n in range(first, last + 1))
        unit *= 10


def _number(value: Fraction) -> float:
    return int(value) if value.denominator == 1 else float(value)
