"""Parts as they look in the program, and a window to show one in."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hands import dress_once, let_go, opened
from plain_window import PAGES, VIN
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.parts import column, wrap
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.palette import Hit
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.showing import look_for

ENGLISH = Language("en")


@pytest.fixture(scope="module")
def lively(qapp: object) -> Iterator[None]:
    """The application with its look, where things move as they do for people."""
    dress_once()
    theme.complete_fonts()
    theme.set_theme(dark=False, scale=1.0, calm=False)
    translator().set_language(ENGLISH)
    yield
    theme.set_theme(calm=True)


@pytest.fixture
def dressed(lively: None) -> Iterator[None]:
    """The same, light, in English and with text of its usual size, whatever a test makes of it."""
    yield
    if theme.c.dark or theme.scale != 1.0:
        theme.set_theme(dark=False, scale=1.0)
    if translator().current is not ENGLISH:
        translator().set_language(ENGLISH)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., QWidget]:
    """Puts a part into a window that has the keyboard, and gives the widget that takes it."""
    windows: list[QWidget] = []

    def shown(part: QWidget, width: int = 320) -> QWidget:
        rest = QLineEdit()
        window = wrap(column(rest, part, None, margins=(8, 8, 8, 8)))
        windows.append(window)
        theme.dress(window)
        qtbot.addWidget(window)
        window.resize(width, 240)
        window.show()
        window.activateWindow()
        rest.setFocus()
        QApplication.processEvents()
        return part.focusProxy() or part

    return shown


@pytest.fixture
def a_car(own_user: UserSession) -> str:
    """The VIN of a car that is in the books."""
    add_vehicle(own_user, AddVehicle(VIN, date(2026, 1, 2)))
    return VIN


@pytest.fixture
def bare_window(own_user: UserSession, qtbot: QtBot, dressed: None) -> Iterator[Window]:
    """A window without pages."""
    yield from exposed(opened(own_user, ()), qtbot)


@pytest.fixture
def window(own_user: UserSession, qtbot: QtBot, dressed: None) -> Iterator[Window]:
    """A window with bare pages on the books of one car; a module that shows another has a fixture of this name."""
    add_vehicle(own_user, AddVehicle(VIN, date(2026, 1, 2), plate="3กข 4821"))

    def search(text: str) -> list[Hit]:
        return [Hit(each.kind, each.ref, each.vin, each.label) for each in look_for(own_user, text).hits]

    made = opened(own_user, PAGES, search)
    made.go(Place("today"))
    yield from exposed(made, qtbot)


def exposed(made: Window, qtbot: QtBot) -> Iterator[Window]:
    """A window that is seen, and gone for good afterwards."""
    made.show()
    qtbot.waitExposed(made)
    yield made
    let_go(made)
