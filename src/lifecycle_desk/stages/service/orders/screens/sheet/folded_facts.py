"""What an order says above its jobs, in one line where a page is low: the lines of the order keep the room."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QRect, QSize, Signal, Slot
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import Button, Card, Label, column, row
from lifecycle_desk.desktop.look.parts.boxes import Item
from lifecycle_desk.desktop.look.parts.painted import Glyph
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.look.tokens import Ink
from lifecycle_desk.stages.service.orders.screens.sheet.car_notes import MORE

SHOW, HIDE = N_("Show details"), N_("Hide details")
HIGH = 38  # px of the line
NOTE = 110  # px of what is most pressing, at least

INKS = ("danger", "warn")  # of the more pressing notes

type Note = tuple[Ink, str, UiText]


class FoldedParts(QWidget):
    """Parts that a line of facts stands for."""

    wanted = Signal()

    def __init__(self, *parts: Item, gap: int = 12) -> None:
        super().__init__()
        self.setLayout(column(*parts, gap=gap))


def reveal(part: QWidget) -> None:
    """Bring a part back that is folded away."""
    at: QWidget | None = part
    while at is not None:
        if isinstance(at, FoldedParts):
            at.wanted.emit()
        at = at.parentWidget()


class FactsFold(Card):
    """One line in the place of some parts, which its button brings back; only where the page is low.

    It may stand in a page's head, beside its title. It folds nothing in which somebody writes, and what is objected to
    in one of the parts brings them back.
    """

    folded = Signal(bool)

    def __init__(self, *parts: FoldedParts, in_head: bool = False) -> None:
        self._facts, self._note = Label("", "medium"), Label("", "body", "ink2")
        self._glyph, self._more = Glyph("history"), Label("", "small", "ink3", fixed=True)
        self.toggle = Button(SHOW, "link")
        self._note.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed
        )  # it is cut before the vehicle and the promise are
        told = self._facts, 4, self._glyph, (self._note, 1), self._more
        edges = (12, 0, 8, 0) if in_head else (16, 0, 12, 0)
        super().__init__(row(*told, self.toggle, gap=8, margins=edges))
        self._in_head = in_head
        self._parts, self._notes = parts, 0
        self._low = self._wanted = self._open = False
        self.toggle.clicked.connect(self._toggle)
        for each in parts:
            each.wanted.connect(self.open_up)
        self.hide()

    @property
    def is_folded(self) -> bool:
        """Whether it stands in the place of its parts."""
        return self._low and self._wanted and not self._open

    def say(self, facts: str, notes: Sequence[Note]) -> None:
        """Tell the facts, and the most pressing note, with how many more there are."""
        self._facts.set_message(PlainText(facts))
        notes = sorted(notes, key=lambda each: INKS.index(each[0]) if each[0] in INKS else len(INKS))
        ink, icon, words = notes[0] if notes else ("ink2", "history", "")
        self._glyph.show_icon(icon, ink)
        self._note.set_message(words)
        self._more.set_message(Message(MORE, n=len(notes) - 1) if len(notes) > 1 else "")
        self._notes = len(notes)
        self._fit()

    @Slot(bool)
    def be_low(self, low: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        """Fold where the page has become low, unless somebody writes in the parts."""
        self._low = low
        here = QApplication.focusWidget()
        self._open = here is not None and any(each.isAncestorOf(here) for each in self._parts)
        self._fit()

    def begin(self, *, wanted: bool) -> None:
        """Fold what is shown anew, where it is known and only read."""
        self._wanted, self._open = wanted, False
        self._fit()

    def open_up(self) -> None:
        """Bring the parts back."""
        if self.is_folded:
            self._open = True
            self._fit()

    @Slot()
    def _toggle(self) -> None:
        self._open = not self._open
        self._fit()

    def _fit(self) -> None:
        self.setVisible(self._low and self._wanted)
        self.toggle.set_message(HIDE if self._open else SHOW)
        told = not self._open
        self._facts.setVisible(told)
        for each in (self._glyph, self._note):
            each.setVisible(told and self._notes > 0)
        self._note.setMinimumWidth(theme.u(NOTE))
        self._more.setVisible(told and self._notes > 1)
        for part in self._parts:
            part.setVisible(not self.is_folded)
        self.folded.emit(self.is_folded)

    @property
    def _high(self) -> int:
        return theme.px(t.CONTROL if self._in_head else HIGH)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        if not self._in_head:
            super().draw(b, rect)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._high)
