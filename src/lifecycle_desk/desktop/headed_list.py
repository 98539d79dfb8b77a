"""A list under the head of its page: where the window is low, the head scrolls away, and the list has the page."""

from collections.abc import Callable
from typing import Any, cast, override

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QLayout, QScrollBar, QWidget

from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.headed_form import LOW
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.once import Once
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.theme import theme

_MOVES = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.Resize})
_UPWARDS = frozenset({Qt.Key.Key_Home, Qt.Key.Key_Up, Qt.Key.Key_PageUp})


class HeadedList(PageScroll):
    """A page whose `part` holds a list; in a low window that is as high as its rows need, up to the whole page.

    Head and list then scroll as one: the wheel brings the list to the top before its rows move, and what the keyboard
    stands on is seen. On the first row the head is back, as much of it as there is room for above that row; a further
    step upwards leads to its beginning. `wanted` is how high the part is with all its rows, up to a height that is
    given; `least` how high it is in any window, and `whole` where so little stands in it that all of it shall, since
    what scrolls within what scrolls is not seen to go on. What else scrolls in the part is among the `others`.
    """

    def __init__(
        self,
        layout: QLayout,
        part: QWidget,
        view: QAbstractItemView,
        wanted: Callable[[int], int],
        *others: QAbstractScrollArea,
        least: int = 0,
        whole: Callable[[], int] = int,
    ) -> None:
        super().__init__(layout)
        self._part, self._view, self._wanted, self._least, self._whole = part, view, wanted, least, whole
        self._page = self.verticalScrollBar()
        self._climbs_from: int | None = None  # the row on which a key was pressed that leads upwards
        self._areas = {surface(each): each for each in (view, *others)}
        for each in (view, part, *self._areas):
            each.installEventFilter(self)
        self._soon = Once(self, self._fit)  # once the page has heard of the rows too
        for change in (view.model().modelReset, view.model().layoutChanged, view.model().rowsInserted):
            change.connect(self._soon.ask)
        view.verticalScrollBar().valueChanged.connect(self._moved)
        view.verticalScrollBar().sliderReleased.connect(self._moved)

    @property
    def is_low(self) -> bool:
        """Whether the head would take too much of the page."""
        return self.height() < theme.u(LOW)

    @property
    def _top(self) -> int:
        """How far the page is scrolled when the part begins where the page does."""
        y = self._part.mapTo(self.holder, QPoint()).y() - theme.u(t.CARD_GAP)
        return max(0, min(y, self._page.maximum()))

    @Slot()
    @override
    def _fit(self) -> None:
        super()._fit()
        high = max(theme.px(self._least), self._whole())
        if self.is_low:
            room = self.height() - 2 * theme.u(t.CARD_GAP)
            # What is filtered away while somebody types moves nothing: the page stays as far as it was scrolled.
            kept = self._page.value() + self.height() - self._below() - self._part.mapTo(self.holder, QPoint()).y()
            high = max(high, min(room, max(self._wanted(room), kept if self._page.value() else 0)))
        if high != self._part.minimumHeight():
            self._part.setMinimumHeight(high)

    def _below(self) -> int:
        """What stands below the part."""
        end = self._part.mapTo(self.holder, QPoint(0, self._part.height())).y()
        return self.holder.height() - end

    @Slot()
    def _moved(self) -> None:
        """Rows have moved: the list stands where all of it is seen. It stays under a hand that holds its bar."""
        bar = self._view.verticalScrollBar()
        if bar.value() and not bar.isSliderDown() and self._page.value() < self._top:
            self._page.setValue(self._top)

    @override
    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            area = self._areas.get(watched)
            return area is not None and self._scrolled(event, area.verticalScrollBar())
        if event.type() in _MOVES and watched is not self._view:
            self._fit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._view:
            self._climbs_from = self._view.currentIndex().row() if event.key() in _UPWARDS else None
            QTimer.singleShot(0, self._bring_in_sight)  # once the list has stepped
        return super().eventFilter(watched, event)

    def _scrolled(self, event: QWheelEvent, bar: QScrollBar) -> bool:
        """Scroll the page by the wheel until the list stands at its top, and again where the list is at its end."""
        page, top, by = self._page, self._top, event.angleDelta().y() or event.pixelDelta().y()
        here, at_end = page.value(), bar.value() == (bar.maximum() if by < 0 else bar.minimum())
        least, most = (here, page.maximum() if at_end and here >= top else top) if by < 0 else (top, here)
        if by > 0 and at_end and here <= top:
            least = page.minimum()
        if not by or least >= most:
            return False
        QApplication.sendEvent(page, event)
        page.setValue(max(least, min(page.value(), most)))
        event.accept()
        return True

    @Slot()
    def _bring_in_sight(self) -> None:
        """Bring the row that has the keyboard in sight, and with the first one what stands above it."""
        here = self._view.currentIndex()
        if not here.isValid() or not self._view.hasFocus():
            return
        rect, air = self._view.visualRect(here), theme.u(t.CARD_GAP)
        top = surface(self._view).mapTo(self.holder, rect.topLeft()).y()
        value = min(self._page.value(), top - air)
        if self._is_first(here.row()):
            self._view.scrollToTop()
            value = 0
            if here.row() == self._climbs_from:
                self._page.setValue(0)
                return
        self._page.setValue(max(value, top + rect.height() + air - self.height()))

    def _is_first(self, row: int) -> bool:
        """Whether no row stands above one but the heading of all."""
        model = self._view.model()
        return row == 0 or (row == 1 and not model.flags(model.index(0, 0)))


def around(part: QWidget, view: QAbstractItemView) -> int:
    """What of the height of a part is not its list's, which stands in it with what is always seen.

    It follows from what the layout holds, and never from how high that is just now: see `ListBody.height_of`.
    """
    held = cast("QLayout", part.layout())
    wide = held.hasHeightForWidth() and part.width() > 0
    high = held.minimumHeightForWidth(part.width()) if wide else held.minimumSize().height()
    return high - view.minimumSizeHint().height()
