"""Somebody with a keyboard and no mouse, who reads and hears what a page says: the tests of all screens walk so."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from time import monotonic
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from lifecycle_desk.app import application, settle
from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import customs_of, spoken
from lifecycle_desk.dealership.usecases import dealer, market_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import LineEdit, column
from lifecycle_desk.desktop.look.theme import apply_style, theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Page, PageWidget
from lifecycle_desk.desktop.palette import Hit
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language

NO_WARNINGS = [
    pytest.mark.qt_log_level_fail("WARNING"),
    pytest.mark.qt_log_ignore("propagateSizeHints|This plugin"),  # what only a screen that is none says
]
HOSTILE = "<img src=x>&"
OPEN, CLOSE = "⟦", "⟧"
PLAIN, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PAUSE, LONGEST = 500, 60  # ms without a key after which a program goes on; seconds after which nobody waits any more
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
_SAID = re.compile(r"⟦[^⟦⟧]*(⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧")  # a message may hold another one as a fact
_DATES = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")
_UNITS = re.compile(
    r"(?<=\d)\u00a0?(?:km/h|km|mi|kWh|kW|kPa|psi|bar|Nm|[mμ]m|kg|hrs?|days?|mins?|°C|Ω/V|[MG]B|V)\b"
)  # of CLDR, in no catalog


class Marked(Language):
    """A language whose every answer shows that it was asked."""

    def words(self, message: str, n: int = 1) -> str:
        """The English words between marks."""
        return f"{OPEN}{super().words(message, n)}{CLOSE}" if message else ""


def marked(user: UserSession) -> Marked:
    """The marked language as it would be spoken at this dealer's."""
    return Marked("en", customs_of(dealer(user.store), market_of(user.store)))


class _Bare(PageWidget):
    """A page of another room, of which only the place matters here."""

    def __init__(self, _: AppContext) -> None:
        super().__init__()
        self.setLayout(column(LineEdit(), None))


def elsewhere(*names: str) -> tuple[Page, ...]:
    """Bare pages, for the places in other rooms that a page under test leads to."""
    return tuple(Page(name, N_("Elsewhere"), "car", _Bare) for name in names)


@cache
def dress_once() -> None:
    """Dress the application, once for all tests: each time, every widget that there is would be told."""
    apply_style(application(), calm=True)


def opened(user: UserSession, pages: Sequence[Page], search: Callable[[str], list[Hit]] = lambda _text: []) -> Window:
    """A window on the books, not shown yet; everything speaks English, and it can speak the language "marked"."""
    dress_once()
    _speak(spoken(user, "en"))
    return Window(
        AppContext(user),
        pages,
        search,
        dealer=dealer(user.store).name,
        speak=lambda code: marked(user) if code == "marked" else spoken(user, code),
        machine=Machine(width=1440, height=900),
        remember=lambda _: None,
    )


def let_go(top: QWidget) -> None:
    """Close a window for good; one of ours that somebody closed is gone already.

    One that still saves stays open until it has: taken away before, it were gone while its threads tell it something.
    """
    if isValid(top):
        if not top.close() and isinstance(top, Window):
            top.app.close()
        top.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def shown[Top: QWidget](top: Top) -> Iterator[Top]:
    """A window that has the keyboard, and is gone for good afterwards; the look and the language are as before."""
    top.show()
    top.activateWindow()
    QTest.qWaitForWindowExposed(top)
    rest(top)
    top.setUpdatesEnabled(False)  # nobody looks; what is grabbed is painted all the same
    yield top
    let_go(top)
    if theme.scale != 1.0 or theme.c.dark:
        theme.set_theme(dark=False, scale=1.0)
    _speak(Language("en"))


def _speak(language: Language) -> None:
    """Let what comes speak a language; who is open already and speaks the same is not told, which costs as much.

    Of the window that is shared by a module each word would be said anew for every other window of a test.
    """
    now = translator().current
    if "current" in vars(translator()) and (type(now), now.code) == (type(language), language.code):
        translator().current = language
    else:
        translator().set_language(language)


def left_as_found(window: Window) -> Iterator[Window]:
    """A window that several tests look at, of its usual size, and back in English and its usual look afterwards.

    What was not changed is left alone, since a new look costs time.
    """
    window.resize(1440, 900)
    yield window
    if theme.scale != 1.0 or theme.c.dark:
        theme.set_theme(dark=False, scale=1.0)
    if translator().current.code != "en" or isinstance(translator().current, Marked):
        window.speak("en")


def go(window: Window, page: str, key: str = "") -> Any:
    """Go to a page and wait for what it asked of the store."""
    window.app.go(page, key)
    rest(window)
    return window.page()


def rest(top: QWidget) -> None:
    """Let what was asked and written come to its end and be shown."""
    for _ in range(3):
        if isinstance(top, Window):
            settle(top)
        QCoreApplication.processEvents()


def pause(top: QWidget) -> None:
    """Press nothing until what waits for a pause has begun, such as a search, and let it come to its end.

    A fixed wait would do on a computer that nothing else keeps busy.
    """
    until = monotonic() + LONGEST
    while any(each.isActive() for each in top.findChildren(QTimer) if each.isSingleShot() and each.interval() < PAUSE):
        assert monotonic() < until
        QTest.qWait(5)
    rest(top)


