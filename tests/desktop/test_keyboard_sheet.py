"""The sheet of keys: it has every key that a page listens to, in words, and no key does two things on one page."""

from collections import Counter

import pytest
from examples import example_user
from hands import CTRL, NO_WARNINGS, PLAIN, SHIFT, all_of, dress_once, press, rest, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest

from lifecycle_desk.app import main_places, window
from lifecycle_desk.desktop.keyboard_sheet import KeyLine
from lifecycle_desk.desktop.keys import KeyGroup
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.parts import Button, IconButton
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


def on_sheet(whole) -> list[KeyLine]:
    whole.show_keys()
    rest(whole)
    lines = all_of(whole.sheet.box, KeyLine)
    whole.sheet.close_up()
    return lines


def heard(whole) -> set[str]:
    """Every key that somebody listens to on the page that is shown, found without the sheet's own means."""
    page = whole.page()
    shortcuts = [*whole.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)]
    shortcuts += [each for each in page.findChildren(QShortcut) if each.parent().isVisible()]
    keys = [each.key() for each in shortcuts]
    for part in (whole.bar, page):
        buttons = [each for each in part.findChildren(Button) + part.findChildren(IconButton) if each.isVisible()]
        keys += [each.shortcut() for each in buttons if not each.shortcut().isEmpty()]
    return {marks.keys_shown(each.toString(AS_TYPED)) for each in keys}


def test_each_key_of_every_page_is_on_its_sheet_and_none_does_two_things(whole):
    places = [place for _, place in main_places(whole.app.user)]
    assert len(places) > 25
    for place in places:
        whole.app.go(place.page, place.key)
        rest(whole)
        lines = on_sheet(whole)
        assert heard(whole) <= {key for each in lines for key in each.keys}, place
        assert all(each.says.strip() for each in lines), place
        everywhere = [each for each in whole.sheet.shown(whole.page()) if each.group is not KeyGroup.FORMS]
        outside = [each for each in everywhere if each.group is not KeyGroup.LISTS]
        doubled = [key for key, n in Counter(marks.keys_shown(each.keys) for each in outside).items() if n > 1]
        assert not doubled, (place, doubled)


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
