"""Where the window shows its pages: one at a time, none of which sets the window's size."""

from typing import override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget

from lifecycle_desk.desktop.look.parts.painted import clear_ground
from lifecycle_desk.desktop.look.rooms import put_off
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator

IGNORED = QSizePolicy.Policy.Ignored


class PageRoom(QScrollArea):
    """The room of one page: as large as it is given, and scrolled where the page cannot be as low as that.

    A page whose body scrolls by itself can, and its bars stand still.
    """

    def __init__(self, page: PageWidget) -> None:
        super().__init__()
        self.page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        clear_ground(self)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        page.installEventFilter(self)
        put_off(self)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.unsetLocale()
        self.unsetLayoutDirection()
        theme.catch_up(self)
        translator().catch_up(self)
        super().showEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the language and the side from which it is read: Qt would tell every part of another at once."""
        self.setLocale(self.locale())
        self.setLayoutDirection(self.layoutDirection())
        super().hideEvent(event)

    @override
    def event(self, arg__1: QEvent) -> bool:
        if arg__1.type() == QEvent.Type.LanguageChange and self.isHidden():
            return True  # it is sent anew when the room catches up
        return super().event(arg__1)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.page:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the page the whole width: its bar lies over its margin, or it would end elsewhere than the others."""
        whole = self.maximumViewportSize()
        self.page.resize(whole.width(), max(whole.height(), self._least(whole.width())))

    def _least(self, width: int) -> int:
        """How low the page can be in some width."""
        layout = self.page.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.minimumHeightForWidth(width)
        return self.page.minimumSizeHint().height()


class PageStack(QStackedWidget):
    """The pages, each in its room."""

    def __init__(self) -> None:
        super().__init__()
        self._rooms: dict[PageWidget, PageRoom] = {}
        self.setSizePolicy(IGNORED, IGNORED)  # or the widest page that was ever seen were the window's minimum

    @property
    def page(self) -> PageWidget | None:
        """The page that is shown."""
        room = self.currentWidget()
        return room.page if isinstance(room, PageRoom) else None

    def add_page(self, page: PageWidget) -> None:
        """Make room for a page."""
        self._rooms[page] = PageRoom(page)
        self.addWidget(self._rooms[page])

    def show_page(self, page: PageWidget) -> None:
        """Show one that was added."""
        self.setCurrentWidget(self._rooms[page])

    def remove_page(self, page: PageWidget) -> None:
        """Take one out; it is hidden, and stays until the window goes."""
        room = self._rooms.pop(page)
        self.removeWidget(room)
        room.hide()
