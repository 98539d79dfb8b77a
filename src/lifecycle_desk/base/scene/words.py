"""The texts of a scene: none stands over another, none leaves the frame, and each avoids what is drawn if it can."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lifecycle_desk.base.scene.geometry import Box, Point, segment_in
from lifecycle_desk.base.scene.parts import Frame, Letters, Role, Text

LEAST = 32.0  # a text that would be cut to less is left to the read-out
_CROSSED, _LATER = 4.0, 0.05  # what a line through a text costs, of marks under it; what a later place costs


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a text could stand."""

    left: float
    top: float
    anchor: float = 0.0


class Words:
    """Puts the texts of one scene; what could not be put is left out."""

    def __init__(self, frame: Frame) -> None:
        self.put: list[Text] = []
        self._frame = frame

    def size(self, words: str, letters: Letters, room: float) -> tuple[float, float] | None:
        """How wide words will be in a room, and how tall; None if too little of them would be left."""
        width, height = self._frame.measure(words, letters)
        if not words or width > room < LEAST * self._frame.unit:
            return None
        return min(width, room), height

    def free(self, box: Box, gap: float = 0.0) -> bool:
        """Whether nothing stands in a box."""
        return not any(text.box.overlaps(box, gap) for text in self.put)

    def at(self, text: Text) -> None:
        """Put a text where the caller found room."""
        self.put.append(text)

    def best(
        self, text: tuple[str, Letters, Role], size: tuple[float, float], places: Iterable[Place], around: "Obstacles"
    ) -> bool:
        """Put a text of a size at the place that hides least, the first if several do; False if none is free."""
        found: tuple[float, Box, float] | None = None
        for order, place in enumerate(places):
            box = Box(place.left, place.top, *size)
            if around.plot.holds(box) and self.free(box, self._frame.unit * 4):
                cost = around.hidden(box) + order * _LATER
                if found is None or cost < found[0]:
                    found = cost, box, place.anchor
        if found is None:
            return False
        self.at(Text(*text, found[1], found[2]))
        return True


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Places inside a plot that texts should not hide."""

    plot: Box
    marks: Sequence[Point]
    lines: Sequence[Sequence[Point]]

    def hidden(self, box: Box) -> float:
        """How much a text in a box would hide, 1 for each mark."""
        marks = sum(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in self.marks)
        crossed = sum(any(segment_in(one, other, box) for one, other in pairwise(line)) for line in self.lines)
        return marks + crossed * _CROSSED


def thinned(boxes: Sequence[Box], gap: float, lead: int = 0) -> range:
    """Which of the boxes along an axis stay: each, or every second, third … so that no two touch.

    Among them is the one at `lead`: of months the one that stands under its year.
    """
    for step in range(1, len(boxes)):
        kept = range(lead % step, len(boxes), step)
        if not any(boxes[one].overlaps(boxes[other], gap) for one, other in pairwise(kept)):
            return kept
    return range(min(1, len(boxes)))
