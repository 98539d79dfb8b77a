"""A cell that lists its values: nothing is chosen before somebody says so."""

from functools import partial
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import PickCell


class ListCell(PickCell):
    """One of some values: Space, a click or the first letter of one opens the list, Enter takes what stands out there.

    A letter alone changes nothing. It may be the beginning of a word that was meant for another field, and who pays
    would have changed without anybody seeing it.
    """

    listed: QMenu | None = None

    @Slot()
    @override
    def _next(self) -> None:
        self._list(self._at)

    def _list(self, standing_out: int) -> None:
        if not self.live:
            return
        menu, language = QMenu(self), translator().current
        for at, option in enumerate(self._options):
            action = menu.addAction(language(option.value.label))
            action.setCheckable(True)
            action.setChecked(at == self._at)
            action.triggered.connect(partial(self._chosen, at))
        if self.listed:
            self.listed.deleteLater()
        self.listed = menu
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[standing_out])

    def _chosen(self, at: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self._pick(at)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if self.live and self.is_plain(e) and e.text().isalpha() and (at := self._meant(e)) is not None:
            self._list(at)
            return
        super().keyPressEvent(e)
