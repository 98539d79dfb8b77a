"""The window that comes where the books cannot be opened: why, trying again, a password, or other books."""

from typing import override

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.desktop.look.messages import set_text
from lifecycle_desk.desktop.look.parts import (
    Backdrop,
    Button,
    InfoBar,
    Label,
    PageTitle,
    StickyBar,
    column,
    wrap,
)
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.tasks import Tasks
from lifecycle_desk.overview.screens.server_place import TESTING, PasswordField
from lifecycle_desk.overview.usecases.joining import open_there
from lifecycle_desk.store.passwords import use_password
from lifecycle_desk.store.refusals import ASKS_FOR_PASSWORD
from lifecycle_desk.store.store import Store

TITLE, ASKED = N_("Your data cannot be opened"), N_("Enter the password")
AGAIN, OTHER = N_("Try again"), N_("Open other data…")
UNCHANGED = N_("Nothing has been changed.")
GO_ON = C_("wizard", "Open")
WIDTH, HEIGHT = 640, 380


class NotReached(Backdrop):
    """Why the books at a place are not open; `ended` tells that somebody decided: `store` is there, or other books."""

    ended = Signal()

    def __init__(self, where: str, refusal: Objection) -> None:
        super().__init__()
        self._where, self._tasks = where, Tasks(self)
        self.store: Store | None = None
        self.wants_other = False
        self.title = PageTitle(TITLE)
        self.place = Label(text=where, role="read", ink="ink2", wrap=True)
        self.why = InfoBar("", tone="danger", icon="alert-circle")
        self.password = PasswordField()
        self.again, self.other = Button(AGAIN, "primary", shown_keys="Return"), Button(OTHER)
        self.unchanged = Label(UNCHANGED, "small", "ink2")
        body = column(
            self.title, self.place, 12, self.why, self.password, self.unchanged, None, gap=8,
            margins=(32, 28, 32, 12),
        )  # fmt: skip
        self.setLayout(column((wrap(body), 1), StickyBar(self.again, self.other), gap=0))
        self.again.clicked.connect(self.try_again)
        self.password.on_enter(self.try_again)
        self.other.clicked.connect(self._leave)
        theme.dress(self)
        self.resize(theme.u(WIDTH), theme.u(HEIGHT))
        set_text(self.setWindowTitle, TITLE)
        self._tell(refusal)

    def _tell(self, fact: Exception) -> None:
        asks = isinstance(fact, ASKS_FOR_PASSWORD)
        self.title.set_message(ASKED if asks else TITLE)
        self.why.set_message(said_of(fact))
        self.password.setVisible(asks)
        self.unchanged.setVisible(not asks)
        self.again.set_message(GO_ON if asks else AGAIN)
        self.again.setEnabled(True)
        (self.password.line if asks else self.again).setFocus()

    @Slot()
    def try_again(self) -> None:
        """Open the books once more, by the password where one was typed."""
        if typed := self.password.line.text():
            use_password(self._where, typed)
        self.again.setEnabled(False)
        self.again.set_message(TESTING)
        self._tasks.start(open_there(self._where), self._opened, self._tell)

    def _opened(self, store: Store) -> None:
        self.store = store
        self.ended.emit()

    @Slot()
    def _leave(self) -> None:
        self.wants_other = True
        self.ended.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(WIDTH), theme.u(HEIGHT))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.again.isEnabled():
            QTimer.singleShot(0, self.try_again)  # after the field has been left
            return
        super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._tasks.cancel()
        self._tasks.finish()
        super().closeEvent(event)
        self.ended.emit()


def not_reached(where: str, refusal: Objection) -> tuple[Store | None, bool]:
    """Say why the books are not open until somebody decides; gives them, or whether others are wanted."""
    loop = QEventLoop()
    shown = NotReached(where, refusal)
    shown.ended.connect(loop.quit)
    shown.show()
    loop.exec()
    made = shown.store, shown.wants_other
    shown.hide()
    shown.deleteLater()
    return made
