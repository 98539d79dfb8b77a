"""Completion: what fits is offered under a field while one types, and taken with the arrows and Enter."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, inset
from lifecycle_desk.desktop.look.theme import theme

MOST_SEEN = 8


class Completion(QObject):
    """Offers texts under a line; `taken` tells the value that stands behind the chosen one."""

    taken = Signal(object)

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._values: dict[str, object] = {}
        self._texts = QStringListModel(self)
        self.completer = QCompleter(self._texts, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(MOST_SEEN)
        self.popup = _Popup()
        self.completer.setPopup(self.popup)
        # Qt gives the popup the completer's own delegate, so ours comes after it.
        self.popup.setItemDelegate(_Offer(self.popup))
        # The line puts the whole text in first; what stands behind it comes after.
        self.completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        line.setCompleter(self.completer)

    def offer(self, offered: Sequence[tuple[str, object]]) -> None:
        """Offer some texts with the values behind them; those that read alike are told apart by their order."""
        self._values = dict(offered)
        self._texts.setStringList(list(self._values))
        if self._values and self._line.hasFocus():
            self.completer.complete()
        elif not self._values:
            self.popup.hide()

    @Slot(str)
    def _take(self, text: str) -> None:
        if text in self._values:
            self.taken.emit(self._values[text])


class _Popup(QListView):
    """The list under the line: a surface with a hairline, as all that floats."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.dress(self)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        b, rect = Brush(painter), self.viewport().rect()
        b.fill(rect, b.c.surface)
        b.frame(rect, b.c.field_line)
        painter.end()
        super().paintEvent(e)


class _Offer(QStyledItemDelegate):
    """One text that fits."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.px(t.CONTROL))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        b, rect = Brush(painter), option.rect
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            b.fill(rect.adjusted(1, 1, -1, -1), b.c.selected)
        b.text(inset(rect, 9, 0, 9), str(index.data() or ""), "body", b.c.ink)
        painter.restore()
