"""A form between its head and its bar: in a low window the head scrolls with it, so that the work keeps its room."""

from typing import cast

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from lifecycle_desk.desktop.form_body import FormColumns
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Fitted, Scroll, StickyBar, column, row, wrap
from lifecycle_desk.desktop.look.theme import theme

LOW = 640  # px of a page, below which its head takes too much of it: 1366x768 at 125 % has 566, 1920x1080 at 200 % 492
AROUND = 40  # px that stay in sight above and below what has the keyboard: a line of the form
ABOVE = 4  # px between the window's bar and what scrolls


class HeadedForm(Fitted, QWidget):
    """A head, a form in its columns, and their bar, which stands still and against which the form ends.

    Low is a page by its height in the size of its texts. The head lies in one of two rows, above the form or within it.
    """

    became_low = Signal(bool)

    def __init__(self, head: QWidget, form: QBoxLayout, body: FormColumns, bar: StickyBar) -> None:
        super().__init__()
        self._head, self._work, self.is_low = head, cast("Scroll", body.work), False
        self._above, self._within = (
            row((head, 1), margins=(t.PAGE_MARGIN, 10, t.PAGE_MARGIN, 6)),
            row(margins=(0, 10, 0, 0)),
        )
        self._places = {False: wrap(self._above), True: wrap(self._within)}  # hidden without it, or their margins stay
        self._places[True].hide()
        form.insertWidget(0, self._places[True])
        whole = row((body, 1), margins=(t.PAGE_MARGIN, 0, 0, 0))
        self.setLayout(column(ABOVE, self._places[False], (wrap(whole), 1), bar, gap=0))
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Keep in sight what has the keyboard, once it is laid out: Qt follows Tab alone, not Enter to a new line."""
        if now is not None and self._work.isAncestorOf(now):
            QTimer.singleShot(0, self._bring_in_sight)

    @Slot()
    def _bring_in_sight(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._work.isAncestorOf(now):
            middle = now.mapTo(self._work.holder, now.rect().center())
            self._work.ensureVisible(middle.x(), middle.y(), 0, now.height() // 2 + theme.px(AROUND))

    def _fit(self) -> None:
        is_low = self.height() < theme.u(LOW)
        if is_low == self.is_low:
            return
        self.is_low = is_low
        left, taken = (self._above, self._within) if is_low else (self._within, self._above)
        left.removeWidget(self._head)
        taken.addWidget(self._head, 1)
        for low, place in self._places.items():
            place.setVisible(low is is_low)
        self.became_low.emit(is_low)
