"""A form between its head and its bar: in a low window the head scrolls with it, so that the work keeps its room."""

from typing import override

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from lifecycle_desk.desktop.form_body import FormColumns
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import StickyBar, column, row, wrap
from lifecycle_desk.desktop.look.theme import theme

LOW = 640  # px of a page, below which its head takes too much of it: 1366x768 at 125 % has 566, 1920x1080 at 200 % 492
ABOVE = 8  # px between the window's bar and what scrolls


class HeadedForm(QWidget):
    """A head, a form in its columns, and their bar, which stands still and against which the form ends.

    Low is a page by its height in the size of its texts. The head lies in one of two rows, above the form or within it.
    """

    became_low = Signal(bool)

    def __init__(self, head: QWidget, form: QBoxLayout, body: FormColumns, bar: StickyBar) -> None:
        super().__init__()
        self._head, self.is_low = head, False
        self._above = row((head, 1), margins=(t.PAGE_MARGIN, 6, t.PAGE_MARGIN, 2))
        self._within = row()
        form.insertLayout(0, self._within)
        whole = row((body, 1), margins=(t.PAGE_MARGIN, 0, 0, 0))
        self.setLayout(column(ABOVE, self._above, (wrap(whole), 1), bar, gap=0))

    def _fit(self) -> None:
        is_low = self.height() < theme.u(LOW)
        if is_low == self.is_low:
            return
        self.is_low = is_low
        left, taken = (self._above, self._within) if is_low else (self._within, self._above)
        left.removeWidget(self._head)
        taken.addWidget(self._head, 1)
        self.became_low.emit(is_low)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # the size of the text is another
            self._fit()
