"""Signatures of invented people: strokes as a hand draws them, for each name others, for the same name the same."""

from math import pi, sin, tau
from random import Random

from lifecycle_desk.base.strokes import Strokes

LINE, FIRST = 62.0, 18.0  # px: where the letters stand, and where the first begins
A_LETTER = 12  # points
FINE = 2  # a point is kept in whole numbers; twice as large, its curves have no corners


def signature(name: str) -> Strokes:
    """The signature of a person: a tall first letter, small ones that get flatter, and a stroke under them or none."""
    hand = Random(f"signature {name}")  # noqa: S311 (invented on purpose)
    slant, wide = hand.uniform(0.12, 0.5), hand.uniform(11, 17)
    capital = _capital(hand, slant)
    letters = _letters(hand, slant, wide, start=capital[-1][0], count=hand.randint(5, 9))
    strokes = [[*capital, *letters]] if hand.random() < 0.6 else [capital, letters]  # noqa: PLR2004 (most in one go)
    if hand.random() < 0.7:  # noqa: PLR2004 (most people)
        strokes.append(_flourish(hand, letters[-1][0]))
    return tuple(tuple((max(0, round(FINE * x)), max(0, round(FINE * y))) for x, y in stroke) for stroke in strokes)


def _capital(hand: Random, slant: float) -> list[tuple[float, float]]:
    """Up, round a loop, and down to the line."""
    tall, round_ = hand.uniform(36, 50), hand.uniform(13, 22)
    points = []
    for step in range(26):
        u = step / 25
        y = LINE - tall * sin(pi * min(1.0, u * 1.25)) ** 1.4
        x = FIRST + round_ * (1.4 * u + 0.9 * sin(tau * u * 0.95))
        points.append((x + (LINE - y) * slant, y))
    return points


def _letters(hand: Random, slant: float, wide: float, *, start: float, count: int) -> list[tuple[float, float]]:
    """Loops one after the other: here and there a tall one, and all of them smaller towards the end."""
    x, points = start, []
    for letter in range(count):
        tired = 1 - 0.55 * letter / count
        tall = hand.choice((11, 12, 13, 15, 32)) * tired
        below = hand.choice((0, 0, 0, 0, 16)) * tired
        across, back = wide * hand.uniform(0.75, 1.25), hand.uniform(1.5, 4.5)
        for step in range(A_LETTER):
            u = step / A_LETTER
            up = sin(pi * u)
            rise = tall * up - below * up**3 if below and step >= A_LETTER // 2 else tall * up**2
            y = LINE - rise + hand.uniform(-0.5, 0.5) + letter * 0.4
            points.append((x + across * u + back * sin(tau * u) + (LINE - y) * slant, y))
        x += across
    return points


def _flourish(hand: Random, end: float) -> list[tuple[float, float]]:
    """A stroke back under the name and on again."""
    reach, deep = hand.uniform(0.55, 0.9), hand.uniform(12, 20)
    left, right = end - (end - FIRST) * reach, end + hand.uniform(8, 34)
    out = [(right + (left - right) * u / 12, LINE + deep * sin(pi * u / 24) + 4) for u in range(13)]
    return out + [(left + (right - left) * u / 14, LINE + 4 + deep - deep * 0.8 * (u / 14) ** 2) for u in range(1, 15)]
