"""The cover: a page over the whole window, through which nothing is seen and under which nothing is taken in."""

from typing import override

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLayout, QWidget

from lifecycle_desk.desktop.look.parts import Backdrop, Card, column, row
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.window import Window

WIDE, EDGE = 400, 16  # px of the card; and what stays free above and below it in a low window
INSIDE = (24, 20, 24, 20)  # px between the edge of the card and what stands in it


class CoverCard(Card):
    """The card in the middle of a cover, which gets wider with the text."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__(layout)
        TextWidth(self, WIDE)


def in_the_middle(card: CoverCard) -> QLayout:
    """The content of a cover: a card, and round it nothing."""
    return column(EDGE, None, row(None, card, None), None, EDGE, gap=0)


class OneOf(QWidget):
    """Parts of which one is shown; no higher than that one, as a stack of Qt's would be."""

    def hold(self, *parts: QWidget) -> None:
        """Take the parts, and show the first."""
        self._parts = parts
        self.setLayout(column(*parts, gap=0))
        self.show_part(parts[0])

    def show_part(self, wanted: QWidget) -> None:
        """Show this one."""
        for each in self._parts:
            each.setVisible(each is wanted)


class Cover(Backdrop):
    """Lies over a window while it is up; what was being done under it goes on."""

    def __init__(self, over: Window, content: QLayout) -> None:
        super().__init__()
        self._over = over
        self.setLayout(content)
        self.setParent(over)
        self.setAutoFillBackground(True)
        self.hide()
        over.installEventFilter(self)
        for told in (over.app.told, over.app.hinted, over.app.failed):
            told.connect(self._stay_above)  # a toast rises first, as it was connected first

    def _stay_above(self, *_: object) -> None:
        if self.is_up:
            self.raise_()

    @property
    def is_up(self) -> bool:
        """Whether it covers the window."""
        return not self.isHidden()

    def rise(self, focus: QWidget) -> None:
        """Cover the window, and give the focus to a part of the cover."""
        self._over.hold_still(self, True)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        focus.setFocus()

    def lift(self) -> None:
        """Give the window free again."""
        self.hide()
        self._over.hold_still(self, False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False
