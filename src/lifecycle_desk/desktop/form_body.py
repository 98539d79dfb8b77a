"""The body of a long form: it scrolls above its bar, and no line of it is wider than an eye can follow."""

from typing import override

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLayout

from lifecycle_desk.desktop.look.parts import Card, Scroll, column, row, wrap
from lifecycle_desk.desktop.look.parts.boxes import Item
from lifecycle_desk.desktop.look.theme import theme

WIDEST = 1080


class FormBody(Scroll):
    """A form that keeps to the start side of a wide window."""

    def __init__(self, layout: QLayout) -> None:
        self._form = wrap(layout)
        super().__init__(row((self._form, 1000), None, gap=0))
        self._fit()

    def _fit(self) -> None:
        self._form.setMaximumWidth(theme.u(WIDEST))

    @override
    def changeEvent(self, arg__1: QEvent) -> None:
        super().changeEvent(arg__1)
        if arg__1.type() == QEvent.Type.StyleChange:
            self._fit()


def form_card(*parts: Item) -> Card:
    """A card with the fields that belong together."""
    return Card(column(*parts, gap=8, margins=(16, 12, 16, 8)))
