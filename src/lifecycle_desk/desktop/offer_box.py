"""What is offered under a line while one types: a box over the window, and the completion of a line from it.

The box never takes the keyboard, so that typing goes on, also by an input method. While it is open it hears the keys of
its line first: the arrows go through the rows, Enter takes the one that is chosen, Escape closes. The first row is
chosen from the beginning. Tab leaves what was typed, but for a row to which the arrows went.
"""

from collections.abc import Callable, Sequence
from typing import override

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Floating, column
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme

EDGE = 10  # px of the box above and below its rows
MOST_SEEN = 8  # rows; the others are scrolled to
NARROW = 240  # px, under a field that is narrower
SUGGESTIONS = N_("Suggestions")


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
        self._count, self._typed, self._went = 0, "", False
        self._line: QLineEdit | None = None
        parent.destroyed.connect(self.box.deleteLater)  # it hangs at the window, which stays

    @property
    def is_open(self) -> bool:
        """Whether something is offered."""
        return self.box.isVisible()

    @property
    def at(self) -> int:
        """The row that Enter would take; -1 for none, also where more was typed since: then other offers will come."""
        is_fresh = self.is_open and self._line is not None and self._line.text() == self._typed
        return self.rows.currentIndex().row() if is_fresh else -1

    def open(self, under: QLineEdit, rows: Sequence[TwoLineRow]) -> None:
        """Offer some rows under a line, the first of them chosen."""
        self.close()
        if not rows:
            return
        self._count, self._typed, self._line = len(rows), under.text(), under
        self.rows.show_rows(list(rows))
        self._place(under)
        self.box.show()
        self.box.raise_()
        self.choose(0)
        under.installEventFilter(self)

    def _place(self, under: QLineEdit) -> None:
        over, shade = under.window(), marks.SHADE
        self.box.setParent(over)
        height = sum(self.rows.sizeHintForRow(at) for at in range(min(self._count, MOST_SEEN))) + EDGE
        width = max(under.width(), theme.u(self._width))
        at = under.mapTo(over, QPoint(0, under.height()))
        if at.y() + height > over.height() - shade:  # below there is no room for it: above the line
            at = QPoint(at.x(), max(shade, at.y() - under.height() - height - 4))
        left = at.x() + under.width() - width if theme.rtl else at.x()
        left = max(shade, min(left, over.width() - width - shade))
        self.box.setGeometry(left - shade, at.y() - shade + 2, width + 2 * shade, height + 2 * shade)

    def choose(self, at: int) -> None:
        """Let another row than the first be chosen."""
        self.rows.setCurrentIndex(self.rows.rows.index(at, 0))

    def close(self) -> None:
        """Offer nothing any more."""
        line, self._line, self._went = self._line, None, False
        if line and isValid(line) and isValid(self.box):  # a window that closes takes them away in an order of its own
            line.removeEventFilter(self)
            self.box.hide()
            self.rows.setCurrentIndex(QModelIndex())

    # Keys -------------------------------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
            case QKeyEvent() if event.type() == QEvent.Type.ShortcutOverride and self._means(event):
                event.accept()  # before the page takes Escape or Enter for a key of its own
                return True
            case QInputMethodEvent() if event.preeditString():
                self.close()  # the input method shows its own words here, and means these keys itself
        return super().eventFilter(watched, event)

    def _means(self, event: QKeyEvent) -> Callable[[], bool] | None:
        """What a key does with the box, if it means it."""
        keys: dict[int, Callable[[], bool]] = {
            Qt.Key.Key_Down: lambda: self._move(1),
            Qt.Key.Key_Up: lambda: self._move(-1),
            Qt.Key.Key_Escape: self._give_up,
            Qt.Key.Key_Return: self.take,
            Qt.Key.Key_Enter: self.take,
        }
        if not self.is_open or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return None
        return keys.get(event.key())

    def _pressed(self, event: QKeyEvent) -> bool:
        """Whether a key meant the box: arrows go through the rows, Enter takes one, Escape keeps what was typed."""
        meant = self._means(event)
        return bool(meant and meant())

    def take(self) -> bool:
        """Take the row that is chosen, if there is one."""
        at = self.at
        if at < 0:
            return False
        self.close()
        self.taken.emit(at)
        return True

    def leave(self) -> bool:
        """The line is left: whether a row was taken because the arrows had gone to it."""
        if self._went and self.take():
            return True
        self.close()
        return False

    def _move(self, by: int) -> bool:
        at = self.rows.currentIndex().row() + by
        if 0 <= at < self._count:
            self.choose(at)
            self._went = True
        return True

    def _give_up(self) -> bool:
        self.close()
        return True

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.close()
        self.taken.emit(index.row())


class Completion(QObject):
    """Completes a line: the title of the row that is taken stands in it, and `taken` tells the value behind it."""

    taken = Signal(object)

    def __init__(self, line: QLineEdit, name: UiText = SUGGESTIONS) -> None:
        super().__init__(line)
        self._line, self._values = line, list[tuple[TwoLineRow, object]]()
        self._names: Sequence[str] = ()
        self._lists, self._taking = False, False
        self.box = OfferBox(name, self, NARROW)
        self.box.taken.connect(self._take)
        line.textEdited.connect(self._complete)
        line.installEventFilter(self)

    def offer(self, offered: Sequence[tuple[str | TwoLineRow, object]]) -> None:
        """Offer some texts or rows with the values behind them."""
        if self._taking or not self._line.hasFocus():
            return
        self._values = [(TwoLineRow(shown) if isinstance(shown, str) else shown, value) for shown, value in offered]
        self.box.open(self._line, [shown for shown, _ in self._values])

    def among(self, names: Sequence[str], *, lists: bool = False) -> None:
        """Offer of these names those that fit what is typed; where it `lists`, the arrow down shows all of them."""
        self._names, self._lists = tuple(names), lists

    @Slot(str)
    def _complete(self, typed: str) -> None:
        if self._names:
            wanted = typed.strip().casefold()
            fits = [each for each in self._names if wanted and _fits(each.casefold(), wanted)]
            is_whole = wanted in {each.casefold() for each in fits}
            self.offer([(each, each) for each in fits] if not is_whole else ())

    @Slot(int)
    def _take(self, at: int) -> None:
        shown, value = self._values[at]
        self._taking = True
        self._line.setText(shown.title)
        self._line.textEdited.emit(shown.title)  # as if it had been typed
        self._taking = False
        self.taken.emit(value)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress and self._asks_for_all(event):
                self._offer_all()
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.box.leave()
        return super().eventFilter(watched, event)

    def _offer_all(self) -> None:
        self.offer([(each, each) for each in self._names])
        if self._line.text() in self._names:
            self.box.choose(self._names.index(self._line.text()))

    def _asks_for_all(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Down and self._lists and bool(self._names) and not self.box.is_open


def _fits(name: str, wanted: str) -> bool:
    """Whether a name, or a word of it, begins with what is wanted."""
    return name.startswith(wanted) or any(word.startswith(wanted) for word in name.split())
