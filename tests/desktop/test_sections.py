"""Sections of a page: in one line where they fit, else in a list beside what they show."""

import pytest
from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, Label, PageTitle, SectionChip, column
from lifecycle_desk.desktop.look.parts.sections import LEAST
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.page_stack import PageRoom
from lifecycle_desk.desktop.tab import Tab, TabbedPage
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.overview.screens.settings import NAMES, TITLE

WIDE, NARROW = 1_040, 700  # px of a page in a window of 1280 px, and in a small one


class Shown(QWidget):
    """What a section shows."""

    def __init__(self, _app):
        super().__init__()

    def refresh(self):
        """There is nothing to look up."""


@pytest.fixture
def page(dressed, qtbot):
    chips = {key: SectionChip(name, icon=icon) for key, (name, icon) in NAMES.items()}
    made = TabbedPage(None, TITLE, dict.fromkeys(NAMES, Shown), chips, gap=16)
    theme.dress(made)
    qtbot.addWidget(made)
    made.resize(WIDE, 600)
    made.show()
    made.show_key("dealer")
    made.activateWindow()
    settled()
    return made


def settled():
    """What is to be laid out again once parts have moved is laid out."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def speak(code):
    translator().set_language(Language(code))
    settled()


def places(page):
    """Where the chips stand on the page."""
    return [chip.mapTo(page, chip.rect().topLeft()) for chip in page.chips.values()]


def is_list(page):
    return all(chip.is_row for chip in page.chips.values())


def test_in_every_language_eleven_sections_stand_in_one_line_or_in_a_list_with_all_their_words(page):
    in_lists = []
    for code in LANGUAGES:
        speak(code)
        assert all(chip.isVisible() for chip in page.chips.values()), code
        x, y = ({getattr(at, of)() for at in places(page)} for of in ("x", "y"))
        if is_list(page):
            in_lists.append(code)
            assert (len(x), len(y)) == (1, len(NAMES)), code
            assert all(chip.width() >= chip.row_width for chip in page.chips.values()), code
            assert page.here.width() >= LEAST, code
            begins = page.here.mapTo(page, page.here.rect().topLeft()).x()
            assert (min(x) > begins) == (code == "ar"), code
        else:
            assert len(y) == 1, code
    assert {"es", "ru", "pt_BR", "de", "fr"} <= set(in_lists)
    assert "zh_CN" not in in_lists


def test_the_keys_walk_the_list_and_show_what_they_come_to(page):
    speak("de")
    page.chips["dealer"].setFocus()
    QTest.keyClick(page.chips["dealer"], Qt.Key.Key_Down)
    assert page.here is page.tabs["market"]
    assert page.chips["market"].hasFocus()
    QTest.keyClick(page.chips["market"], Qt.Key.Key_Up)
    assert page.here is page.tabs["dealer"]


def test_in_a_narrow_window_the_list_gives_way_to_chips_and_the_keyboard_stays_where_it_was(page):
    speak("de")
    page.chips["staff"].setFocus()
    assert is_list(page)
    page.resize(NARROW, 600)
    settled()
    assert not is_list(page)
    assert page.chips["staff"].hasFocus()
    assert page.here.width() == NARROW
    page.resize(WIDE, 600)
    settled()
    assert is_list(page)
    assert page.chips["staff"].hasFocus()


def test_where_neither_a_line_nor_a_list_has_room_the_chips_stand_below_the_title_from_where_it_begins(page):
    for code, side in (("de", "left"), ("ar", "right")):
        speak(code)
        page.resize(WIDE, 600)
        settled()
        page.resize(560, 600)
        settled()
        title = page.findChild(PageTitle)
        top, edge = title.mapTo(page, title.rect().bottomLeft()).y(), getattr(title.geometry(), side)()
        at = [QRect(chip.mapTo(page, chip.rect().topLeft()), chip.size()) for chip in page.chips.values()]
        assert all(each.top() > top for each in at), code
        assert getattr(at[0], side)() == edge, code


def test_chips_stand_in_the_middle_of_a_head_whose_button_is_higher(dressed, qtbot):
    for scale in (1.0, 1.25, 2.0):
        theme.set_theme(scale=scale)
        begun = Button("Import", "primary")
        chips = {key: SectionChip(key) for key in ("one", "two")}
        page = TabbedPage(None, TITLE, dict.fromkeys(chips, Shown), chips, begun, gap=8)
        theme.dress(page)
        qtbot.addWidget(page)
        page.resize(round(WIDE * scale), 600)
        page.show()
        settled()
        middles = {part.mapTo(page, part.rect().center()).y() for part in (begun, *chips.values())}
        assert max(middles) - min(middles) <= 1, scale


class Told(QObject):
    """What tells tabs that tables have changed."""

    changed = Signal(frozenset)


def _tab(lines):
    """A tab of so many paragraphs, as low as they are in its width."""

    def made(app):
        tab = Tab(app)
        tab.setLayout(column(*(Label(PlainText("So and so. " * 20), "body", wrap=True) for _ in range(lines)), None))
        return tab

    return made


def test_a_low_section_does_not_scroll_once_a_high_one_was_shown(dressed, qtbot):
    told = Told()
    chips = {key: SectionChip(PlainText(key), icon="settings") for key in ("high", "low")}
    page = TabbedPage(told, TITLE, {"high": _tab(60), "low": _tab(2)}, chips, gap=16)
    room = PageRoom(page)
    theme.dress(room)
    qtbot.addWidget(room)
    room.resize(WIDE, 600)
    room.show()
    heights = {}
    for key in ("low", "high", "low"):
        page.show_key(key)
        settled()
        heights.setdefault(key, []).append(page.height())
    assert heights["high"][0] > room.height(), "there was nothing to scroll"
    assert heights["low"] == [room.height()] * 2
