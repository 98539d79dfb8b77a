"""What is offered under a line while one types: two lines each, gone through with the arrows, over the window.

It never takes the keyboard, so that typing goes on; whose line it is hands it the keys that mean it.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Floating, column
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme

EDGE = 10  # px of the box above and below its rows


class OfferBox(QObject):
    """The box; `taken` tells the place of the row that was taken."""

    taken = Signal(int)

    def __init__(self, name: UiText, parent: QObject, width: int = 380) -> None:
        super().__init__(parent)
        self._width = width
        self.rows = RowList(name, TwoLineDelegate())
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box = Floating(column(self.rows, gap=0, margins=(4, 4, 4, 4)))
        self.box.hide()
        self.rows.clicked.connect(self._clicked)
        self._count = 0
        parent.destroyed.connect(self.box.deleteLater)  # it hangs at the window, which stays

    @property
    def is_open(self) -> bool:
        """Whether something is offered."""
        return self.box.isVisible()

    @property
    def at(self) -> int:
        """The row that one stands on; -1 for none."""
        return self.rows.currentIndex().row() if self.is_open else -1

    def open(self, under: QLineEdit, rows: Sequence[TwoLineRow], *, first: bool = False) -> None:
        """Offer some rows under a line; `first` stands on the first of them."""
        self._count = len(rows)
        if not rows:
            self.close()
            return
        self.rows.show_rows(list(rows))
        over, shade = under.window(), marks.SHADE
        self.box.setParent(over)
        height = len(rows) * self.rows.sizeHintForRow(0) + EDGE
        width = max(under.width(), theme.u(self._width))
        at = under.mapTo(over, QPoint(0, under.height()))
        if at.y() + height > over.height() - shade:  # below there is no room for it: above the line
            at = QPoint(at.x(), max(shade, at.y() - under.height() - height - 4))
        left = at.x() + under.width() - width if theme.rtl else at.x()
        left = max(shade, min(left, over.width() - width - shade))
        self.box.setGeometry(left - shade, at.y() - shade + 2, width + 2 * shade, height + 2 * shade)
        self.box.show()
        self.box.raise_()
        self.rows.setCurrentIndex(self.rows.rows.index(0, 0) if first else QModelIndex())

    def close(self) -> None:
        """Offer nothing any more."""
        self.box.hide()
        self.rows.setCurrentIndex(QModelIndex())

    def pressed(self, event: QKeyEvent) -> bool:
        """Whether a key meant the box: arrows go through the rows, Enter takes one, Escape keeps what was typed."""
        if not self.is_open:
            return False
        keys: dict[int, Callable[[], bool]] = {
            Qt.Key.Key_Down: lambda: self._move(1),
            Qt.Key.Key_Up: lambda: self._move(-1),
            Qt.Key.Key_Escape: self._give_up,
            Qt.Key.Key_Return: self.take,
            Qt.Key.Key_Enter: self.take,
        }
        meant = keys.get(event.key())
        return bool(meant and not event.modifiers() & Qt.KeyboardModifier.ControlModifier and meant())

    def take(self) -> bool:
        """Take the row that one stands on, if there is one."""
        at = self.at
        if at < 0:
            return False
        self.close()
        self.taken.emit(at)
        return True

    def _move(self, by: int) -> bool:
        at = self.at + by
        if 0 <= at < self._count:
            self.rows.setCurrentIndex(self.rows.rows.index(at, 0))
        return True

    def _give_up(self) -> bool:
        self.close()
        return True

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.close()
        self.taken.emit(index.row())
