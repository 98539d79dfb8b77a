"""The address of a letter where a window envelope shows it, with the marks by which the sheet is folded."""

from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import Compositor, Content, SetLine, height
from lifecycle_desk.paper.flow import Strip
from lifecycle_desk.paper.sheet import Sheet

MILLIMETRE = 72 / 25.4
CLOSEST = 0.78  # of the usual distance of lines, for an address of many
FOLD, PUNCH, EDGE = 12.0, 18.0, 8.0  # points: how long the marks are, and where they begin
SENDER_SIZES = (7.5, 7.0, 6.5, 6.0)  # points: of the sender's line, which is read where a letter comes back
SENDER_LINES = 3  # at most, above one another; a window's zone for them is 17.7 mm high


@dataclass(frozen=True, slots=True)
class Window:
    """Where an address stands, in points from the sheet's upper left corner; the letter goes on at `body`.

    `sender` is the top of the sender's line; `folds` and `punch` are heights of marks at the sheet's left edge.
    """

    left: float
    top: float
    width: float
    height: float
    body: float
    sender: float | None = None
    folds: Sequence[float] = ()
    punch: float | None = None


@dataclass(frozen=True, slots=True)
class Addressed:
    """An address in its window, the same in every direction of writing, since envelopes are not mirrored."""

    lines: Sequence[Content]
    window: Window
    sender: Content = None

    def strip(self, compositor: Compositor, from_top: float) -> Strip:
        """What stands between the letterhead, which ends at a height, and the letter."""
        window = self.window
        set_lines = [line for each in self.lines for line in compositor.lines(each, style.BODY, window.width)]
        lines = self._closed_up(set_lines)
        sender = self._sender(compositor)

        def draw(sheet: Sheet, _start: float, top: float) -> None:
            start = sheet.width - window.left - window.width if sheet.right_to_left else window.left
            if window.sender is not None:
                above = max(window.sender - height(sender[1:]), top)
                sheet.lines(sender, start, above, window.width)
                top = above + height(sender)
            sheet.lines(lines, start, max(window.top, top), window.width)
            self._marks(sheet)

        return Strip(max(window.body, from_top + height(sender) + height(lines)) - from_top, draw)

    def _sender(self, compositor: Compositor) -> list[SetLine]:
        """The sender's line as large as its width allows, never cut amid the town; a long one is broken, upwards."""
        if self.window.sender is None:
            return []
        roles = [style.FOOTER._replace(type=style.FOOTER.type._replace(size=size)) for size in SENDER_SIZES]
        role = next((each for each in roles if compositor.natural(self.sender, each) <= self.window.width), roles[-1])
        return compositor.lines(self.sender, role, self.window.width, most=SENDER_LINES)

    def _closed_up(self, lines: list[SetLine]) -> list[SetLine]:
        """The lines closer to one another where there are more than the window shows."""
        tall = height(lines)
        share = max(min(self.window.height / tall, 1.0), CLOSEST) if tall else 1.0
        return [line._replace(leading=line.leading * share) for line in lines]

    def _marks(self, sheet: Sheet) -> None:
        marks = [(at, FOLD) for at in self.window.folds]
        if self.window.punch is not None:
            marks.append((self.window.punch, PUNCH))
        for at, long in marks:
            start = sheet.width - EDGE - long if sheet.right_to_left else EDGE
            sheet.rule(start, at, long, style.EDGE)
