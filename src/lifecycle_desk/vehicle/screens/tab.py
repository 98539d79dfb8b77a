"""A tab of a page: something that looks itself up when it is shown, and again when its tables change."""

from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.desk import Desk

WIDEST = 860  # px of a form; longer lines are hard to read


class Tab(QWidget):
    """What all tabs have in common."""

    tables: frozenset[str] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self._stale = desk, True
        desk.changed.connect(self._heard)

    def look(self) -> None:
        """Look up what is shown."""

    def refresh(self) -> None:
        """Look again, where something has changed since."""
        if self._stale and self.isVisible():
            self._stale = False
            self.look()

    def first_focus(self) -> QWidget | None:
        """Where the keyboard begins."""
        return None

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        self._stale |= bool(tables & self.tables)
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
