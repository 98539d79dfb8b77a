"""The cover: a page over the whole window, through which nothing is seen and under which nothing is taken in."""

from typing import override

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLayout, QWidget

from lifecycle_desk.desktop.look.parts import Backdrop, Card
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.window import Window

WIDE = 400  # pixels


class CoverCard(Card):
    """The card in the middle of a cover, which gets wider with the text."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__(layout)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme.u(WIDE))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()


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
