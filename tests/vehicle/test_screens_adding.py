"""The list of vehicles and the form for one more: found, added and described by keyboard alone."""

from dataclasses import replace

import pytest
from hands import CTRL, HOSTILE, NO_WARNINGS, go, pause, press, rest, type_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from screens_window import OTHER, VIN, take_first

from lifecycle_desk.desktop.look.paint import ELIDED
from lifecycle_desk.desktop.look.parts import FilterChip
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.life import Describe, Description, describe_vehicle
from lifecycle_desk.vehicle.usecases.showing import page as page_of

pytestmark = NO_WARNINGS


def cells(page) -> list[str]:
    long = page.body.table.long
    return [long.data(long.index(row, 1)) for row in range(long.rowCount())]


def test_empty_books_teach_how_to_begin(bare_window):
    page = go(bare_window, "vehicles")
    assert page.body.is_empty
    assert QApplication.focusWidget() is page.body.empty.primary
    press(bare_window, Qt.Key.Key_Space)
    assert bare_window.place == Place("add_vehicle")


def test_a_list_is_filtered_and_opened_by_keyboard(window):
    press(window, Qt.Key.Key_7, CTRL)
    page = window.page()
    assert len(cells(page)) == 2
    assert QApplication.focusWidget() is page.body.table
    press(window, Qt.Key.Key_F6)
    type_in(window, "4821")
    pause(window)
    assert cells(page) == ["MG4 Electric 64 kWh"]
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return)
    assert window.place == Place("vehicle", VIN)


def test_papers_are_asked_for_of_the_chosen_vehicles(window):
    page = go(window, "vehicles")
    press(window, Qt.Key.Key_P, CTRL)
    assert window.place.key.removeprefix("lifecycle-report:") in {VIN, OTHER}

    page = go(window, "vehicles")
    page.body.table.selectAll()
    press(window, Qt.Key.Key_P, CTRL)
    kind, _, vins = window.place.key.partition(":")
    assert (window.place.page, kind, {*vins.split(",")}) == ("reports", "lifecycle-report", {VIN, OTHER})
    page = go(window, "vehicles")
    page.body.table.selectAll()
    assert len(page.body.table.chosen_keys(1)) == 1


def test_what_fits_nothing_says_so_and_shows_all_again(window):
    page = go(window, "vehicles")
    press(window, Qt.Key.Key_F6)
    type_in(window, "zzzz")
    pause(window)
    assert not page.body.table.isVisible()
    assert not page.body.is_empty
    press(window, Qt.Key.Key_Escape)
    pause(window)
    assert len(cells(page)) == 2


def test_chips_count_each_stage_and_narrow_the_list(window):
    page = go(window, "vehicles")
    seen = {value for value, chip in page.chips.chips.items() if chip.isVisible()}
    assert seen == {None, Stage.IN_USE}
    assert page.chips.chips[Stage.IN_USE].accessibleName() == "In use 2"
    page.chips.choose(Stage.IN_USE)
    rest(window)
    assert len(cells(page)) == 2


def test_a_vehicle_and_its_owner_are_added_by_keyboard(window, own_user):
    go(window, "vehicles")
    press(window, Qt.Key.Key_N, CTRL)
    page = window.page()
    assert QApplication.focusWidget() is page.vin.line
    type_in(window, "lgxce4cc0-s001 0006")
    press(window, Qt.Key.Key_Tab, times=2)
    page.model.finder.setFocus()
    type_in(window, "atto 3")
    take_first(window, page.model.completion)
    assert (page.model.make.text, page.model.model.text) == ("BYD", "Atto 3")
    page.form["plate"].setFocus()
    type_in(window, "1ขค 77")
    press(window, Qt.Key.Key_Tab)
    type_in(window, "12,345")
    page.form["owner"].name.setFocus()
    type_in(window, "Somchai Jaidee")
    page.form["owner"].phone.setFocus()
    type_in(window, "089 555 0199")
    press(window, Qt.Key.Key_Return, CTRL)

    assert window.place == Place("vehicle", "LGXCE4CC0S0010006")
    found = page_of(own_user, "LGXCE4CC0S0010006")
    assert (found.owner.name, found.owner.phone) == ("Somchai Jaidee", "089 555 0199")
    assert (found.figures.plate, found.figures.odometer_km) == ("1ขค 77", 12_345)
    assert found.description["usable_wh"] > 30_000


def test_a_known_customer_is_found_by_typing(window, own_user):
    page = go(window, "add_vehicle", "LGXCE4CC6S0010009")
    page.form["owner"].name.setFocus()
    type_in(window, "0142")
    pause(window)
    take_first(window, page.form["owner"].completion)
    assert page.form["owner"].name.text == "Anan Wongsakul"
    assert not page.form["owner"].phone.isEnabled()
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_user, "LGXCE4CC6S0010009").owner.name == "Anan Wongsakul"


def test_letters_for_digits_are_refused_with_what_was_meant(window):
    page = go(window, "add_vehicle")
    page.vin.setFocus()
    type_in(window, "LSJWH4O95PNOOOOO2")
    assert page.vin.level == "fault"
    assert page.vin.offer.text() == "Use LSJWH4095PN000002"
    page.vin.offer.setFocus()
    press(window, Qt.Key.Key_Space)
    assert page.vin.vin == "LSJWH4095PN000002"
    assert page.vin.level == "warning"  # the check digit is that of another number; it may stay
    assert page.model.year.text == "2023"


