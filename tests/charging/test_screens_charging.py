"""Charging of all cars on the screen: the inbox, what came in, tariffs."""

from collections.abc import Iterator

import pytest
from charging_books import ONE, is_sound, numbers_of, session, sessions_of, some
from charging_window import NOON, PLATE, TOKEN, add_car, charge, charging_window
from hands import (
    CTRL,
    ENTER,
    NO_WARNINGS,
    SHIFT,
    TAB,
    go,
    press,
    rest,
    said,
    shown,
    type_in,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge, Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.charging.pages import PAGES
from lifecycle_desk.stages.charging.sessions.usecases.inbox import how_many_wait
from lifecycle_desk.stages.charging.sessions.usecases.showing import came_in

pytestmark = NO_WARNINGS


@pytest.fixture
def window(own_user: UserSession, qapp) -> Iterator[Window]:
    with standing_at(NOON):
        add_car(own_user, ONE, plate=PLATE)
        yield from shown(charging_window(own_user))


def tab_of(window: Window, name: str):
    return go(window, "charging", name).tabs[name]


def toast(window) -> str:
    return " ".join(said(window.notices.toast))


# The inbox --------------------------------------------------------------------------------------------------------


@pytest.fixture
def waits(window):
    """Three sessions of a token, and one that names nobody."""
    charge(window.app.user, [*some(1, 3), session(4, whose=())], None)
    return tab_of(window, "inbox")


def test_a_token_is_assigned_by_keys_alone_with_all_its_sessions(window, waits):
    user = window.app.user
    assert waits.table.long.rowCount() == 4
    assert QApplication.focusWidget() is waits.table
    press(window, Qt.Key.Key_Down)
    assert waits.name.value == TOKEN
    press(window, ENTER)
    assert QApplication.focusWidget() is waits.vehicle.line
    type_in(window, ONE, "")
    assert waits.vehicle.vehicle.vin == ONE
    press(window, ENTER, CTRL)

    assert (len(sessions_of(user)), how_many_wait(user)) == (3, 1)
    assert waits.table.long.rowCount() == 1
    assert waits.vehicle.text == ""
    assert "Sessions assigned" in toast(window)
    press(window, Qt.Key.Key_Z, CTRL)
    assert (sessions_of(user), waits.table.long.rowCount()) == ([], 4)
    assert is_sound(user)


def test_it_is_said_why_a_session_waits_and_a_key_goes_on_to_the_next_one(window, waits):
    session = waits.table.long.listing.rows([waits.table.current_key()])
    assert [each.whose for each in session.values()] == [()]
    assert waits.why.text() == "The source names neither a vehicle nor a card."
    press(window, ENTER)
    type_in(window, "ABC")
    press(window, Qt.Key.Key_J, CTRL)

    assert waits.table.currentIndex().row() == 1
    assert f"“{TOKEN}” is not assigned to a vehicle on " in waits.why.text()
    assert QApplication.focusWidget() is waits.vehicle.line
    assert waits.vehicle.text == ""
    press(window, Qt.Key.Key_J, CTRL, times=3)
    assert waits.table.currentIndex().row() == 0
    assert how_many_wait(window.app.user) == 4


def test_the_sessions_that_are_chosen_are_assigned_and_an_empty_inbox_says_so(window, waits):
    press(window, Qt.Key.Key_Down, SHIFT, times=3)
    assert waits.which.value == "one"
    press(window, ENTER)
    type_in(window, PLATE, "")
    press(window, ENTER, CTRL)

    assert (len(sessions_of(window.app.user)), how_many_wait(window.app.user)) == (4, 0)
    assert waits.empty.isVisible()
    assert waits.first_focus().hasFocus()


def test_what_names_nobody_is_assigned_one_by_one(window, waits):
    assert waits.which.value == "one"
    assert not waits.name.isVisible()
    press(window, Qt.Key.Key_Down)
    assert (waits.which.value, waits.name.isVisible()) == ("name", True)
    press(window, Qt.Key.Key_Up)
    press(window, ENTER)
    type_in(window, PLATE, "")
    press(window, ENTER, CTRL)

    assert [each.whose for each in sessions_of(window.app.user)] == [()]


@pytest.mark.parametrize(
    ("car", "since", "until", "field", "words"),
    [
        ("", "", "", "vin", "Please fill this in."),
        (PLATE, "someday", "", "since", "is not a date; write it like 25/11/2026"),
        (PLATE, "12/1", "11/1", "until", "before the first"),
    ],
)
def test_a_wrong_assignment_is_refused_beside_its_field(window, waits, car, since, until, field, words):
    press(window, Qt.Key.Key_Down)
    press(window, ENTER)
    type_in(window, car, "", "", since, until)
    press(window, ENTER, CTRL)

    assert waits.fields[field].is_faulty
    assert words in waits.fields[field].control.accessibleDescription()
    assert how_many_wait(window.app.user) == 4


def test_a_token_that_changes_hands_is_assigned_from_day_to_day(window, waits):
    press(window, Qt.Key.Key_Down)
    press(window, ENTER)
    type_in(window, PLATE, "", "", "12/1", "12/1")
    press(window, ENTER, CTRL)

    assert (len(sessions_of(window.app.user)), how_many_wait(window.app.user)) == (1, 3)


# What came in -----------------------------------------------------------------------------------------------------


def cells_of(table) -> list[list[str]]:
    long = table.long
    return [[long.index(row, at).data() for at in range(long.columnCount())] for row in range(long.rowCount())]


def test_an_import_is_undone_as_a_whole_from_the_list_of_imports(window):
    user = window.app.user
    charge(user, some(1, 3))
    charge(user, some(4, 5))
    tab = tab_of(window, "came_in")
    assert QApplication.focusWidget() is tab.table
    assert [row[1:3] for row in cells_of(tab.table)] == [["cdrs.json", "2"], ["cdrs.json", "3"]]
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Backspace, CTRL)

    assert numbers_of(user) == [4, 5]
    assert [row[-1] for row in cells_of(tab.table)] == ["", "Undone"]
    assert "Import undone" in toast(window)
    assert is_sound(user)


