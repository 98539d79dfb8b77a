"""The list of a checklist's items, worked off by the keyboard: one letter decides, a digit begins a measured value."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.rows import RowList
from lifecycle_desk.vehicle.rules.checklists import AnswerTerm
from lifecycle_desk.vehicle.screens.checklist_rows import ChecklistDelegate, GroupRow, ItemRow

BEGINS_A_VALUE = "-+.,"
CLEAR = N_("Clear answer")


class ChecklistList(RowList):
    """Items with headings between them; it tells which item one stands on and what was decided there."""

    stood_on = Signal(str)
    decided = Signal(object)  # an answer
    forgotten = Signal()
    typed = Signal(str)  # what begins a measured value

    def __init__(self, name: UiText, answers: Iterable[AnswerTerm]) -> None:
        self._all = tuple(answers)
        self._rows_drawn = ChecklistDelegate(self._all)
        super().__init__(name, self._rows_drawn)
        for key, label in {each.key: each.label for each in reversed(self._all)}.items():
            # A shortcut, not a key press: Qt finds the letter on keyboards of other scripts too.
            self._listen(key, label, partial(self.decide_by, key))
        for key in ("Del", "Backspace"):
            self._listen(key, CLEAR, self.forgotten.emit)

    def answers_to(self, item: str) -> Iterable[AnswerTerm]:
        """The answers that an item may have."""
        _ = item
        return self._all

    def decide_by(self, key: str) -> None:
        """Decide by a letter what was found at the item that one stands on."""
        if here := self.here():
            self.decided.emit(next(each for each in self.answers_to(here) if each.key == key))

    def _listen(self, key: str, words: str, call: Callable[[], object]) -> None:
        listen(self, key, words, call, Qt.ShortcutContext.WidgetShortcut)

    def show_items(self, rows: Sequence[GroupRow | ItemRow]) -> None:
        """Show rows anew; where they are the same items, the list neither jumps nor forgets where one stands."""
        if self.order() != [each.key for each in rows if isinstance(each, ItemRow)]:
            self.show_rows(rows)
            return
        self.delegate.measure(rows)
        self.rows.rows = tuple(rows)
        self.rows.dataChanged.emit(self.rows.index(0, 0), self.rows.index(len(rows) - 1, 0))
        self.scheduleDelayedItemsLayout()

    def stand_on(self, item: str) -> None:
        """Go to an item."""
        for place, each in enumerate(self.rows.rows):
            if isinstance(each, ItemRow) and each.key == item:
                self.setCurrentIndex(self.rows.index(place, 0))
                return

    def here(self) -> str:
        """The item that one stands on; empty where there is none."""
        row = self.current()
        return row.key if isinstance(row, ItemRow) else ""

    def order(self) -> list[str]:
        """All items in the order of the list."""
        return [each.key for each in self.rows.rows if isinstance(each, ItemRow)]

    def step_on(self) -> bool:
        """On to the next item; at the end of the list one stays, and False says so."""
        order = self.order()
        place = order.index(self.here()) + 1
        if place == len(order):
            return False
        self.stand_on(order[place])
        return True

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        if self._rows_drawn.fit(self.viewport().width()):
            self.scheduleDelayedItemsLayout()

    @override
    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.stood_on.emit(self.here())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text and (text.isdigit() or text in BEGINS_A_VALUE):
            self.typed.emit(text)
            return
        super().keyPressEvent(event)
