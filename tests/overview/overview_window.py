"""A window with the pages across stages, and bare ones where these lead to; for tests of screens."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from lifecycle_desk.app import settle
from lifecycle_desk.base.objections import N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import customs_of, spoken
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.look.parts import Line, column
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Page, PageWidget
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.overview.screens import PAGES

NOON = datetime(2026, 11, 25, 5, 20, tzinfo=UTC)  # a Wednesday, 12:20 in Bangkok: when the example is looked at
HOSTILE = "<img src=x>&"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
OPEN, CLOSE = "⟦", "⟧"


class Marked(Language):
    """A language whose every answer shows that it was asked."""

    def words(self, message: str, n: int = 1) -> str:
        """The English words between marks."""
        return f"{OPEN}{super().words(message, n)}{CLOSE}" if message else ""


class Bare(PageWidget):
    """A page of another room, of which only the place matters here."""

    def __init__(self, _: Desk) -> None:
        super().__init__()
        self.setLayout(column(Line(), None))


ELSEWHERE = tuple(
    Page(name, N_("Elsewhere"), "car", Bare)
    for name in ("order", "order_form", "handover", "inspection", "sale_of", "arrival", "vehicles")
)


def opened(seat: Seat) -> Iterator[Window]:
    """A window on the books, gone for good afterwards; everything speaks English."""
    speech().speak(spoken(seat, "en"))
    made = Window(
        Desk(seat),
        (*PAGES, *ELSEWHERE),
        lambda _text: [],
        dealer=dealer(seat.store).name,
        speak=lambda code: spoken(seat, code),
        machine=Machine(width=1440, height=900),
        remember=lambda _: None,
    )
    yield from shown(made)


def shown[Top: QWidget](top: Top) -> Iterator[Top]:
    """A window that is shown, and afterwards deleted: those that are left over make each change of look slower."""
    top.show()
    top.activateWindow()
    QCoreApplication.processEvents()
    yield top
    top.close()
    top.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if theme.scale != 1.0 or theme.c.dark:
        theme.wear(dark=False, scale=1.0)
    speech().speak(Language("en"))


def marked(seat: Seat, code: str = "en") -> Marked:
    """The marked language as it would be spoken at this dealer's."""
    return Marked(code, customs_of(dealer(seat.store)))


def go(window: Window, page: str, key: str = "") -> Any:
    """Go to a page and wait for what it asked of the store."""
    window.desk.go(page, key)
    rest(window)
    return window.page()


def rest(window: Window) -> None:
    """Let what was asked and written come to its end and be shown."""
    for _ in range(3):
        settle(window)
        QCoreApplication.processEvents()


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
) -> None:
    """Press a key where the keyboard is."""
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget() or widget, key, modifier)
    QCoreApplication.processEvents()
    if isinstance(widget, Window):
        rest(widget)


def type_in(widget: QWidget, text: str) -> None:
    """Type where the keyboard is, in any script."""
    for letter in text:
        target = QApplication.focusWidget() or widget
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    QCoreApplication.processEvents()


def seen(page: QWidget) -> list[str]:
    """Every text on labels and buttons that can be seen."""
    widgets = [each for kind in (QLabel, QAbstractButton) for each in page.findChildren(kind) if each.isVisible()]
    return [each.text() for each in widgets if each.text().strip()]


def nameless(page: QWidget) -> list[QWidget]:
    """The controls that nobody who hears the screen could tell apart."""
    controls = [each for kind in (QAbstractButton, QLineEdit, QComboBox) for each in page.findChildren(kind)]
    return [each for each in controls if each.isVisible() and not named(each)]


def named(control: QWidget) -> str:
    """What a control is called."""
    return control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
