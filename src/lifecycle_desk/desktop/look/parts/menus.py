"""Menus: opened under what they belong to, with the first entry chosen, so that Enter takes it."""

from typing import override

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from lifecycle_desk.desktop.look.theme import theme


class Menu(QMenu):
    """A menu in the look of the program."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = next((each for each in self.actions() if each.isEnabled() and not each.isSeparator()), None)
        if first:
            self.setActiveAction(first)


def open_under(menu: QMenu, widget: QWidget) -> None:
    """Open a menu under a button, flush with the side where reading starts."""
    at = widget.rect().bottomLeft()
    if theme.rtl:
        at = QPoint(widget.width() - menu.sizeHint().width(), at.y())
    menu.popup(widget.mapToGlobal(at))
