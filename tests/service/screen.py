"""The window with the workshop's pages, and hands on its keyboard."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from hands import CTRL, ENTER, PLAIN, SHIFT, TAB, opened, press, rest, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.pages import Page, PageWidget, Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.pages import PAGES

ESCAPE, DOWN, LEFT, RIGHT, DELETE = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Delete,
)
CTRL_SHIFT = CTRL | SHIFT


class Hands:
    """A window and somebody who has no mouse."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self._bot = window, qtbot
        self.went: list[Place] = []
        self.told: list[str] = []
        window.app.going.connect(self.went.append)
        window.app.told.connect(lambda words, *_: self.told.append(_said(words)))
        window.app.hinted.connect(lambda words: self.told.append(_said(words)))
        window.app.failed.connect(lambda fact: self.told.append(translator().current(fact.message, **fact.facts)))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        press(self.window, key, modifier)

    def write(self, *texts: str) -> None:
        """Each text, and Enter behind it."""
        for text in texts:
            QTest.keyClicks(QApplication.focusWidget() or self.window, text)
            self.press(ENTER)

    def write_text(self, *texts: str) -> None:
        """Each text, and Tab behind it: Enter would begin a line in it."""
        for text in texts:
            QTest.keyClicks(QApplication.focusWidget() or self.window, text)
            self.press(TAB)

    def go(self, page: str, key: str = "") -> PageWidget:
        self.window.go(Place(page, key))
        self.settle()
        found = self.window.page()
        assert found is not None
        return found

    def settle(self) -> None:
        rest(self.window)

    def until(self, so: Callable[[], object]) -> None:
        self._bot.waitUntil(lambda: bool(so()))

    @property
    def focus(self) -> QWidget | None:
        return QApplication.focusWidget()


def _said(words: str | Message) -> str:
    return (
        translator().current(words.message, **words.facts)
        if isinstance(words, Message)
        else translator().current(words)
    )


@contextmanager
def at_the_window(
    user: UserSession, qtbot: QtBot, language: Language | None = None, pages: Sequence[Page] = PAGES
) -> Iterator[Hands]:
    """A window on the workshop of a seat."""
    window = opened(user, pages)
    if language:
        translator().set_language(language)
    with contextmanager(shown)(window):
        yield Hands(window, qtbot)
