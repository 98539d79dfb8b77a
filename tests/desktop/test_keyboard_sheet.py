"""The sheet of keys: it has every key that a page listens to, in words, and no key does two things on one page."""

import pytest
from examples import example_user
from hands import CTRL, NO_WARNINGS, PLAIN, SHIFT, dress_once, press, rest, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from lifecycle_desk.app import window
from lifecycle_desk.desktop.keys import KeyGroup
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place

pytestmark = NO_WARNINGS
AS_TYPED = QKeySequence.SequenceFormat.PortableText


@pytest.fixture(scope="module")
def whole(tmp_path_factory, qapp):
    """A window with all pages on the example dealer."""
    dress_once()
    user = example_user(tmp_path_factory.mktemp("keys") / "desk.ldk")
    made = window(user, Machine(language="en"), remember=False)
    yield from shown(made)
    user.store.close()


def test_the_question_mark_opens_the_sheet_but_is_typed_in_a_field(whole):
    whole.app.go("vehicles")
    rest(whole)
    press(whole, Qt.Key.Key_Question)  # without Shift, which the sign has used up, as keyboards' maps tell it
    assert whole.sheet.is_open
    press(whole, Qt.Key.Key_Escape)
    assert not whole.sheet.is_open

    field = whole.page().filter_field()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Question, SHIFT)
    assert not whole.sheet.is_open
    assert field.text() == "?"
    field.clear()


def test_control_slash_opens_it_from_a_field_too_and_the_focus_comes_back(whole):
    whole.app.go("vehicles")
    rest(whole)
    field = whole.page().filter_field()
    field.setFocus()
    press(whole, Qt.Key.Key_Slash, CTRL)
    assert whole.sheet.is_open
    assert not field.hasFocus()
    press(whole, Qt.Key.Key_Escape, PLAIN)
    assert field.hasFocus()


def test_the_sheet_is_reached_from_help_and_groups_what_a_list_hears(whole):
    whole.app.go("vehicles")
    rest(whole)
    groups = {each.group for each in whole.sheet.shown(whole.page())}
    assert groups == {KeyGroup.EVERYWHERE, KeyGroup.PAGE, KeyGroup.LISTS}

    press(whole, Qt.Key.Key_F1)
    assert whole.place == Place("help", "vehicles")
    whole.page().keys.click()
    assert whole.sheet.is_open
    whole.sheet.close_up()
