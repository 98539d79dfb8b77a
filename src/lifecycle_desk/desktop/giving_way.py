"""Columns that give way where a table gets narrow, so that it need not scroll across to what matters."""

from collections.abc import Sequence
from typing import Any, override

from PySide6.QtCore import QEvent, QObject

from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.theme import theme

FITS = frozenset({QEvent.Type.Resize, QEvent.Type.StyleChange})  # another width, another size of text


class GivesWay(QObject):
    """Hides the `spare` columns of a table one after the other, in that order.

    It does so where less than `least` px is left for the columns without a width.
    """

    def __init__(self, table: LongTable[Any], spare: Sequence[int], least: int) -> None:
        super().__init__(table)
        self._table, self._spare, self._least = table, tuple(spare), least
        table.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._table and event.type() in FITS:
            self._fit()
        return False

    def _fit(self) -> None:
        columns = self._table.long.columns
        wanted = sum(theme.u(each.width) for each in columns if not each.extra) + theme.u(self._least)
        gone = []
        for place in self._spare:
            if self._table.width() < wanted:
                gone.append(place)
                wanted -= theme.u(columns[place].width)
        self._table.columns_shown.give_way(gone)
