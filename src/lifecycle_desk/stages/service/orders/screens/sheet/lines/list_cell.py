"""A cell that lists its values: nothing is chosen before somebody says so."""

from functools import partial
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent

from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import PickCell


class ListCell(PickCell):
    """One of some values: Space, a click or the first letter of one opens the list, Enter takes what stands out there.

    A letter alone changes nothing. It may be the beginning of a word that was meant for another field, and who pays
    would have changed without anybody seeing it.
    """

    @Slot()
    @override
    def _next(self) -> None:
        self._list(self._at)

    def _list(self, standing_out: int) -> None:
        if not self.live:
            return
        menu = Menu(self)
        for at, option in enumerate(self._options):
            entry = menu.offer(option.value.label, partial(self._pick, at), checked=at == self._at)
            if at == standing_out:
                menu.choose(entry)
        menu.open_under(self)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if self.live and self.is_plain(e) and e.text().isalpha() and (at := self._meant(e)) is not None:
            self._list(at)
            return
        super().keyPressEvent(e)
