"""The arrival form and the list of stock on the screen: what is warned of, kept, and found again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hands import ALT, CTRL, ENTER, go, press, rest, shown, type_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sale_story import VIN, arrival
from sale_window import FAILED, GONE, SUSPECT, fill, stock_window

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.forms import stored_draft
from lifecycle_desk.desktop.pages import Badge, Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.sale.arrival.rules import Damage, DamageKind, DangerSign
from lifecycle_desk.stages.sale.arrival.usecases import receive_vehicle
from lifecycle_desk.stages.sale.pages import PAGES, PICTURES
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.usecases.showing import sale_page

NEXT_VIN = "LSJWH4099PN000002"
NEXT_DAY = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def window(own_user: UserSession, qapp) -> Iterator[Window]:
    yield from shown(stock_window(own_user))


def test_what_the_ship_shares_stays_for_the_next_car(window):
    form = go(window, "arrival")
    type_in(window, VIN)
    form.form["vessel"].setFocus()
    type_in(window, "Höegh Trigger", "Laem Chabang", "SHA-88213", "C-1", "Yard B", "2")
    press(window, ENTER, CTRL)

    assert QApplication.focusWidget() is form.vin.line
    assert form.vin.text == ""
    asked = form.form.stands()
    assert (asked.customs_document, asked.location, asked.keys) == ("", "", None)
    assert (asked.vessel, asked.port, asked.bill_of_lading) == ("Höegh Trigger", "Laem Chabang", "SHA-88213")
    type_in(window, NEXT_VIN)
    press(window, ENTER, CTRL)
    told = sale_page(window.app.user, NEXT_VIN).arrival
    assert (told.on, told.said.vessel, told.said.keys) == (date(2026, 11, 25), "Höegh Trigger", None)


def test_a_vin_tells_what_it_knows_and_a_wrong_check_digit_may_stay(window):
    form = go(window, "arrival")
    type_in(window, VIN.replace("4095", "4094"))

    assert form.vin.level == "warning"
    assert form.model.year.text == "2023"
    press(window, ENTER, CTRL)
    assert sale_page(window.app.user, VIN.replace("4095", "4094")).vin


def test_what_looks_alike_is_offered_and_never_taken_in_silence(window):
    form = go(window, "arrival")
    type_in(window, VIN.replace("0", "O"))

    assert form.vin.offer.isVisible()
    form.vin.offer.click()
    assert form.vin.vin == VIN


def test_an_empty_form_puts_the_keyboard_on_its_first_fault(window):
    form = go(window, "arrival")
    form.form["keys"].setFocus()
    press(window, ENTER, CTRL)

    assert form.vin.is_faulty
    assert QApplication.focusWidget() is form.vin.line


def test_a_car_that_is_here_already_is_named_at_once(window):
    receive_vehicle(window.app.user, arrival())
    form = go(window, "arrival")
    type_in(window, VIN)
    rest(window)

    assert form.vin.level == "warning"
    assert "already recorded; it cannot arrive twice" in form.vin.control.accessibleDescription()


def test_a_struck_underbody_sends_an_electric_car_to_quarantine_and_says_so_before_it_is_saved(window):
    form = go(window, "arrival")
    type_in(window, VIN)
    assert form.apart.isHidden()
    press(window, Qt.Key.Key_D, ALT)
    row = form.damages.rows[0]
    assert QApplication.focusWidget() is row.panel.choice
    row.panel.set_value("underbody")
    row.kind.set_value(DamageKind.CRACK)
    assert form.apart.isVisible()
    form.model.energy.set_value("ICE")
    assert form.apart.isHidden()
    form.model.energy.set_value(None)
    press(window, ENTER, CTRL)

    told = sale_page(window.app.user, VIN)
    assert told.arrival.said.damages == (Damage("underbody", DamageKind.CRACK),)
    assert told.standing.quarantined
    assert form.damages.rows == []


def test_signs_of_danger_are_asked_of_electric_cars_only(window):
    form = go(window, "arrival")
    form.form["signs"].ticks[DangerSign.SMOKE].click()
    assert form.apart.isVisible()
    form.model.energy.set_value("ICE")
    assert form.form["signs"].isHidden()
    assert form.form["soc_percent"].isHidden()
    assert form.apart.isHidden()


def test_a_damage_without_its_kind_is_asked_for(window):
    form = go(window, "arrival")
    type_in(window, VIN)
    press(window, Qt.Key.Key_D, ALT)
    form.damages.rows[0].panel.set_value("bonnet")
    press(window, ENTER, CTRL)

    assert form.damages.rows[0].kind.is_faulty
    assert window.place == Place("arrival")


def test_a_weak_battery_is_said_beside_its_field_and_stays_said(window):
    form = go(window, "arrival")
    form.form["twelve_volt_mv"].setFocus()
    type_in(window, "11.5", "5", "")

    assert form.form["twelve_volt_mv"].level == "warning"
    assert form.form["soc_percent"].level == "warning"
    form.form["twelve_volt_mv"].validate()
    assert form.form["twelve_volt_mv"].level == "warning"


def test_a_form_that_was_left_comes_back_as_it_was(window):
    form = go(window, "arrival")
    type_in(window, VIN, "", "08Z")
    press(window, Qt.Key.Key_D, ALT)
    form.damages.rows[0].panel.set_value("bonnet")
    form.damages.rows[0].kind.set_value(DamageKind.DENT)
    form.form["signs"].ticks[DangerSign.HEAT].click()
    go(window, "sale")
    assert stored_draft(window.app.user.store, "arrival", "")
    go(window, "arrival")

    assert (form.vin.vin, form.form["battery_code"].text, form.form["signs"].values) == (VIN, "08Z", (DangerSign.HEAT,))
    assert form.damages.value == (Damage("bonnet", DamageKind.DENT),)
    press(window, ENTER, CTRL)
    assert stored_draft(window.app.user.store, "arrival", "") is None


def test_a_given_vin_is_filled_in_and_the_keyboard_goes_on(window):
    form = go(window, "arrival", VIN)

    assert form.vin.vin == VIN
    assert QApplication.focusWidget() is form.model.fields["find"].control


def stock_vins(page) -> list[str]:
    listing = page.body.table.long.listing
    return sorted(each.line.vin for each in listing.rows(listing.keys()).values())


def test_chips_and_letters_narrow_the_stock_and_enter_opens_a_sale(window, qtbot):
    fill(window.app.user)
    page = go(window, "sale")
    qtbot.waitUntil(page.body.table.isVisible)  # until then the page says that there is nothing
    assert stock_vins(page) == sorted([VIN, FAILED, SUSPECT])
    page.first_focus().setFocus()
    assert page.body.table.hasFocus()

    page.chips.chips[StockList.QUARANTINE].click()
    assert stock_vins(page) == [SUSPECT]
    page.body.all_wanted.emit()
    press(window, Qt.Key.Key_F6)
    type_in(window, FAILED[-8:])
    page.body.field.wanted.emit(FAILED[-8:])
    rest(window)
    assert stock_vins(page) == [FAILED]
    press(window, ENTER)
    press(window, ENTER)
    assert window.place == Place("sale_of", FAILED)
    assert GONE not in stock_vins(page)


def test_a_chip_counts_and_the_sidebar_tells_what_waits(window):
    fill(window.app.user)
    rest(window)
    page = go(window, "sale")

    assert page.chips.counts[StockList.SOLD] == 1
    badge = next(each for each in PAGES if each.name == "sale").badge
    assert badge(window.app.user) == Badge(3, late=True)


def test_pictures_are_taken_of_what_the_books_hold(window):
    fill(window.app.user)
    assert [name for name, _ in PICTURES[0](window.app.user)] == ["stock", "arrival", "inspection", "sale-of"]


def test_the_form_begins_with_the_day_on_which_it_is_opened(window):
    form = go(window, "arrival")
    assert form.form["on"].value == date(2026, 11, 25)
    go(window, "sale")
    with standing_at(NEXT_DAY):
        assert go(window, "arrival").form["on"].value == date(2026, 11, 26)