def test_the_first_fault_has_the_keyboard_and_nothing_is_written(window, own_user):
    page = go(window, "add_vehicle")
    page.form["odometer"].set_text("many")
    press(window, Qt.Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is page.vin.line
    assert (page.vin.level, page.form["odometer"].level) == ("fault", "fault")
    assert len(go(window, "vehicles").body.table.long.listing.keys()) == 2


def test_a_vehicle_that_is_there_is_named_and_opened_instead(window):
    page = go(window, "add_vehicle")
    page.vin.setFocus()
    type_in(window, OTHER)
    assert page.vin.level == "warning"
    assert page.there.isVisible()
    page.there.setFocus()
    press(window, Qt.Key.Key_Space)
    assert window.place == Place("vehicle", OTHER)


def test_a_known_vehicle_is_described_anew(window, own_user):
    page = go(window, "add_vehicle", VIN)
    assert page.vin.line.isReadOnly()
    assert not page.form["plate"].isVisible()
    page.model.variant.set_text("77 kWh")
    press(window, Qt.Key.Key_Return, CTRL)
    assert window.place == Place("vehicle", VIN)
    assert page_of(own_user, VIN).description["variant"] == "77 kWh"
    assert page_of(own_user, VIN).description["colour"] == HOSTILE


def test_what_somebody_else_saved_of_a_description_stands_beside_what_is_typed_and_one_chooses(window, own_user, qtbot):
    page = go(window, "add_vehicle", VIN)
    seen = Description(**page_of(own_user, VIN).description)
    page.model.variant.set_text("77 kWh")
    page.model.energy.set_value(Energy.PHEV)
    describe_vehicle(own_user, Describe(VIN, replace(seen, colour="Red", energy=Energy.REEV), seen))
    qtbot.waitUntil(page.meanwhile.isVisible)
    assert (page.model.colour.text, page.model.variant.text) == ("Red", "77 kWh")
    mine, theirs = page.meanwhile.clashes.findChildren(FilterChip)
    assert mine.text() == "Yours: Plug-in hybrid (PHEV)"
    assert theirs.text() == "Theirs: Range-extended electric car (EREV)"
    theirs.click()
    press(window, Qt.Key.Key_Return, CTRL)
    described = page_of(own_user, VIN).description
    assert Description(**described) == replace(seen, colour="Red", variant="77 kWh", energy=Energy.REEV)


def test_a_draft_from_before_a_change_is_put_together_with_it_and_overwrites_nothing(window, own_user, qtbot):
    page = go(window, "add_vehicle", VIN)
    seen = Description(**page_of(own_user, VIN).description)
    page.model.variant.set_text("77 kWh")
    go(window, "vehicles")
    describe_vehicle(own_user, Describe(VIN, replace(seen, colour="Red"), seen))
    page = go(window, "add_vehicle", VIN)
    qtbot.waitUntil(page.meanwhile.isVisible)
    assert (page.model.colour.text, page.model.variant.text) == ("Red", "77 kWh")
    assert not page.meanwhile.clashes.isVisible()
    page.meanwhile.action.click()
    qtbot.waitUntil(lambda: page.model.variant.text == seen.variant)
    assert page.meanwhile.isHidden()


def test_a_form_that_was_left_comes_back_and_one_that_was_saved_does_not(window):
    page = go(window, "add_vehicle")
    page.form["plate"].set_text("7กก 7")
    page.model.colour.set_text("Pearl")
    go(window, "vehicles")
    page = go(window, "add_vehicle")
    assert (page.form["plate"].text, page.model.colour.text) == ("7กก 7", "Pearl")
    page.vin.set_text("LGXCE4CC6S0010009")
    press(window, Qt.Key.Key_Return, CTRL)
    assert go(window, "add_vehicle").form["plate"].text == ""


def test_the_form_goes_on_to_the_repair_order_it_was_opened_for(window):
    go(window, "add_vehicle", "LGXCE4CC6S0010009/order_form")
    press(window, Qt.Key.Key_Return, CTRL)
    assert window.place == Place("order_form", "LGXCE4CC6S0010009")


def test_an_unknown_vehicle_can_be_added_with_its_vin(window):
    page = go(window, "vehicle", "LGXCE4CC6S0010009")
    assert page.shown is None
    assert page._stack.currentWidget() is page._empty
    go(window, "add_vehicle", "LGXCE4CC6S0010009")
    assert window.page().vin.vin == "LGXCE4CC6S0010009"


@pytest.mark.parametrize("code", ["es", "th", "ru", "de"])
def test_no_chemistry_is_cut_in_any_language_where_the_fields_stand_in_one_line(window, code):
    window.resize(1340, 768)
    page = go(window, "add_vehicle")
    theme.set_theme(scale=1.25)
    try:
        window.speak(code)
        rest(window)
        choice = page.model.chemistry.choice
        cut = []
        for at in range(choice.count()):
            choice.setCurrentIndex(at)
            ELIDED.clear()
            choice.grab()
            cut += ELIDED
    finally:
        theme.set_theme(scale=1.0)
    assert not cut
