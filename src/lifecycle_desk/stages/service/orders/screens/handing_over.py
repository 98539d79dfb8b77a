"""The questions when the vehicle goes back to the customer, and the obstacles before it may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckField,
    Field,
    Label,
    SectionTitle,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.painted import Glyph
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import CLOSE
from lifecycle_desk.stages.service.orders.rules.orders import CLAIMED, LineKind
from lifecycle_desk.stages.service.orders.screens.job_card import JobCard
from lifecycle_desk.stages.service.orders.screens.reception import ON_HINT, FigureField, read_date, read_odometer, today

HAND_OVER, NOT_YET = N_("Hand over to customer"), N_("Cancel")
ODOMETER_OUT, ON = N_("Odometer out"), N_("Handed over on")
FREE, FREE_HINT = N_("Nothing is charged"), N_("The order has no lines, which is intended.")
CUSTOMER_PAYS = N_("Customer pays %(amount)s")
TO_SETTLE = NN_("%(n)s item outstanding", "%(n)s items outstanding")
BEFORE, GO_TO = N_("Before handover"), N_("Go to")
TEXTS_THERE = N_("Complaint and correction entered")
COMPLAINT_MISSING, CORRECTION_MISSING = N_("Job %(job)s: enter the complaint"), N_("Job %(job)s: enter the correction")
NO_JOB, LINES_THERE, NO_LINE = N_("At least one job"), N_("Lines show what is charged"), N_("Charges")
CAUSAL_THERE, CAUSAL_MISSING = N_("Causal part is marked"), N_("Job %(job)s: mark the causal part")
PARTS_HERE, PART_AWAITED = N_("All parts are in"), N_("Job %(job)s: a part is on order")
ODOMETER_THERE, ODOMETER_MISSING = N_("Odometer in recorded"), N_("Odometer in")


class HandOverPanel(Card):
    """The odometer's reading as the vehicle leaves, the day, and that nothing is charged where that is meant."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.odometer = FigureField(ODOMETER_OUT, read_odometer)
        self.on = FigureField(ON, read_date, hint=ON_HINT)
        self.free, self.pays = CheckField(FREE, hint=FREE_HINT), Label("", "strong", fixed=True)
        later = Button(NOT_YET, "quiet")
        self.fields: dict[str, Field] = {"odometer_out": self.odometer, "on": self.on, "without_lines": self.free}
        head = row((SectionTitle(HAND_OVER), 1), self.pays, later, gap=12)
        fields = row((self.odometer, 1), (self.on, 1), self.free, None, gap=16)
        self.setLayout(column(head, fields, gap=6, margins=(16, 8, 12, 4)))
        self.hide()
        later.clicked.connect(self.close_panel)
        listen(self, "Esc", CLOSE, self.close_panel, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def open_panel(self, amount: UiText, *, has_lines: bool) -> None:
        """Ask, beginning with the odometer."""
        self.pays.set_message(amount)
        self.free.setVisible(not has_lines)
        if not self.on.text:
            self.on.set_text(translator().current.formats.day(today(), "short"))
        self.show()
        self.odometer.setFocus()

    @Slot()
    def close_panel(self) -> None:
        """Not yet."""
        self.hide()
        self.odometer.set_text("")
        self.given_up.emit()

    @property
    def odometer_out(self) -> Distance | None:
        """The odometer's reading."""
        self.odometer.validate()
        return cast("Distance | None", self.odometer.value)

    @property
    def day(self) -> date | None:
        """The day of the handover."""
        self.on.validate()
        return cast("date | None", self.on.value)


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
        self._rows = Stack(6)
        self.setLayout(column(SectionTitle(BEFORE), self._rows, gap=8, margins=(16, 14, 16, 14)))
        self._shown: list[tuple[UiText, bool]] = []

    def show_points(self, found: Sequence[Point]) -> None:
        """Show what there is; what has not changed stays, so that the keyboard stays on it."""
        if self._shown == (shown := [(each.words, each.is_done) for each in found]):
            return
        self._shown = shown
        self._rows.fill(map(_point, found))


def _point(point: Point) -> QWidget:
    mark = Glyph("circle-check", "ok") if point.is_done else Glyph("circle-dashed", "ink3")
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
