"""The rows of a file that was looked at: by outcome, from fault to fault, with all that is said of the one stood on."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, Card, Label, column, row, wrap
from lifecycle_desk.vehicle.screens.importing.preview import NEXT_FAULT, Previewed


class FoundRows(QWidget):
    """The rows with their chips."""

    def __init__(self, title: str, kinds: Sequence[Kind], table: LongTable[Any]) -> None:
        super().__init__()
        self.table, self.chips = table, FilterChips(title, kinds, C_("import", "All"))
        self.next_fault = Button(NEXT_FAULT, "quiet", icon="chevron-down", keys="F8")
        self.verdict = Label("", "small", "ink2", wrap=True)
        self._faults: list[int] = []
        self._wanted = 0
        filters = row((self.chips, 1), self.next_fault, gap=12)
        filters.setAlignment(self.next_fault, Qt.AlignmentFlag.AlignTop)  # chips may need a second line
        told = wrap(row((self.verdict, 1), margins=(16, 7, 16, 8)))
        shown = Card(column((table, 1), told, gap=0, margins=(1, 1, 1, 1)))
        self.setLayout(column(filters, (shown, 1), gap=10))
        self.next_fault.clicked.connect(self._next_fault)
        table.counted.connect(self._go_to_wanted)
        table.counted.connect(self._stand_on)
        table.selectionModel().currentChanged.connect(self._stand_on)

    def show_counts(self, seen: Previewed) -> None:
        """Say how many rows have which outcome; where none has the one that is chosen, all are."""
        self._faults = [each.line for each in seen.faulty]
        self.next_fault.setVisible(bool(self._faults))
        self.chips.show_counts(seen.counts, seen.rows)
        if not self.chips.counts.get(self.chips.value):
            self.chips.choose(None)

    def say(self) -> None:
        """Say all anew, in the language of now."""
        self.table.long.refresh_words()
        self._stand_on()

    @Slot()
    def _stand_on(self) -> None:
        """Say under the table all that is to be said of the row one stands on, which its column may have to cut."""
        here, last = self.table.currentIndex(), len(self.table.long.columns) - 1
        cell = self.table.long.index(here.row(), last).data() if here.isValid() else ""
        self.verdict.set_message(PlainText(str(cell or "")))

    @Slot()
    def _next_fault(self) -> None:
        """Go to the next row that cannot go in, and from the last one to the first."""
        if not self._faults:
            return
        here = self.table.current_key() or 0
        self._wanted = next((line for line in self._faults if line > here), self._faults[0])
        if self.table.long.row_of(self._wanted) is None:
            self.chips.choose(None)  # the row comes with the others
        else:
            self._go_to_wanted()
        self.table.setFocus()

    @Slot()
    def _go_to_wanted(self) -> None:
        place = self.table.long.row_of(self._wanted) if self._wanted else None
        if place is not None:
            self._wanted = 0
            self.table.setCurrentIndex(self.table.long.index(place, 0))
