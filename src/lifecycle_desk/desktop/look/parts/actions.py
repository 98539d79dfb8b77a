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
from lifecycle_desk.desktop.look.parts.buttons import MORE_ICON, IconButton
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.parts.painted import FIXED
from lifecycle_desk.desktop.look.theme import theme

GAP = 8  # px
MOST = 3  # buttons that the head of a page shows, whatever room there is: of more of them none stands out
_MAY_CHANGE = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange, QEvent.Type.Show})


class Actions(QWidget):
    """The buttons of a head or a bar, the primary one last, or before a “…” of the page's own.

    Where there is such a one, what has no room is offered in its menu: two of them side by side say nothing. A button
    that is folded keeps its keys: it has no width and cannot be tabbed to, and is still shown as far as Qt knows.
    No more than `most` stand beside one another.
    """

    def __init__(self, *buttons: QAbstractButton, most: int | None = None) -> None:
        super().__init__()
        last, self._most = buttons[-1], most
        self._own = last if isinstance(last, IconButton) and last.opens_more else None
        self._buttons, self._folded = buttons[:-1] if self._own else buttons, tuple[QAbstractButton, ...]()
        self._policies = {each: each.focusPolicy() for each in buttons}
        for each in buttons:
            each.setParent(self)
        self.more = IconButton(MORE_ICON, N_("More"), kind="plain")
        self.more.setParent(self)
        self.more.hide()
        self.more.clicked.connect(self._open)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, FIXED)

    @property
    def buttons(self) -> Sequence[QAbstractButton]:
        """All of them but the “…”."""
        return self._buttons

    @property
    def folded(self) -> Sequence[QAbstractButton]:
        """Those that are in the menu now."""
        return self._folded

    def _offered(self) -> list[QAbstractButton]:
        return [each for each in self._buttons if not each.isHidden()]

    @property
    def _tail(self) -> int:
        """How wide the page's own “…” is, with the gap before it."""
        return self._own.sizeHint().width() + theme.u(GAP) if self._own and not self._own.isHidden() else 0

    @property
    def _fold_costs(self) -> int:
        """How much wider it gets by the “…” that what is folded stands under."""
        return 0 if self._tail else self.more.sizeHint().width() + theme.u(GAP)

    def _width(self, buttons: Sequence[QAbstractButton]) -> int:
        return sum(each.sizeHint().width() + theme.u(GAP) for each in buttons) - theme.u(GAP)

    def _over(self, offered: Sequence[QAbstractButton]) -> int:
        """How many are more than may stand beside one another."""
        return max(0, len(offered) - self._most) if self._most else 0

    @property
    def widths(self) -> Sequence[int]:
        """How wide they are with as few in the menu as may be, with one more, and so on."""
        offered, more = self._offered(), self._fold_costs
        at_first = self._over(offered)
        return [self._width(offered[at:]) + self._tail + (more if at else 0) for at in range(at_first, len(offered))]

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(0, *self.widths[:1], self._tail), theme.px(t.CONTROL))

    @override
    def minimumSizeHint(self) -> QSize:
        offered = self._offered()
        least = self._width(offered[-1:]) + (self._fold_costs if len(offered) > 1 else 0)
        whole = least if self._over(offered) else min(least, self._width(offered))
        return QSize(max(0, whole + self._tail), theme.px(t.CONTROL))

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
        room = self.width() - self._tail
        if self._over(stand) or self._width(stand) > room:
            room -= self._fold_costs
            while len(stand) > 1 and (self._over(stand) or self._width(stand) > room):
                folded.append(stand.pop(0))
        self._folded = tuple(folded)
        self.more.setVisible(bool(folded) and not self._tail)
        first = [self.more] if folded and not self._tail else []
        last = [self._own] if self._own and self._tail else []
        end = self.width()
        for each in reversed([*first, *stand, *last]):
            size = each.sizeHint()
            end -= size.width()
            self._put(each, end, size.width())
            end -= theme.u(GAP)
        for each in folded:
            self._put(each, self._from(last[0] if last else self.more), 0)
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

    def offer_folded(self, menu: Menu) -> None:
        """Offer what is folded in a menu that opens under “…”, after what that offers itself."""
        menu.group()
        for each in self._folded:
            if not each.isHidden():
                words, keys = PlainText(each.text() or each.accessibleName()), getattr(each, "pressed_by", "")
                menu.offer(words, partial(QAbstractButton.click, each), keys=keys, enabled=each.isEnabled())

    def _open(self) -> None:
        Menu(self).open_under(self.more)
