"""Signing in at the window: nothing is seen or done before, people change in two keys, and no draft is lost."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hands import CTRL, NO_WARNINGS, SHIFT, press, rest, type_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from lifecycle_desk import app
from lifecycle_desk.base import clock
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.dealership.usecases.proving import (
    RenewCode,
    RequireSignIn,
    SetSecret,
    renew_recovery_code,
    require_sign_in,
    set_secret,
)
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.sign_in.guarding import Guard
from lifecycle_desk.overview.screens.sign_in.idle import Idle
from lifecycle_desk.store import drafts

pytestmark = NO_WARNINGS
MANAGER, TECHNICIAN = Member("suda", "Suda Rattana", Role.MANAGER), Member("anan", "Anan W.", Role.TECHNICIAN, "th")


@pytest.fixture
def guarded(own_user):
    """A store with a manager and a technician, each with a PIN."""
    take_on(own_user, TECHNICIAN)
    require_sign_in(own_user, RequireSignIn(MANAGER, "4821"))
    set_secret(replace(own_user, staff="suda"), SetSecret("anan", "7350"))
    return own_user


@pytest.fixture
def window(guarded, qtbot) -> Iterator[Window]:
    shown = app.window(guarded, Machine(language="en"), remember=False)
    shown.show()
    rest(shown)
    yield shown
    shown.close()


def screen(window):
    return window.findChild(Guard).screen


def key(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key to whatever has the focus, as a keyboard gives it."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    rest(window)


def signs_in(window, digit, pin):
    key(window, getattr(Qt.Key, f"Key_{digit}"))
    type_in(window, pin)
    key(window, Qt.Key.Key_Return)


def test_nothing_is_built_or_asked_before_somebody_has_signed_in(window):
    assert screen(window).is_up
    assert window.page() is None
    assert not window.stack.isEnabled()


def test_a_digit_and_a_pin_sign_somebody_in_in_their_language(window):
    signs_in(window, 1, "7350")

    assert not screen(window).is_up
    assert (window.app.user.staff, window.place.page) == ("anan", "today")
    assert window.machine.language == "th"
    assert window.bar.person.isVisible()


def test_a_wrong_pin_is_told_at_the_field_and_opens_nothing(window):
    with clock.standing_at(clock.now()):
        signs_in(window, 2, "7350")
        assert screen(window).secret.is_faulty
        type_in(window, "4821")
        key(window, Qt.Key.Key_Return)  # too soon
    assert screen(window).is_up
    assert window.app.user.staff is None


def test_the_keys_of_the_window_do_nothing_while_it_is_locked(window):
    press(window, Qt.Key.Key_K, CTRL)
    assert not window.palette_box.is_open
    press(window, Qt.Key.Key_2, CTRL)
    assert window.page() is None


def test_what_is_told_while_it_is_locked_stands_below_and_no_other_holder_lets_it_go(window):
    signs_in(window, 2, "4821")
    key(window, Qt.Key.Key_L, CTRL | SHIFT)
    window.app.show_toast(PlainText("Suda Rattana saved"), undo=lambda: None)
    rest(window)
    children = [each for each in window.children() if isinstance(each, QWidget) and each.isVisible()]
    assert children[-1] is screen(window)  # Qt keeps them from the lowest to the highest

    window.aside.holds.emit(True)
    window.aside.holds.emit(False)  # a restore that ended meanwhile
    press(window, Qt.Key.Key_K, CTRL)
    assert not window.palette_box.is_open
    assert not window.stack.isEnabled()


def test_people_change_in_two_keys_and_a_pin_and_what_one_typed_is_kept(window):
    signs_in(window, 2, "4821")
    window.app.go("add_vehicle")
    rest(window)
    type_in(window, "LSJWH4095PN000123")
    key(window, Qt.Key.Key_L, CTRL | SHIFT)
    assert screen(window).is_up
    signs_in(window, 1, "7350")

    assert window.app.user.staff == "anan"
    with window.app.user.store.reading() as tx:
        kept = [(each.form, each.text) for each in drafts.listed(tx)]
    assert any("LSJWH4095PN000123" in text for _, text in kept)


def test_the_same_person_comes_back_to_the_page_as_it_was(window):
    signs_in(window, 2, "4821")
    window.app.go("customers")
    rest(window)
    page = window.page()
    key(window, Qt.Key.Key_L, CTRL | SHIFT)
    signs_in(window, 2, "4821")

    assert window.page() is page


def test_who_may_less_is_refused_after_who_may_more(window):
    signs_in(window, 2, "4821")
    key(window, Qt.Key.Key_L, CTRL | SHIFT)
    signs_in(window, 1, "7350")
    window.app.go("settings", "staff")
    rest(window)

    assert not window.page().tabs["staff"].sign_in.tick.isEnabled()


def test_a_window_that_nobody_touches_asks_again(window):
    signs_in(window, 2, "4821")
    window.findChild(Idle).fell.emit()
    rest(window)

    assert screen(window).is_up


def test_a_dialog_that_stood_open_is_given_up(window):
    signs_in(window, 2, "4821")
    dialog = QDialog(window)
    dialog.open()
    window.findChild(Idle).fell.emit()
    rest(window)

    assert not dialog.isVisible()
    assert screen(window).is_up


def test_any_key_begins_the_minutes_anew_and_none_are_never_over(window):
    minutes = [1]
    idle = Idle(window, lambda: minutes[0])
    idle._timer.start(30_000)  # half of them are over
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert idle._timer.remainingTime() > 29_000
    minutes[0] = 0
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert not idle._timer.isActive()


def test_a_manager_who_forgot_the_pin_sets_a_new_one_by_the_code_and_is_given_the_next(guarded, qtbot):
    code = renew_recovery_code(replace(guarded, staff="suda"), RenewCode()).value
    shown = app.window(guarded, Machine(language="en"), remember=False)
    shown.show()
    rest(shown)
    asks = screen(shown)
    before = asks.card.height()
    asks.forgotten.click()
    rest(shown)
    assert asks.card.height() != before  # each way is as high as what it shows
    key(shown, Qt.Key.Key_Escape)
    assert asks.people.isVisible()  # given up
    asks.forgotten.click()
    rest(shown)
    assert asks.recovering.who.value == "suda"
    assert asks.recovering.who.choice.count() == 1  # once, however often it was begun
    type_in(shown, code.lower())
    asks.recovering.secret.control.setFocus()
    type_in(shown, "9153")
    key(shown, Qt.Key.Key_Return)
    following = asks.recovering.shown.code.text()
    assert following not in {"", code}
    key(shown, Qt.Key.Key_Space)  # Done
    signs_in(shown, 2, "9153")

    assert shown.app.user.staff == "suda"
    shown.close()


def test_whom_the_command_line_names_is_chosen_and_still_proves_it(guarded, qtbot):
    shown = app.window(replace(guarded, staff="suda"), Machine(language="en"), remember=False)
    shown.show()
    rest(shown)
    assert screen(shown).is_up
    assert shown.app.user.staff is None
    type_in(shown, "4821")
    key(shown, Qt.Key.Key_Return)

    assert shown.app.user.staff == "suda"
    shown.close()


def test_people_scroll_rather_than_lie_over_the_line_for_the_pin_when_text_is_large(window):
    window.resize(1366, 768)
    for scale in (1.0, 1.5):
        theme.set_theme(scale=scale)
        screen(window).people.offer([MANAGER, TECHNICIAN] * 5)
        rest(window)
        people = screen(window).people
        assert people.list.geometry().bottom() < people.secret.y()
        assert people.list.height() >= 2 * people.list.sizeHintForRow(0)
        assert screen(window).card.width() == theme.u(400)
        assert screen(window).card.height() <= window.height()
    theme.set_theme(scale=1.0)
