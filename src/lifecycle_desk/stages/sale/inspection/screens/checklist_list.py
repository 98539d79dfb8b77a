"""The list of a checklist's items, worked off by the keyboard: one letter decides, a digit begins a measured value."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.rows import RowList
from lifecycle_desk.stages.sale.inspection.rules import Result
from lifecycle_desk.stages.sale.inspection.screens.checklist_rows import ChecklistDelegate, GroupRow, ItemRow

KEYS: dict[Result, str] = {Result.PASS: "P", Result.FAIL: "F", Result.FIXED: "X", Result.NOT_APPLICABLE: "N"}
BEGINS_A_VALUE = "-+.,"


class ChecklistList(RowList):
    """Items with headings between them; it tells which item one stands on and what was decided there."""

    stood_on = Signal(str)
    decided = Signal(object)  # a Result
    forgotten = Signal()
    typed = Signal(str)  # what begins a measured value

    def __init__(self) -> None:
        super().__init__(N_("Items of the inspection"), ChecklistDelegate())
        for result, key in KEYS.items():
            # A shortcut, not a key press: Qt finds the letter on keyboards of other scripts too.
            self._listen(key).activated.connect(lambda result=result: self.decided.emit(result))
        for key in ("Del", "Backspace"):
            self._listen(key).activated.connect(self.forgotten)

    def _listen(self, key: str) -> QShortcut:
        return QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetShortcut)

    def show_items(self, rows: Sequence[GroupRow | ItemRow]) -> None:
        """Show rows anew; where they are the same items, the list neither jumps nor forgets where one stands."""
        if self.around() != [each.key for each in rows if isinstance(each, ItemRow)]:
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

    def around(self) -> list[str]:
        """All items in the order of the list."""
        return [each.key for each in self.rows.rows if isinstance(each, ItemRow)]

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
