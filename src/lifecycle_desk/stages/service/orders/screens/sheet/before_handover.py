"""What must be there before the vehicle may go back to the customer, each with the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Label,
    SectionTitle,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.painted import Glyph
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.stages.service.orders.rules.orders import CLAIMED, LineKind
from lifecycle_desk.stages.service.orders.screens.sheet.job_card import JobCard

CUSTOMER_PAYS = N_("Customer pays %(amount)s")
TO_SETTLE = NN_("%(n)s item outstanding", "%(n)s items outstanding")
BEFORE, GO_TO = N_("Before handover"), N_("Go to")
TEXTS_THERE = N_("Complaint and correction entered")
COMPLAINT_MISSING, CORRECTION_MISSING = N_("Job %(job)s: enter the complaint"), N_("Job %(job)s: enter the correction")
NO_JOB, LINES_THERE, NO_LINE = N_("At least one job"), N_("Lines show what is charged"), N_("Charges")
CAUSAL_MISSING = N_("Job %(job)s: mark the causal part")
PART_AWAITED = N_("Job %(job)s: a part is on order")
ODOMETER_THERE, ODOMETER_MISSING = N_("Odometer in recorded"), N_("Odometer in")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at before the handover: done or not, and where it is done."""

    words: UiText
    is_done: bool
    where: QWidget | None = None


def points(cards: Sequence[JobCard], odometer: QWidget, *, has_odometer: bool) -> list[Point]:
    """The points that must be there before a vehicle is handed over."""
    found = [Point(ODOMETER_THERE if has_odometer else ODOMETER_MISSING, has_odometer, odometer)]
    if not cards:
        return [*found, Point(NO_JOB, is_done=False)]
    for at, card in enumerate(cards, 1):
        for field, words in ((card.complaint, COMPLAINT_MISSING), (card.correction, CORRECTION_MISSING)):
            if not field.text:
                found.append(Point(Message(words, job=at), is_done=False, where=field.lines))
        lines = [each.reckoned() for each in card.written()]
        parts = [line for line in lines if line and line.kind is LineKind.PART]
        if any(line.awaited for line in parts):
            found.append(Point(Message(PART_AWAITED, job=at), is_done=False, where=card.written()[0].kind))
        claimed = [line for line in parts if line.pays in CLAIMED]
        if claimed and not any(line.causal for line in parts):
            found.append(Point(Message(CAUSAL_MISSING, job=at), is_done=False, where=card.written()[0].kind))
    has_lines = any(card.written() for card in cards)
    found.append(Point(LINES_THERE if has_lines else NO_LINE, has_lines, cards[0].adds[0]))
    if all(field.text for card in cards for field in (card.complaint, card.correction)):
        found.append(Point(TEXTS_THERE, is_done=True))
    return found


class BeforeHandover(Card):
    """The points that are there and those missing, each with a way to it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = Stack(4)
        self.setLayout(column(SectionTitle(BEFORE), self._rows, gap=8, margins=(16, 14, 16, 14)))
        self._shown: list[tuple[UiText, bool]] = []

    def show_points(self, found: Sequence[Point]) -> None:
        """Show what there is; what has not changed stays, so that the keyboard stays on it."""
        if self._shown == (shown := [(each.words, each.is_done) for each in found]):
            return
        self._shown = shown
        self._rows.fill(map(_point, found))


class _Mark(Glyph):
    """The mark of a point, as high as the button beside some, so that all points stand apart alike."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(t.CONTROL))


def _point(point: Point) -> QWidget:
    mark = _Mark("circle-check", "ok") if point.is_done else _Mark("circle-dashed", "ink3")
    words = Label(point.words, "body", "ink2" if point.is_done else "ink", wrap=True)
    items: list[QWidget | tuple[QWidget, int]] = [mark, (words, 1)]
    if point.where is not None and not point.is_done:
        go = Button(GO_TO, "link")
        go.clicked.connect(partial(_stand_on, point.where))
        items.append(go)
    line = row(*items, gap=8)
    line.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
    return wrap(line)


def _stand_on(where: QWidget, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
    where.setFocus(Qt.FocusReason.ShortcutFocusReason)
