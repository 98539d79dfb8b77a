"""What is offered under a line: the first row chosen, arrows, Enter, Escape and Tab, in every script."""

from collections.abc import Iterator
from typing import Any

import pytest
from hands import ENTER, TAB, dress_once, press, rest, shown, type_in
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import LineEdit, column, row, wrap
from lifecycle_desk.desktop.offer_box import MOST_SEEN, Completion
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

DOWN, UP, ESCAPE = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape
NAMES = ("Somchai Pradit", "Nok Kanjana", "Somsak Dee", "Anan Kittisak")


class Desk:
    """A window with a line that is completed and another line behind it."""

    def __init__(self) -> None:
        self.line, self.next = LineEdit(), LineEdit()
        self.line.setFixedWidth(160)
        self.window = wrap(column(row(40, self.line, None, 40), self.next, None))
        self.completion = Completion(self.line, PlainText("Names"))
        self.taken: list[Any] = []
        self.edited: list[str] = []
        self.completion.taken.connect(self.taken.append)
        self.line.textEdited.connect(self.edited.append)

    @property
    def offered(self) -> list[str]:
        """What the box shows."""
        box = self.completion.box
        return [each.title for each in box.rows.rows.rows] if box.is_open else []

    @property
    def chosen(self) -> str:
        """The row that Enter takes."""
        return self.completion.box.rows.current().title


@pytest.fixture
def desk() -> Iterator[Desk]:
    dress_once()
    made = Desk()
    for window in shown(made.window):
        window.resize(700, 500)
        made.line.setFocus()
        yield made


def test_the_first_that_fits_is_chosen_and_enter_puts_it_in(desk):
    desk.completion.among(NAMES)
    type_in(desk.window, "som")
    assert (desk.offered, desk.chosen) == (["Somchai Pradit", "Somsak Dee"], "Somchai Pradit")
    press(desk.window, ENTER)
    assert (desk.line.text(), desk.taken, desk.offered) == ("Somchai Pradit", ["Somchai Pradit"], [])
    assert desk.edited[-1] == "Somchai Pradit"  # whoever keeps drafts hears of it
    assert desk.line.hasFocus()


def test_the_arrows_go_through_the_rows_and_stop_at_both_ends(desk):
    desk.completion.among(NAMES)
    type_in(desk.window, "so")
    press(desk.window, DOWN, times=3)
    assert desk.chosen == "Somsak Dee"
    press(desk.window, UP, times=3)
    assert desk.chosen == "Somchai Pradit"


def test_a_word_within_a_name_is_found_and_a_whole_name_asks_nothing(desk):
    desk.completion.among(NAMES)
    type_in(desk.window, "kan")
    assert desk.offered == ["Nok Kanjana"]
    desk.line.clear()
    type_in(desk.window, "nok kanjana")
    assert desk.offered == []


def test_escape_closes_the_box_alone_and_keeps_what_was_typed(desk):
    left: list[bool] = []
    QShortcut(QKeySequence(ESCAPE), desk.window, activated=lambda: left.append(True))
    desk.completion.among(NAMES)
    type_in(desk.window, "som")
    press(desk.window, ESCAPE)
    assert (desk.line.text(), desk.offered, left) == ("som", [], [])
    press(desk.window, ESCAPE)
    assert left == [True]


@pytest.mark.parametrize(("downs", "text"), [(0, "som"), (1, "Somsak Dee")])
def test_tab_keeps_what_was_typed_but_for_a_row_to_which_the_arrows_went(desk, downs, text):
    desk.completion.among(NAMES)
    type_in(desk.window, "som")
    press(desk.window, DOWN, times=downs)
    press(desk.window, TAB)
    assert desk.next.hasFocus()
    assert (desk.line.text(), desk.offered) == (text, [])


def test_enter_takes_nothing_that_was_offered_for_less_than_was_typed(desk):
    desk.line.textEdited.connect(lambda text: desk.completion.offer([(f"{text} one", 1)]) if len(text) < 3 else None)
    type_in(desk.window, "ab")
    assert desk.offered == ["ab one"]
    type_in(desk.window, "c")
    press(desk.window, ENTER)
    assert (desk.line.text(), desk.taken) == ("abc", [])


def test_the_arrow_down_lists_all_names_where_a_field_has_few(desk):
    desk.completion.among(NAMES, lists=True)
    press(desk.window, DOWN)
    assert desk.offered == list(NAMES)
    press(desk.window, DOWN)
    press(desk.window, ENTER)
    assert desk.line.text() == "Nok Kanjana"
    press(desk.window, DOWN)
    assert desk.chosen == "Nok Kanjana"


def test_an_input_method_has_its_keys_for_itself_until_it_has_written(desk):
    desk.completion.among(("王芳", "王伟", "李娜"))
    type_in(desk.window, "王")
    assert desk.offered == ["王芳", "王伟"]
    QApplication.sendEvent(desk.line, QInputMethodEvent("fang", []))
    assert desk.offered == []
    press(desk.window, ENTER)  # a platform that hands on the key by which the word is chosen
    assert desk.taken == []
    written = QInputMethodEvent("", [])
    written.setCommitString("芳")
    QApplication.sendEvent(desk.line, written)
    rest(desk.window)
    assert (desk.line.text(), desk.offered) == ("王芳", [])
    desk.line.clear()
    written.setCommitString("李")
    QApplication.sendEvent(desk.line, written)
    assert desk.offered == ["李娜"]


def test_in_arabic_the_box_begins_where_the_line_begins(desk):
    translator().set_language(Language("ar"))
    rest(desk.window)
    desk.completion.among(("سالم", "سامي"))
    type_in(desk.window, "سا")
    assert desk.chosen == "سالم"
    press(desk.window, DOWN)
    press(desk.window, ENTER)
    assert desk.line.text() == "سامي"
    desk.line.clear()
    type_in(desk.window, "سا")
    assert _end(desk.completion.box.box) - marks.SHADE == _end(desk.line)


def test_many_rows_are_scrolled_through_and_the_chosen_one_is_seen(desk):
    desk.completion.among([f"Name {at:02}" for at in range(30)])
    type_in(desk.window, "name")
    rows = desk.completion.box.rows
    assert rows.viewport().height() <= MOST_SEEN * rows.sizeHintForRow(0) + 2
    press(desk.window, DOWN, times=20)
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()))


def test_a_click_takes_a_row_and_the_line_keeps_the_keyboard(desk):
    desk.completion.among(NAMES)
    type_in(desk.window, "som")
    rows = desk.completion.box.rows
    place = rows.visualRect(rows.rows.index(1, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (desk.line.text(), desk.line.hasFocus()) == ("Somsak Dee", True)


def _end(widget: QWidget) -> int:
    """The right edge of a widget on the screen."""
    return widget.mapToGlobal(QPoint(widget.width(), 0)).x()
