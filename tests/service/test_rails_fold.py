"""A rail leaves the room to what is worked on by one rule on all pages, and a key brings it back."""

from collections.abc import Iterator

import pytest
from hands import CTRL
from PySide6.QtCore import Qt
from screen import Hands, at_the_window

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Columns
from lifecycle_desk.desktop.look.theme import theme

LEAST = 760  # px of what is worked on beside a rail


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(own_shop, qtbot) as found:
        yield found


@pytest.mark.parametrize(("page", "key"), [("code", "P0AA6"), ("diary", "")])
def test_the_rail_of_a_code_and_of_the_diary_folds_as_others_do(hands, page, key):
    hands.window.resize(1280, 720)
    shown = hands.go(page, key)
    columns = shown.findChild(Columns)
    hands.until(columns.isVisible)
    assert columns.width() < theme.u(LEAST + t.COLUMN_GAP) + columns.rail.least_width
    assert (columns.work.isVisible(), columns.rail.isVisible()) == (True, False)
    for is_shown in (True, False):
        hands.press(Qt.Key.Key_I, CTRL)
        assert columns.rail.isVisible() is is_shown
    hands.window.resize(1600, 900)
    hands.settle()
    assert columns.rail.isVisible()
    assert columns.work.width() >= theme.u(LEAST)
