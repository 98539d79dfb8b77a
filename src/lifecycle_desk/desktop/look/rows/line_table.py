"""A short table that stands whole in its card."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTableView

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.rows.column_room import ColumnRoom
from lifecycle_desk.desktop.look.rows.head import TableHead
from lifecycle_desk.desktop.look.rows.table import Cell, Column, TableModel, dress_table
from lifecycle_desk.desktop.look.theme import theme


class LineTable(QTableView):
    """A short table that stands whole in its card, as high as its rows; its columns share its width as a list's do."""

    def __init__(self, name: UiText, columns: Sequence[Column], *, drops_empty: bool = False) -> None:
        super().__init__()
        self._drops_empty, self._filled = drops_empty, frozenset(range(len(columns)))
        self._columns = tuple(columns)
        self.lines = TableModel(columns, self)
        self.setModel(self.lines)
        self._head = TableHead(columns)
        dress_table(self, columns, self._head)
        self._room = ColumnRoom(self, self._head, lambda at: at in self._filled)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_text(self.setAccessibleName, name)

    def show_lines(self, rows: Sequence[Sequence[str | Cell]]) -> None:
        """Show other lines; a table that drops what is empty leaves out the columns in which nothing stands."""
        if self._drops_empty:
            self._filled = frozenset(at for at in range(len(self._columns)) if not at or any(row[at] for row in rows))
        self.lines.show(rows)
        if self._drops_empty:
            self._room.show_chosen()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        fixed = sum(column.width for column in self._columns)
        return QSize(theme.u(fixed + 160), self._head.sizeHint().height() + len(self.lines.rows) * theme.px(t.ROW))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(200), self.sizeHint().height())
