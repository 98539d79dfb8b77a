"""The veil: a page that is told to show something else shows a sketch of a page until that has come."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts import Backdrop
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.tasks import Task

ROWS = 8


class Veil(Backdrop):
    """Lies over the pages while what was asked for one is on its way: else it would show another car, or zeros.

    It is bare at first, since most of it comes before anybody sees that something is missing; then it is a sketch.
    """

    lifted = Signal()
    BARE = 150  # ms, after which waiting is noticed

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self.setParent(over)
        self._over, self._coming = over, set[Task]()
        self.is_sketched = False
        self._bare = QTimer(self, singleShot=True, interval=self.BARE)
        self._bare.timeout.connect(self._sketch)
        over.installEventFilter(self)
        self.hide()

    @property
    def hides(self) -> bool:
        """Whether the page is not to be seen yet."""
        return not self.isHidden()

    def wait_for(self, tasks: Sequence[Task], *, hides: bool) -> None:
        """Wait until some look-ups have been heard; `hides` lays the veil over the page until then."""
        self._coming = set(tasks)
        for task in tasks:
            task.ended.connect(partial(self._heard, task))
        self.setVisible(hides and bool(tasks))
        self.is_sketched = False
        if self.hides:
            self._bare.start()
        self.setGeometry(self._over.rect())
        self.raise_()

    def _heard(self, task: Task) -> None:
        if task not in self._coming:
            return  # of a page that was left meanwhile
        self._coming.discard(task)
        if not self._coming:
            self._bare.stop()
            self.hide()
            self.lifted.emit()

    @Slot()
    def _sketch(self) -> None:
        self.is_sketched = True
        self.update()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        super().draw(b, rect)
        if self.is_sketched and self.hides:
            _draw_sketch(b, inset(rect, t.PAGE_MARGIN, 20, t.PAGE_MARGIN, 16))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False


def _draw_sketch(b: Brush, rect: QRect) -> None:
    """A title, a line of facts, and rows: what most pages have, in the grey of something that is not there yet."""
    grey = t.mix(b.c.ink3, b.c.page, 0.12)
    top = rect.top()
    for share, deep, below in ((0.24, 20, 14), (0.14, 12, 26)):
        line = Strip(QRect(rect.x(), top, rect.width(), theme.px(deep)))
        b.fill(line.slot(int(rect.width() * share)), grey, t.R_CHIP)
        top += theme.px(deep) + below
    box = QRect(rect.x(), top, rect.width(), rect.bottom() - top)
    b.frame(box, b.c.line, t.R_CARD, 1, b.c.surface)
    pitch, grey = theme.px(t.ROW), t.mix(b.c.ink3, b.c.surface, 0.12)
    for place in range(min(ROWS, (box.height() - 16) // pitch)):
        line = Strip(QRect(box.x() + 16, box.y() + 8 + place * pitch + pitch // 3, box.width() - 32, pitch // 3))
        for share in (0.12, 0.3, 0.18):
            b.fill(line.slot(int(box.width() * share), int(box.width() * 0.06)), grey, t.R_CHIP)
