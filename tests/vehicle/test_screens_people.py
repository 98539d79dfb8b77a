"""Customers on the screen: added, changed, shown with their vehicles, and erased."""

import json
from dataclasses import replace

import pytest
from hands import CTRL, NO_WARNINGS, go, press, rest, type_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from screens_window import VIN

from lifecycle_desk.books.usecases import books
from lifecycle_desk.desktop.forms import stored_draft
from lifecycle_desk.desktop.look.parts import FilterChip, InfoBar, Label
from lifecycle_desk.desktop.look.rows.head import Mark
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.screens.person_data import GOES, STAYS
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.access import EXPORTED
from lifecycle_desk.vehicle.usecases.people import Customer, add_person, change_person
from lifecycle_desk.vehicle.usecases.people_shown import person

pytestmark = NO_WARNINGS


def test_a_customer_is_added_changed_and_found(window, own_user):
    press(window, Qt.Key.Key_8, CTRL)
    press(window, Qt.Key.Key_N, CTRL)
    press(window, Qt.Key.Key_Return, CTRL)
    page = window.page()
    assert page.form["name"].level == "fault"
    type_in(window, "Maliwan Thongdee")
    page.form["email"].set_text("not an address")
    press(window, Qt.Key.Key_Return, CTRL)
    number = int(window.place.key)
    assert person(own_user, number).name == "Maliwan Thongdee"
    page.form["email"].set_text("maliwan@example.com")
    page.form["language"].set_value("th")
    page.form["no_reminders"].restore(True)
    press(window, Qt.Key.Key_Return, CTRL)
    assert person(own_user, number) == Person(
        "Maliwan Thongdee", email="maliwan@example.com", language="th", no_reminders=True
    )
    listed = go(window, "customers").body.table.long
    assert "Maliwan Thongdee" in [listed.data(listed.index(at, 0)) for at in range(listed.rowCount())]


def names(table) -> list[str]:
    return [table.long.data(table.long.index(at, 0)) for at in range(table.long.rowCount())]


def test_customers_stand_by_name_with_the_mark_in_the_head_unless_somebody_sorts_them_otherwise(window, own_user):
    for name in ("Öner Demir", "Zoe Adams", "adam Young", "Noi Sukjai"):
        add_person(own_user, Person(name))
    table = go(window, "customers").body.table
    rest(window)
    expected = ["adam Young", "Noi Sukjai", "Öner Demir", "Zoe Adams"]
    assert [each for each in names(table) if each in expected] == expected
    assert table.head.marks == {0: Mark(down=False)}
    table.sort_by([Order("name", down=True)])
    rest(window)
    assert [each for each in names(table) if each in expected] == expected[::-1]
    table.columns_shown.keep()
    assert window.app.remembered.of_list("Customers").order == (("name", True),)
    table.sort_by([])  # the usual order, in which nothing is remembered
    rest(window)
    assert [each for each in names(table) if each in expected] == expected
    table.columns_shown.keep()
    assert window.app.remembered.of_list("Customers").order == ()
    add_person(own_user, Person("Mali Dee"))
    rest(window)
    assert names(table).index("Mali Dee") == names(table).index("Noi Sukjai") - 1


def test_in_half_a_screen_the_vehicles_and_the_rights_of_a_customer_stand_below_the_form(window):
    window.resize(683, 768)
    page = go(window, "person", "1")
    rest(window)
    rail, form = page._columns.rail, page._columns.work
    assert page.data.isVisible()
    assert rail.y() > form.geometry().bottom()
    assert rail.geometry().bottom() <= page._columns.height()
    assert rail.height() >= page.data.y() + page.data.height(), "nothing of it scrolls away"


def test_a_customer_shows_their_vehicles(window):
    page = go(window, "person", "1")
    said = [each.text() for each in page._cars.findChildren(type(page._title).__mro__[1]) if each.isVisible()]
    assert VIN in said


