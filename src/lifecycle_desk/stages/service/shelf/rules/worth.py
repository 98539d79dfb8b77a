"""What parts are worth, in whole minor units: the value of a part is kept, its average cost follows from it.

Quantities are whole thousandths. What goes takes its share of the value, rounded once; the last piece takes all that is
left, so that nothing remains of a part that is gone, and no cent is lost or made on the way.
"""

from collections.abc import Sequence

THOUSAND = 1_000


def share(value: int, of: int, taken: int) -> int:
    """The part of a value that goes with `taken` out of `of` thousandths; all of it with the last of them."""
    if not of or taken >= of:
        return value
    return _nearest(value * taken, of)


def worth_of(unit_cost: int, thousandths: int) -> int:
    """The value of a quantity at the cost of one unit."""
    return _nearest(unit_cost * thousandths, THOUSAND)


def average(value: int, thousandths: int) -> int:
    """The average cost of one unit, rounded for people; nothing is counted from it."""
    return _nearest(value * THOUSAND, thousandths) if thousandths else 0


def split(value: int, quantities: Sequence[int]) -> list[int]:
    """A value over some quantities, so that the shares are exactly the value together."""
    whole, gone, given, made = sum(quantities), 0, 0, list[int]()
    for each in quantities:
        gone += each
        until = share(value, whole, gone)
        made.append(until - given)
        given = until
    return made


def _nearest(dividend: int, divisor: int) -> int:
    """The nearest whole number, halves away from zero; in integers, exact however large."""
    nearest = (2 * abs(dividend) + abs(divisor)) // (2 * abs(divisor))
    return nearest if (dividend >= 0) == (divisor > 0) else -nearest


def undone(value: int, thousandths: int, back: int, worth: int) -> int:
    """What the value changes by when a movement is done backwards: never below nothing, and nothing without a piece.

    The cost may have moved since; where the parts that are left would be worth less than nothing, they are worth
    nothing, and where none are left, nothing is left.
    """
    return -value if not thousandths + back else max(worth, -value)


def more(value: int, thousandths: int, found: int) -> int:
    """What more pieces are worth at the average of those that are known."""
    return _nearest(value * found, thousandths) if thousandths else 0
