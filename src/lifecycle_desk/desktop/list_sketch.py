"""The sketch of a list: bars where rows will stand, while those that were asked for are on their way."""

from typing import TYPE_CHECKING, Any, override

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal, Slot

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts.painted import Painted, surface
from lifecycle_desk.desktop.look.rows.head import cell_rect
from lifecycle_desk.desktop.look.theme import theme

if TYPE_CHECKING:
    from lifecycle_desk.desktop.long_table import LongTable

SHARES = (0.62, 0.44, 0.74, 0.52)  # of a cell's width, one row after the other
MOST = 180  # px of a bar


class ListSketch(Painted):
    """Lies over the rows of a table once waiting is noticed; until then what was there stays, so that nothing flickers.

    What lies under it belongs to another filter, or is not there yet: nothing is done with it meanwhile.
    """

    changed = Signal()  # it is seen, or no longer
    BARE = 150  # ms, after which waiting is noticed

    def __init__(self, table: "LongTable[Any]") -> None:
        super().__init__()
        self._table, self._over = table, surface(table)
        self.setParent(self._over)
        self._noticed = QTimer(self, singleShot=True, interval=self.BARE)
        self._noticed.timeout.connect(self._show)
        self._over.installEventFilter(self)
        self.hide()

    @property
    def is_drawn(self) -> bool:
        """Whether bars stand in the place of rows."""
        return not self.isHidden()

    def wait(self) -> None:
        """Rows are on their way."""
        if not self.is_drawn:
            self._noticed.start()

    def lift(self) -> None:
        """They have come, or will not."""
        self._noticed.stop()
        if self.is_drawn:
            self.hide()
            self.changed.emit()

    @Slot()
    def _show(self) -> None:
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.changed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.fill(rect, b.c.surface)
        head, pitch = self._table.head, theme.px(t.ROW)
        for place in range(rect.height() // pitch + 1):
            line = QRect(rect.x(), place * pitch, rect.width(), pitch)
            b.hline(line)
            for at in head.seen():
                self._bar(b, QRect(head.sectionViewportPosition(at), line.y(), head.sectionSize(at), pitch), at, place)

    def _bar(self, b: Brush, cell: QRect, column: int, place: int) -> None:
        """A bar in a cell, where its words would begin."""
        cell = cell_rect(cell, *self._table.head.outer(column))
        high = cell.height() // 3
        line = Strip(QRect(cell.x(), cell.y() + high, cell.width(), high))
        width = min(int(cell.width() * SHARES[(place + column) % len(SHARES)]), theme.u(MOST))
        at_end = self._table.long.columns[column].align == "end"
        grey = t.mix(b.c.ink3, b.c.surface, 0.12)
        b.fill(line.slot_end(width) if at_end else line.slot(width), grey, t.R_CHIP)
