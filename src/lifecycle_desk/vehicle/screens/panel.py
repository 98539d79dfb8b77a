"""The panel in which an entry is written: it opens in the page, never over it, and Escape closes it."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.parts import Button, Card, Choice, Label, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.vehicle.screens.entries import Entry


class EntryPanel(Card):
    """One entry at a time; where several would do, a choice above the fields says which."""

    closed = Signal()
    saved = Signal()
    refused = Signal(object)  # an Objection that no field took

    def __init__(self, app: AppContext) -> None:
        self._head, self._about = SectionTitle(""), Label("", "body", "warn", wrap=True)
        self._choice = Choice()
        self._body = Stack()
        self._entries: Sequence[Entry] = ()
        self._permits = app.permits
        self.entry: Entry | None = None
        self.save = Button(C_("form", "Save"), "primary", keys="Ctrl+Return")
        self.cancel = Button(C_("form", "Cancel"), shown_keys="Esc")
        head = row(self._head, None, (self._choice, 1), gap=16)
        foot = row(None, self.cancel, self.save)
        super().__init__(column(head, self._about, self._body, foot, gap=8, margins=(16, 12, 16, 14)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        TextWidth(self._choice, 420, at_most=True)
        set_text(self._choice.setAccessibleName, N_("History"))
        self._submission = Submission(app, Faults(lambda: self.entry.fields if self.entry else {}), self)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self.refused)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.close_up)
        self._choice.currentIndexChanged.connect(self._choose)
        self.hide()

    @override
    def sizeHint(self) -> QSize:
        """As high as its texts are in its width: by the policy it gets no more, and lines would be cut."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.heightForWidth(self.width())))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def open(self, entries: Sequence[Entry], about: UiText = "") -> None:
        """Open with one entry, or with several of which the first is shown."""
        self._entries = ()
        self._choice.clear()
        for entry in entries:
            self._choice.offer(None, entry.title)
        self._entries = entries
        self._choice.setVisible(len(entries) > 1)
        self._about.set_message(about)
        self._about.setVisible(bool(about))
        self._head.set_message(entries[0].title if len(entries) == 1 else N_("Explain or correct"))
        self.show()
        self._choice.setCurrentIndex(0)
        self._choose(0)

    @Slot(int)
    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._entries):
            self._show(self._entries[place])

    def _show(self, entry: Entry) -> None:
        self.entry = entry
        self._body.fill([wrap(column(*(row(*line, gap=16) for line in entry.lines), gap=t.FIELD_GAP))])
        self.save.set_message(entry.save)
        self._permits.need(entry.verb(), self.save)
        first = next(iter(entry.fields.values()), self.save)  # an entry may only ask for a yes
        first.setFocus()

    @Slot()
    def submit(self) -> None:
        """Write the entry."""
        if self.entry:
            self._submission.submit(self.entry.verb(), self.entry.read, self.entry.told)

    @Slot(object)
    def _saved(self, _: object) -> None:
        self.close_up()
        self.saved.emit()

    @Slot()
    def close_up(self) -> None:
        """Close without writing."""
        self.entry = None
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
            return
        super().keyPressEvent(event)
