"""Every page of the example dealer in the smallest windows: nothing outside, nothing cut that is told nowhere."""

from collections.abc import Iterator

import pytest
from hands import dress_once, rest, shown
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit

from lifecycle_desk.app import main_places, window
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.fitting import Misfit, misfits
from lifecycle_desk.desktop.look.parts import Button, Label, PageTitle, Scroll, column, row
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES

LARGE_SCALE = QSize(960, 540)  # of a screen of 1920x1080 at 200 %
HALF_SCREEN = QSize(683, 768)
LAPTOP = QSize(1280, 720)


@pytest.fixture
def desk(example: UserSession) -> Iterator[Window]:
    """The whole program on the example dealer's books."""
    dress_once()
    yield from shown(window(example, Machine(), remember=False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_a_large_scale_and_half_a_screen(desk, language):
    desk.speak(language)
    found: list[tuple[str, int, str]] = []
    for name, place in main_places(desk.app.user):
        desk.go(place)
        for size in (LARGE_SCALE, HALF_SCREEN):
            desk.resize(size)
            rest(desk)
            found += [(name, size.width(), str(each)) for each in misfits(desk, size)]
    assert not found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tabs_of_settings_stand_in_one_line(desk, language):
    desk.resize(LAPTOP)
    desk.speak(language)
    desk.go(Place("settings"))
    rest(desk)
    page = desk.stack.page
    assert len({chip.y() for chip in page.chips.values()}) == 1


def test_what_does_not_fit_is_found(qtbot):
    dress_once()
    line = QLineEdit()
    line.setAccessibleName("Chassis")
    line.setMinimumWidth(500)
    button = Button(text="Save the whole of it")
    button.setFixedWidth(40)
    narrow = Scroll(column(PageTitle(text="Vehicle"), line, row(button, None), Label(text="Reg."), None))
    qtbot.addWidget(narrow)
    narrow.resize(300, 400)
    narrow.show()
    found = misfits(narrow, QSize(300, 400))
    assert {(each.wrong.partition(" by ")[0], each.what.split("”")[0]) for each in found} == {
        ("outside", "QLineEdit “Chassis"),
        ("outside", "PageTitle “Vehicle"),  # which the line widens
        ("outside", "Label “Reg."),
        ("too narrow", "Button “Save the whole of it"),
    }
    assert Misfit("grew", "300x400") in misfits(narrow, QSize(200, 400))
