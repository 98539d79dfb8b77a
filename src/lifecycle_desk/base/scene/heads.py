"""The words of moments: in rows above the plot, each at its line, on the side that has the room."""

from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle_desk.base.scene.geometry import Box, Scale
from lifecycle_desk.base.scene.parts import Frame, Letters, Role, Text
from lifecycle_desk.base.scene.shown import Axis, Moment
from lifecycle_desk.base.scene.words import Words

ROWS = 3
_BESIDE = 6.0  # from a line to its words
_APART = 0.99  # of that, from another line to them: less is taken for their own
_TALLEST = 0.3  # of the frame, that these rows may take


@dataclass(frozen=True, slots=True)
class Head:
    """A moment, where its line stands, and its words if they found room: at their top the line begins."""

    moment: Moment
    x: float
    text: Text | None


class Heads:
    """The moments that lie on an axis, with their words placed."""

    def __init__(self, moments: Sequence[Moment], axis: Axis, x: Scale, frame: Frame) -> None:
        self._frame, self._left, self._right = frame, x.start, frame.width
        self.all: list[Head] = []
        self._words = Words(frame)
        self.height = 0.0
        for moment in sorted(moments, key=lambda each: each.x):
            if axis.holds(moment.x):
                self.all.append(self._head(moment, x(moment.x)))

    def _head(self, moment: Moment, x: float) -> Head:
        text = self._placed(moment, x)
        if text is None:
            return Head(moment, x, None)
        self._words.at(text)
        self.height = max(self.height, text.box.bottom)
        return Head(moment, x, text)

    def _placed(self, moment: Moment, x: float) -> Text | None:
        beside = _BESIDE * self._frame.unit
        rooms = self._right - x - beside, x - beside - self._left
        size = self._words.size(moment.words, Letters.NOTE, max(rooms))
        if size is None:
            return None
        width, tall = size
        for row in range(min(ROWS, int(self._frame.height * _TALLEST / tall))):
            for anchor, room, left in ((0.0, rooms[0], x + beside), (1.0, rooms[1], x - beside - width)):
                box = Box(left, row * tall, width, tall)
                if width <= room and self._words.free(box, beside) and not self._crosses(box, x):
                    return Text(moment.words, Letters.NOTE, Role.NOTE, box, anchor)
        return None

    def _crosses(self, box: Box, x: float) -> bool:
        """Whether a line would go through words, or so close by that they seem to be its own.

        It may be an earlier one beside these, or the one to be beside others.
        """
        beside = _BESIDE * self._frame.unit * _APART
        for head in self.all:
            if head.text is None:
                continue
            other = head.text.box
            through = box.left - beside < head.x < box.right + beside and other.top <= box.top
            if through or (other.left - beside < x < other.right + beside and box.top <= other.top):
                return True
        return False
