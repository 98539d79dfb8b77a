"""A second person: what one alone may not do is confirmed on the spot by PIN, and the books keep who did."""

from dataclasses import replace
from datetime import date

import pytest
from hands import NO_WARNINGS, press, rest, type_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desk import app
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import OwnRole, SecondPersonNeeded
from lifecycle_desk.dealership.usecases import own_roles
from lifecycle_desk.dealership.usecases.changing import SaveRole, save_role, take_on
from lifecycle_desk.dealership.usecases.proving import RequireSignIn, SetSecret, require_sign_in, set_secret
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.overview.screens.sign_in.guarding import Guard
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Note, TakeBack, add_vehicle, note_event, take_back

pytestmark = NO_WARNINGS
ROLE = OwnRole("Night desk", Role.ADVISER, frozenset({"odometer.add"}))


@pytest.fixture
def guarded(own_user):
    """Two managers and a technician with PINs; Suda sits there."""
    take_on(own_user, Member("anan", "Anan W.", Role.TECHNICIAN))
    take_on(own_user, Member("malee", "Malee K.", Role.MANAGER))
    require_sign_in(own_user, RequireSignIn(Member("suda", "Suda Rattana", Role.MANAGER), "4821"))
    suda = replace(own_user, staff="suda", second="malee")
    set_secret(suda, SetSecret("malee", "7350"))
    set_secret(suda, SetSecret("anan", "9127"))
    return replace(own_user, staff="suda")


@pytest.fixture
def a_car(guarded):
    vin = "LGXC76C40P0000012"
    add_vehicle(guarded, AddVehicle(vin, date(2025, 1, 2)))
    return vin


@pytest.fixture
def window(guarded, qtbot):
    shown = app.window(guarded, Machine(language="en"), remember=False)
    shown.show()
    rest(shown)
    shown.findChild(Guard).screen.lift()
    shown.become("suda", "Suda Rattana")
    rest(shown)
    yield shown
    shown.close()


def second(window):
    return window.findChild(Guard).second


def confirmations(user):
    with user.store.reading() as tx:
        return [each.facts for each in life.of_dealer(tx, "dealer.confirmed")]


def key(window, key):
    QTest.keyClick(QApplication.focusWidget() or window, key)
    rest(window)


def test_one_alone_is_refused_and_told_who_may_confirm(guarded):
    with pytest.raises(SecondPersonNeeded) as needed:
        save_role(guarded, SaveRole(ROLE))
    assert (needed.value.facts["may"], own_roles(guarded)) == ("Malee K.", [])


@pytest.mark.parametrize("who", ["suda", "anan", "nobody"])
def test_neither_oneself_nor_who_lacks_the_right_confirms(guarded, who):
    with pytest.raises(SecondPersonNeeded):
        save_role(replace(guarded, second=who), SaveRole(ROLE))


def test_what_was_confirmed_stands_in_the_dealers_chain_once(guarded):
    before = len(confirmations(guarded))
    save_role(replace(guarded, second="malee"), SaveRole(ROLE))
    assert confirmations(guarded)[before:] == [{"right": "staff.grant", "second": "malee"}]


def test_the_window_asks_on_the_spot_and_goes_on_with_who_confirmed(window, guarded):
    made = []
    window.app.do(save_role, SaveRole(ROLE), made.append)
    rest(window)
    assert second(window).is_up
    type_in(window, "7350")
    key(window, Qt.Key.Key_Return)
    rest(window)
    assert (second(window).is_up, own_roles(guarded), len(made)) == (False, [ROLE], 1)
    assert window.app.user.staff == "suda"


def test_a_wrong_pin_confirms_nothing_and_escape_leaves_all_as_it_was(window, guarded):
    refused = []
    window.app.do(save_role, SaveRole(ROLE), failed=refused.append)
    rest(window)
    type_in(window, "1111")
    key(window, Qt.Key.Key_Return)
    rest(window)
    assert second(window).is_up
    assert second(window).people.secret.is_faulty
    key(window, Qt.Key.Key_Escape)
    assert (second(window).is_up, own_roles(guarded)) == (False, [])
    assert [type(each) for each in refused] == [SecondPersonNeeded]


def test_a_role_is_made_by_keys_alone_and_its_rights_are_given_by_space(window, guarded):
    window.go(Place("settings", "roles"))
    rest(window)
    tab = window.page().tabs["roles"]
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    type_in(window, "Night desk")
    tab.rights.setFocus()
    tab.rights.setCurrentIndex(tab.rights.rows.index(6, 0))
    chosen = tab.rights.current().key
    key(window, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(window)
    type_in(window, "7350")
    key(window, Qt.Key.Key_Return)
    rest(window)
    (made,) = own_roles(guarded)
    assert (made.name, made.based_on, chosen in made.rights) == ("Night desk", Role.TECHNICIAN, True)


def test_ones_own_entry_is_taken_back_alone_and_a_colleagues_by_two(guarded, a_car):
    own = note_event(guarded, Note(a_car, date(2025, 1, 3), "Windscreen chipped")).value
    take_back(guarded, TakeBack(own.event, "Wrong vehicle"))
    theirs = note_event(replace(guarded, staff="malee"), Note(a_car, date(2025, 1, 3), "Windscreen chipped")).value
    with pytest.raises(SecondPersonNeeded):
        take_back(guarded, TakeBack(theirs.event, "Wrong vehicle"))
    take_back(replace(guarded, second="anan"), TakeBack(theirs.event, "Wrong vehicle"))
