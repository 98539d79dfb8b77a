"""Customers on the screen: added, changed, shown with their vehicles, and erased."""

from dataclasses import replace

import pytest
from hands import CTRL, NO_WARNINGS, go, press, rest, type_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from screens_window import VIN

from lifecycle_desk.vehicle.usecases.people import person

pytestmark = NO_WARNINGS


def test_a_customer_is_added_changed_and_found(window, own_seat):
    press(window, Qt.Key.Key_8, CTRL)
    press(window, Qt.Key.Key_N, CTRL)
    press(window, Qt.Key.Key_Return, CTRL)
    page = window.page()
    assert page.form.name.level == "fault"
    type_in(window, "Maliwan Thongdee")
    page.form.email.set_text("not an address")
    press(window, Qt.Key.Key_Return, CTRL)
    number = int(window.place.key)
    assert person(own_seat, number).name == "Maliwan Thongdee"
    page.form.email.set_text("maliwan@example.com")
    page.form.language.set_value("th")
    press(window, Qt.Key.Key_Return, CTRL)
    assert person(own_seat, number) == replace(
        person(own_seat, number), email="maliwan@example.com", language="th", phone=""
    )
    listed = go(window, "customers").body.table.long
    assert listed.data(listed.index(0, 0)) == "Maliwan Thongdee"


def test_a_customer_shows_their_vehicles(window):
    page = go(window, "person", "1")
    said = [each.text() for each in page._cars.findChildren(type(page._title).__mro__[1]) if each.isVisible()]
    assert VIN in said


def test_personal_data_are_erased_in_two_steps_with_a_reason(window, own_seat):
    page = go(window, "person", "1")
    page.erase.first.setFocus()
    press(window, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.erase.why.line
    page.erase.second.click()
    rest(window)
    assert page.erase.why.level == "fault"
    assert person(own_seat, 1) is not None
    type_in(window, "asked for it")
    page.erase.second.click()
    rest(window)
    assert person(own_seat, 1) is None
    assert page._stack.currentIndex() == 1
    car = go(window, "vehicle", VIN)
    assert car.head._facts.owner._value.text() == "Personal data erased"
    assert "Anan" not in " ".join(each.words() for each in car.life.list.rows.rows)


@pytest.mark.parametrize("key", ["999", "nobody", ""])
def test_a_customer_who_is_not_there_is_told_so(window, key):
    assert go(window, "person", key)._stack.currentIndex() == 1