def test_what_was_changed_since_is_not_undone_and_it_is_said_why(window):
    user = window.app.user
    charge(user, some(1, 2), None)
    waits = tab_of(window, "inbox")
    press(window, ENTER)
    type_in(window, PLATE, "")
    press(window, ENTER, CTRL)
    assert waits.empty.isVisible()
    tab = tab_of(window, "came_in")
    assert [row[0] for row in cells_of(tab.table)] == ["A name assigned to a vehicle", "OCPI charge detail records"]
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Backspace, CTRL)

    assert "Sessions were changed later, under number" in toast(window)
    assert len(sessions_of(user)) == 2
    assert not any(each.is_undone for each in came_in(user))


@pytest.mark.parametrize("name", ["inbox", "came_in"])
def test_an_empty_tab_says_what_belongs_there_and_its_way_in_has_the_keyboard(window, name):
    tab = tab_of(window, name)

    assert tab.empty.isVisible()
    assert QApplication.focusWidget() is tab.empty.primary
    press(window, Qt.Key.Key_Space)
    assert window.place == Place("charging_import")


# The page ------------------------------------------------------------------------------------------------------------


def test_the_way_to_the_inbox_shows_the_number_of_the_sidebar_as_it_changes(window):
    page = go(window, "charging")
    rest(window)
    inbox = page.chips["inbox"]
    assert inbox.accessibleName() == "Inbox"
    wide = inbox.width()

    charge(window.app.user, [*some(1, 3), session(4, whose=())], None)
    rest(window)
    badge = next(each for each in PAGES if each.name == "charging").badge
    assert badge(window.app.user) == Badge(4)
    assert inbox.accessibleName() == "Inbox 4"
    assert inbox.width() > wide  # or the number would have no room


def test_tabs_change_by_keys(window):
    page = go(window, "charging", "tariffs")
    page.chips["tariffs"].setFocus()
    press(window, Qt.Key.Key_Left)
    assert page.tabs["came_in"].isVisible()
    press(window, TAB)
    assert page.isAncestorOf(QApplication.focusWidget())
