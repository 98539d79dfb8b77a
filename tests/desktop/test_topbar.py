"""The bar above every page: whose books these are and what can be sought stand whole where there is room."""

from itertools import pairwise

import pytest
from hands import NO_WARNINGS
from PySide6.QtWidgets import QApplication

from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.happened import Happened
from lifecycle_desk.desktop.look.paint import ELIDED
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.topbar import TopBar
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language

pytestmark = NO_WARNINGS
GAP = 4  # px
LONG = {"ru", "pt_BR", "fr", "de", "id", "tr"}  # in which 1440 px at 150 % have no room for a name as long as this
DEALER = "บริษัท สยามวิถี ออโต้ จำกัด"


@pytest.fixture
def bar(dressed, qtbot) -> TopBar:
    made = TopBar(DEALER, "nok", Happened(QApplication.instance()))
    qtbot.addWidget(made)
    made.show()
    return made


def cut(bar: TopBar, width: int) -> set[str]:
    """What is cut in a window of some width."""
    bar.resize(width, theme.px(48))
    QApplication.processEvents()
    ELIDED.clear()
    bar.grab()
    return {*ELIDED}


@pytest.mark.parametrize(("width", "scale"), [(1366, 1.0), (1366, 1.25), (1440, 1.5), (1920, 2.0)])
def test_dealer_and_what_can_be_sought_are_whole_beside_room_that_nothing_uses(bar, width, scale):
    theme.set_theme(scale=scale)
    for code in LANGUAGES:
        translator().set_language(Language(code))
        is_cut = cut(bar, width)
        boxes = [each.geometry() for each in (bar.forward_button, bar.search_box, bar.language)]
        boxes = sorted(boxes, key=lambda box: box.x())
        unused = sum(after.left() - before.right() - 1 for before, after in pairwise(boxes)) - 4 * theme.u(GAP)
        assert not is_cut or unused <= 2, code
        assert not is_cut or code in LONG, code


def test_in_a_narrow_window_of_large_text_they_are_shortened_before_a_button_is(bar):
    theme.set_theme(scale=2.0)
    assert {DEALER, translator().current(words.SEARCH)} <= cut(bar, bar.minimumSizeHint().width())
    buttons = (bar.back_button, bar.forward_button, bar.language, bar.mode, bar.bell, bar.person)
    assert all(each.width() == each.sizeHint().width() for each in buttons)
    assert bar.person.geometry().right() <= bar.width() - theme.u(16)


def test_another_name_of_the_dealer_has_its_room_at_once(bar):
    theme.set_theme(scale=2.0)
    cut(bar, 1920)
    narrow = bar.mark.width()
    bar.mark.rename("Sathorn EV")
    assert not cut(bar, 1920)
    assert bar.mark.width() < narrow
