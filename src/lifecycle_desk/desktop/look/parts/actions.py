"""Buttons beside one another, of which those that have no room are in a menu under “…”; the last one always stands."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts.buttons import IconButton
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.parts.painted import FIXED
from lifecycle_desk.desktop.look.theme import theme

GAP = 8
_MAY_CHANGE = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange, QEvent.Type.Show})


class Actions(QWidget):
    """The buttons of a head or a bar, the primary one last.

    One that is folded keeps its keys: it has no width and cannot be tabbed to, and is still shown as far as Qt knows.
    """

    def __init__(self, *buttons: QAbstractButton) -> None:
        super().__init__()
        self._buttons, self._folded = buttons, tuple[QAbstractButton, ...]()
        self._policies = {each: each.focusPolicy() for each in buttons}
        for each in buttons:
            each.setParent(self)
        self.more = IconButton("dots", N_("More"), kind="plain")
        self.more.setParent(self)
        self.more.hide()
        self.more.clicked.connect(self._open)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, FIXED)

    @property
    def folded(self) -> Sequence[QAbstractButton]:
        """Those that are in the menu now."""
        return self._folded

    def _offered(self) -> list[QAbstractButton]:
        return [each for each in self._buttons if not each.isHidden()]

    def _width(self, buttons: Sequence[QAbstractButton]) -> int:
        return sum(each.sizeHint().width() + GAP for each in buttons) - GAP

    @property
    def widths(self) -> Sequence[int]:
        """How wide they are with none in the menu, with one, and so on."""
        offered, more = self._offered(), self.more.sizeHint().width() + GAP
        return [self._width(offered[at:]) + (more if at else 0) for at in range(len(offered))]

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(0, self._width(self._offered())), theme.px(t.CONTROL))

    @override
    def minimumSizeHint(self) -> QSize:
        offered = self._offered()
        least = self._width(offered[-1:]) + (self.more.sizeHint().width() + GAP if len(offered) > 1 else 0)
        return QSize(max(0, min(least, self._width(offered))), theme.px(t.CONTROL))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in _MAY_CHANGE:
            self.updateGeometry()
            self._place()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        stand, folded = self._offered(), list[QAbstractButton]()
        room = self.width()
        if self._width(stand) > room:
            room -= self.more.sizeHint().width() + GAP
            while len(stand) > 1 and self._width(stand) > room:
                folded.append(stand.pop(0))
        self._folded = tuple(folded)
        self.more.setVisible(bool(folded))
        end = self.width()
        for each in reversed([self.more, *stand] if folded else stand):
            size = each.sizeHint()
            end -= size.width()
            self._put(each, end, size.width())
            end -= GAP
        for each in folded:
            self._put(each, self._from(self.more), 0)
        for each in self._buttons:
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus if each in folded else self._policies[each])

    def _from(self, button: QWidget) -> int:
        """Where a button begins, from the side where reading starts."""
        at = button.geometry()
        return self.width() - at.right() - 1 if self._rtl() else at.left()

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _put(self, button: QWidget, start: int, width: int) -> None:
        height = button.sizeHint().height()
        x = self.width() - start - width if self._rtl() else start
        button.setGeometry(QRect(x, (self.height() - height) // 2, width, height))

    def _open(self) -> None:
        menu = Menu(self)
        for each in self._folded:
            if not each.isHidden():
                words = PlainText(each.text() or each.accessibleName())
                menu.offer(words, partial(QAbstractButton.click, each), enabled=each.isEnabled())
        menu.open_under(self.more)
