"""The signs of outcomes, drawn as lines: they need no font and look the same in every language."""

from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import Outcome

# Strokes in a square of 1 from its lower left corner; check marks are not mirrored in any script.
_TICK = ((0.18, 0.5), (0.42, 0.24), (0.86, 0.76))
_CROSS = (((0.22, 0.22), (0.78, 0.78)), ((0.22, 0.78), (0.78, 0.22)))
_BOX = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.1, 0.1))
_WARNING = (
    ((0.5, 0.92), (0.05, 0.1), (0.95, 0.1), (0.5, 0.92)),
    ((0.5, 0.66), (0.5, 0.42)),
    ((0.5, 0.26), (0.5, 0.25)),
)
_DIAMOND = ((0.5, 0.98), (0.98, 0.5), (0.5, 0.02), (0.02, 0.5), (0.5, 0.98))
_SMALL_TICK = ((0.3, 0.5), (0.45, 0.35), (0.7, 0.65))

SIGNS = {
    Outcome.PASSED: (style.OK, (_TICK,)),
    Outcome.FAILED: (style.DANGER, _CROSS),
    Outcome.FIXED: (style.OK, (_DIAMOND, _SMALL_TICK)),
    Outcome.WARNING: (style.WARN, _WARNING),
    Outcome.NOT_APPLICABLE: (style.INK_3, (((0.2, 0.5), (0.8, 0.5)),)),
    Outcome.OPEN: (style.INK_3, (_BOX,)),
}


def stroked(outcome: Outcome, x: float, baseline: float, size: float) -> str:
    """The operators that draw a sign as high as the letters beside it, its left edge at x."""
    colour, strokes = SIGNS[outcome]
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    side, low = size * 0.86, baseline - size * 0.07
    paths = []
    for stroke in strokes:
        points = [f"{x + side * across:.2f} {low + side * up:.2f}" for across, up in stroke]
        paths.append(f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:]))
    return f"q {red:.3g} {green:.3g} {blue:.3g} RG {size * 0.12:.2f} w 1 J 1 j {' '.join(paths)} S Q"
