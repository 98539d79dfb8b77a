"""The axes of a chart: which of their values are written, where, and what is left for the plot between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from lifecycle_desk.base.scene.geometry import Box, Scale
from lifecycle_desk.base.scene.parts import Frame, Letters, Part, Role, Rule, Text
from lifecycle_desk.base.scene.shown import Axis, Tick
from lifecycle_desk.base.scene.words import Words, thinned

MARGIN = 8.0  # around a plot: what stands at its edge, such as a mark, is drawn whole
_BESIDE, _BELOW, _TICK = 8.0, 5.0, 4.0  # from the plot to words beside it and below it; the stroke of a tick
_WIDEST = 0.3  # of the frame, that words beside the plot may take
_APART = 6.0  # between words along the axis


class Form(IntEnum):
    """How much of a chart there is room for."""

    FULL = 0
    NO_LEGEND = 1
    SMALL = 2  # a card
    BARE = 3  # no words at all

    @property
    def least(self) -> float:
        """The least side of a plot in pixels of the design."""
        return {Form.SMALL: 24.0, Form.BARE: 2.0}.get(self, 64.0)


@dataclass(frozen=True, slots=True)
class Grid:
    """A plot with its scales."""

    plot: Box
    x: Scale
    y: Scale


def sides(up: Axis, frame: Frame, form: Form) -> tuple[float, float]:
    """The left and the right edge of a plot."""
    margin = MARGIN * frame.unit
    widest = (
        0.0 if form is Form.BARE else max((frame.measure(words, Letters.TICK)[0] for _, words in up.ticks), default=0)
    )
    if not widest:
        return margin, frame.width - margin
    return min(widest, frame.width * _WIDEST) + _BESIDE * frame.unit, frame.width - margin


def below(ticks: Sequence[Tick], frame: Frame, form: Form) -> float:
    """The share of the height that values below a plot take."""
    if form is Form.BARE or not ticks:
        return MARGIN * frame.unit
    tall = max(frame.measure(words, Letters.TICK)[1] for _, words in ticks)
    return tall + _BELOW * frame.unit


def above(up: Axis, frame: Frame, form: Form) -> float:
    """The room that a plot leaves free above it: the value at its upper edge stands half over it."""
    tall = (
        0.0 if form is Form.BARE else max((frame.measure(words, Letters.TICK)[1] for _, words in up.ticks), default=0)
    )
    return max(MARGIN * frame.unit, tall / 2)


def upward(up: Axis, grid: Grid, frame: Frame, words: Words) -> list[Part]:
    """The values of the upright axis, written beside the plot, and a hairline for each."""
    plot, parts = grid.plot, list[Part]()
    room = plot.left - _BESIDE * frame.unit
    boxes: list[tuple[Box, str, float]] = []
    for value, text in sorted(up.ticks):
        width, tall = frame.measure(text, Letters.TICK)
        if up.holds(value):
            y = grid.y(value)
            top = min(max(y - tall / 2, 0.0), frame.height - tall)
            boxes.append((Box(max(room - width, 0.0), top, min(width, room), tall), text, y))
    for at in thinned([box for box, _, _ in boxes], 0.0):
        box, text, y = boxes[at]
        parts.append(Rule(plot.left, y, plot.width, Role.GRID))
        if text and words.free(box):
            words.at(Text(text, Letters.TICK, Role.LABEL, box, 1.0))
    return parts


def along(
    ticks: Sequence[Tick], grid: Grid, frame: Frame, words: Words, *, strokes: bool = True, lead: int = 0
) -> list[Part]:
    """The values of the axis to the right, written below the plot, and a short stroke for each.

    Where they are too many, some are left out; the one at `lead` stays.
    """
    plot, u, parts = grid.plot, frame.unit, list[Part]()
    boxes: list[tuple[Box, str, float]] = []
    for value, text in sorted(ticks):
        x = grid.x(value)
        if plot.left <= x <= plot.right:
            boxes.append((_centred(text, x, grid, frame, words), text, x))
    for at in thinned([box for box, _, _ in boxes], _APART * u, lead):
        box, text, x = boxes[at]
        if strokes:
            parts.append(Rule(x, plot.bottom, _TICK * u, Role.AXIS, upright=True))
        if text and words.free(box):
            words.at(Text(text, Letters.TICK, Role.LABEL, box, 0.5))
    return parts


def _centred(text: str, x: float, grid: Grid, frame: Frame, words: Words) -> Box:
    """Where the words of a tick stand: centred, or moved as far as they must be at both ends."""
    width, tall = frame.measure(text, Letters.TICK)
    width, top = min(width, grid.plot.width), grid.plot.bottom + _BELOW * frame.unit
    box = Box(max(min(x - width / 2, frame.width - width), 0.0), top, width, tall)
    if words.free(box):
        return box
    return Box(max(box.left, grid.plot.left - _BESIDE / 2 * frame.unit), top, width, tall)
