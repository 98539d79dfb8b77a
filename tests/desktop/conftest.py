"""Parts as they look in the program, and a window to show one in."""

from collections.abc import Callable, Iterator

import pytest
from hands import dress_once
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lifecycle_desk.desktop.look.parts import column, hold
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.language import Language

ENGLISH = Language("en")


@pytest.fixture(scope="module")
def lively(qapp: object) -> Iterator[None]:
    """The application with its look, where things move as they do for people."""
    dress_once()
    theme.complete_fonts()
    theme.wear(dark=False, scale=1.0, calm=False)
    speech().speak(ENGLISH)
    yield
    theme.wear(calm=True)


@pytest.fixture
def dressed(lively: None) -> Iterator[None]:
    """The same, light, in English and with text of its usual size, whatever a test makes of it."""
    yield
    if theme.c.dark or theme.scale != 1.0:
        theme.wear(dark=False, scale=1.0)
    if speech().voice is not ENGLISH:
        speech().speak(ENGLISH)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., QWidget]:
    """Puts a part into a window that has the keyboard, and gives the widget that takes it."""
    windows: list[QWidget] = []

    def shown(part: QWidget, width: int = 320) -> QWidget:
        rest = QLineEdit()
        window = hold(column(rest, part, None, margins=(8, 8, 8, 8)))
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(width, 240)
        window.show()
        window.activateWindow()
        rest.setFocus()
        QApplication.processEvents()
        return part.focusProxy() or part

    return shown