def hear(window: Window) -> None:
    """Hear the other seats of a server from now on: what they save before it knows of this one is never told."""
    window.app.look_around()
    notices, until = window.app.user.store._external_changes, monotonic() + LONGEST
    while notices._connection is None:
        assert monotonic() < until
        QTest.qWait(1)


def press(top: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
    """Press a key where the keyboard is: a menu that is open has it, whoever has the focus."""
    for _ in range(times):
        menu = QApplication.activePopupWidget()
        there = menu if isinstance(menu, QMenu) else QApplication.focusWidget() or top
        QTest.keyClick(there, key, modifier)
        if there is menu and not menu.isVisible():
            top.window().activateWindow()  # as a real screen does when a menu closes; offscreen nobody has the focus
    rest(top)


def type_in(top: QWidget, *texts: str) -> None:
    """Type texts into fields that follow one another, in any script; an empty one passes a field over."""
    for place, text in enumerate(texts):
        if place:
            press(top, TAB)
        for letter in text:  # QTest itself types nothing but Latin-1
            target = QApplication.focusWidget() or top
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, PLAIN, letter))
    rest(top)


def all_of[Kind: QWidget](page: QWidget, *kinds: type[Kind]) -> list[Kind]:
    """The widgets of some kinds that can be seen; a button that stands in a menu for want of room has no width."""
    return [each for kind in kinds for each in page.findChildren(kind) if each.isVisible() and each.width()]


def seen(page: QWidget) -> list[str]:
    """Every text on labels and buttons that can be seen."""
    return [each.text() for each in all_of(page, QLabel, QAbstractButton) if each.text().strip()]


def said(page: QWidget) -> list[str]:
    """Every text of the program or of data that can be seen or heard on a page, but for what stands in fields."""
    texts = seen(page)
    texts += [each.placeholderText() for each in all_of(page, QLineEdit)]
    texts += [each.itemText(n) for each in all_of(page, QComboBox) for n in range(each.count())]
    texts += [each.accessibleName() for each in all_of(page, QWidget)]
    texts += [each.accessibleDescription() for each in all_of(page, QWidget)]
    for view in all_of(page, QAbstractItemView):
        model = view.model()
        columns = range(model.columnCount() if isinstance(view, QTableView) else 1)
        texts += [str(model.index(row, each).data() or "") for row in range(model.rowCount()) for each in columns]
        texts += [str(model.headerData(each, Qt.Orientation.Horizontal) or "") for each in columns]
    return [each for each in texts if each]


def written(page: QWidget) -> list[str]:
    """Every text that stands in a field that can be seen."""
    lines = [each.text() for each in all_of(page, QLineEdit)]
    return lines + [each.toPlainText() for each in all_of(page, QTextEdit, QPlainTextEdit)]


def unsaid(page: QWidget, data: Iterable[str]) -> list[str]:
    """The texts with letters that are neither said in the language, which is the marked one, nor data."""
    longest_first = sorted(data, key=len, reverse=True)
    return [text for text in said(page) if _letters(text, longest_first)]


def _letters(text: str, data: Sequence[str]) -> str:
    left = _UNITS.sub("", _DATES.sub("", _SAID.sub("", text)))
    for each in data:
        left = left.replace(each, "")
    return re.sub(r"[\W\d_]+", "", left)


def markup(page: QWidget) -> list[QLabel]:
    """The labels that would take what people wrote for more than plain text."""
    return [each for each in all_of(page, QLabel) if each.textFormat() != Qt.TextFormat.PlainText]


def controls(page: QWidget) -> list[QWidget]:
    """All that somebody can do something with."""
    kinds: tuple[type[QWidget], ...] = (
        QAbstractButton,
        QLineEdit,
        QTextEdit,
        QPlainTextEdit,
        QComboBox,
        QAbstractItemView,
    )
    return [each for each in all_of(page, *kinds) if not isinstance(each, QHeaderView)]


def named(control: QWidget) -> str:
    """What a control is called by those who hear the screen."""
    return control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")


def nameless(page: QWidget) -> list[QWidget]:
    """The controls that nobody who hears the screen could tell apart."""
    return [each for each in controls(page) if not named(each)]


def out_of_reach(page: QWidget) -> list[str]:
    """The names of the controls to which the Tab key never comes, though they could be used."""
    found = [each for each in controls(page) if each.isEnabled() and not each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [named(each) for each in found if not reached_by_arrows(each)]


def reached_by_arrows(widget: QWidget) -> bool:
    """Whether it is one of some that exclude each other, of which Qt gives Tab to the chosen one alone."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in group.buttons())


def middle(page: QWidget, widget: QWidget) -> float:
    """Where a widget stands across its page: 0 is the left edge, 1 the right one."""
    return widget.mapTo(page, QPoint(widget.width() // 2, 0)).x() / page.width()


def room(scale: float) -> float:
    """The width for a page in a window of 1,100 pixels: beside the sidebar, of which large text leaves the icons."""
    return 1100 - 224 if scale == 1.0 else 1100 * scale - 112


def name_of(widget: QWidget) -> str:
    """The name by which a screen reader calls a widget, also one that is only painted."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def pixels(widget: QWidget, colour: str) -> int:
    """How many pixels of a widget have a colour."""
    image = widget.grab().toImage()
    rgb = QColor(colour).rgb()
    return sum(image.pixel(x, y) == rgb for x in range(image.width()) for y in range(image.height()))