def test_personal_data_are_erased_in_two_steps_with_a_reason(window, own_user):
    page = go(window, "person", "1")
    page.data.erase.setFocus()
    press(window, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.erasing.why.line
    page.erasing.deed.click()
    rest(window)
    assert page.erasing.why.level == "fault"
    assert person(own_user, 1) is not None
    type_in(window, "asked for it")
    press(window, Qt.Key.Key_Return)
    assert person(own_user, 1) is not None
    press(window, Qt.Key.Key_Return, CTRL)
    rest(window)
    assert person(own_user, 1) is None
    assert page._stack.currentIndex() == 1
    car = go(window, "vehicle", VIN)
    assert car.head.strip.owner.words[1] == "Personal data erased"
    assert "Anan" not in " ".join(each.words() for each in car.life.list.rows.rows)


def test_all_data_are_given_out_in_one_file_and_the_books_tell_it(window, own_user, tmp_path, monkeypatch):
    target = tmp_path / "person-1.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page = go(window, "person", "1")
    page.data.give_out.setFocus()
    press(window, Qt.Key.Key_Space)
    rest(window)
    told = json.loads(target.read_text("utf-8"))
    assert (told["person"]["name"], told["vehicles"][0]["vin"]) == ("Anan Wongsakul", VIN)
    with own_user.store.reading() as tx:
        assert [each.facts for each in life_rows.of_dealer(tx, EXPORTED)] == [{"person": 1}]


def test_what_goes_and_what_stays_is_said_before_anything_is_erased_and_escape_from_it_is_by_keyboard(window):
    page = go(window, "person", "1")
    page.data.erase.setFocus()
    press(window, Qt.Key.Key_Space)
    said = [each.text() for each in page.erasing.findChildren(Label) if each.isVisible()]
    assert all(each in said for each in (*GOES, *STAYS))
    page.erasing.cancel.setFocus()
    press(window, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.data.erase


def test_what_an_erasure_cannot_reach_stands_above_the_page_that_is_left(window, own_user):
    books.back_up(own_user)
    page = go(window, "person", "1")
    page.data.erase.click()
    page.erasing.why.set_text("asked for it")
    page.erasing.deed.click()
    rest(window)
    assert [bar for bar in page.findChildren(InfoBar) if bar.isVisible()]
    assert page.form["name"].text == ""
    texts = " ".join(each.text() for each in page.findChildren(Label))
    assert "Anan" not in texts
    go(window, "person", "2")
    assert not [bar for bar in page.findChildren(InfoBar) if bar.isVisible()]


@pytest.mark.parametrize("key", ["999", "nobody", ""])
def test_a_customer_who_is_not_there_is_told_so(window, key):
    assert go(window, "person", key)._stack.currentIndex() == 1


def test_what_somebody_else_saved_of_a_customer_stands_beside_what_is_typed_and_one_chooses(window, own_user, qtbot):
    number = add_person(own_user, Person("Anan", phone="081 555 0100")).value.number
    page = go(window, "person", str(number))
    page.form["email"].set_text("anan@example.org")
    page.form["phone"].set_text("081 555 0111")
    seen = person(own_user, number)
    change_person(own_user, Customer(number, replace(seen, phone="081 555 0199", address="Sathorn"), seen))
    qtbot.waitUntil(page.meanwhile.isVisible)
    assert page.form["address"].text == "Sathorn"
    assert page.form["email"].text == "anan@example.org"
    mine, theirs = page.meanwhile.clashes.findChildren(FilterChip)
    assert (mine.text(), theirs.text()) == ("Yours: 081 555 0111", "Theirs: 081 555 0199")
    assert page.form["phone"].text == "081 555 0111"
    theirs.click()
    press(window, Qt.Key.Key_Return, CTRL)
    assert person(own_user, number) == replace(seen, phone="081 555 0199", address="Sathorn", email="anan@example.org")
    assert page.meanwhile.isHidden()


def test_what_was_typed_and_taken_back_leaves_no_draft(window, own_user):
    number = add_person(own_user, Person("Anan", phone="081 555 0100")).value.number
    page = go(window, "person", str(number))
    page.form["phone"].set_text("081 555 0111")
    page._draft.keep()
    rest(window)
    assert "081 555 0111" in stored_draft(own_user.store, "person", str(number))
    page.form["phone"].set_text("081 555 0100")
    page._draft.keep()
    rest(window)
    assert stored_draft(own_user.store, "person", str(number)) is None
