"""The sale of one car and its handover on the screen: what is said, offered, refused and undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from campaign_books import take_in, written
from hands import CTRL, ENTER, HOSTILE, all_of, go, press, rest, said, shown, type_in
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from sale_story import VIN, arrival, pdi
from sale_window import FAILED, GONE, SUSPECT, fill, stock_window

from lifecycle_desk.base.milestones import Reached
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.parts import Button, InfoBar, Label
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.sale.arrival.usecases import PURCHASED, PutInStock, put_in_stock, receive_vehicle
from lifecycle_desk.stages.sale.contract.usecases.selling import UsedSale, used_sale
from lifecycle_desk.stages.sale.handover.rules import Cable, Explained, HandedPaper
from lifecycle_desk.stages.sale.inspection.usecases import save_inspection
from lifecycle_desk.stages.sale.stock.rules.status import WAY
from lifecycle_desk.stages.sale.stock.screens.entries import checking
from lifecycle_desk.stages.sale.stock.usecases.showing import sale_page
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import contracts, life
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

ICE = "LGWE3T9U3R6000032"


@pytest.fixture
def window(stocked_user, qapp) -> Iterator[Window]:
    yield from shown(stock_window(stocked_user(fill)))


def primary(page) -> list[str]:
    return [each.text() for card in page.cards for each in card.buttons if each.kind == "primary"]


def texts(widget) -> str:
    return "\n".join(each.text() for each in all_of(widget, Label))


def ready(user: UserSession, vin: str = ICE) -> None:
    """A combustion car that is in stock and inspected."""
    receive_vehicle(user, arrival(vin=vin, description=Description("GWM", "Haval H6", "HEV", 2026, Energy.ICE)))
    put_in_stock(user, PutInStock(vin, date(2026, 9, 3), "A-05"))
    save_inspection(user, replace(pdi(energy="ICE"), vin=vin))


@pytest.mark.parametrize(
    ("vin", "words"),
    [
        (VIN, ["Register"]),
        (FAILED, ["Inspect again"]),
        (SUSPECT, ["Start inspection"]),
        (GONE, []),
    ],
)
def test_the_next_step_is_the_primary_one_and_has_the_keyboard(window, vin, words):
    page = go(window, "sale_of", vin)

    assert primary(page) == words
    assert QApplication.focusWidget().text() == (words[0] if words else page.vehicle.text())


@pytest.mark.parametrize(
    ("vin", "told"),
    [
        (VIN, "Arrived, In stock, Inspected, Sold, Registration, Handover"),
        (FAILED, "Arrived, In stock, Inspection, Sale, Registration, Handover"),
        (SUSPECT, "Arrived, Stock entry, Inspection, Sale, Registration, Handover"),
        (GONE, "Arrived, In stock, Inspected, Sold, Registered, Handed over"),
    ],
)
def test_a_car_reads_and_is_heard_as_handed_over_only_once_it_is(window, vin, told):
    page = go(window, "sale_of", vin)
    assert ", ".join(page.steps.names) == told
    speak, words = translator().current, said(page)
    open_steps = [each for each, of in zip(WAY, page.steps.reached, strict=True) if of is not Reached.DONE]
    assert [text for each in open_steps for text in words if speak(each.done) in text] == []


def test_the_next_step_stands_first_so_that_the_keyboard_is_seen(window):
    page = go(window, "sale_of", VIN)
    rest(window)
    tops = [each.y() for each in page.cards]
    done = [each.is_next for each in page.cards].index(True)
    assert tops[done] == min(tops)
    others = [top for at, top in enumerate(tops) if at != done]
    assert others == sorted(others)


def test_what_stands_in_the_way_is_said_with_what_to_do_about_it(window):
    page = go(window, "sale_of", SUSPECT)
    bar = all_of(page, InfoBar)[0]
    assert "quarantine" in texts(bar)
    bar.action.click()
    rest(window)
    assert window.place == Place("inspection", SUSPECT)

    page = go(window, "sale_of", FAILED)
    assert "Paint is free of scratches" in texts(page)
    assert "The vehicle is not sold." in texts(page)


def test_a_campaign_that_keeps_the_car_here_is_said_before_anybody_hands_it_over(window, tmp_path):
    told = {"campaign_no": "MG-1", "title": "Battery", "do_not_drive": "yes", "vin": VIN}
    take_in(window.app.user, written(tmp_path / "c.csv", told))
    page = go(window, "sale_of", VIN)

    bar = all_of(page, InfoBar)[0]
    assert "must not be driven until it is done" in texts(bar)
    form = go(window, "handover", VIN)
    assert not form.done.isEnabled()
    assert "MG-1" in texts(form.blocked)


def test_a_form_that_is_closed_gives_the_keyboard_back(window):
    page = go(window, "sale_of", VIN)
    press(window, ENTER, CTRL)
    assert not any(each.isEnabled() for card in page.cards for each in card.buttons)
    press(window, Qt.Key.Key_Escape)

    assert page.panel.isHidden()
    assert QApplication.focusWidget().text() == "Register"


def test_a_button_that_was_stood_on_is_stood_on_when_the_page_is_made_anew(window):
    page = go(window, "sale_of", VIN)
    next(each for card in page.cards for each in card.buttons if each.text() == "Move").setFocus()
    window.app.changed.emit(frozenset({"sale_stock"}))
    rest(window)

    assert isinstance(QApplication.focusWidget(), Button)
    assert QApplication.focusWidget().text() == "Move"


def test_a_price_tells_what_it_comes_to_while_it_is_typed(window):
    ready(window.app.user)
    page = go(window, "sale_of", ICE)
    press(window, ENTER, CTRL)
    form = page.panel.entry.lines[0][0][0]
    form.form["price"].set_text("1,070")
    form.form["deposit"].set_text("70")
    assert [texts(each).splitlines()[1] for each in form.sums] == ["฿1,000.00", "฿70.00", "฿1,070.00", "฿1,000.00"]
    form.form["custom"].set_value("on_top")
    form.form["discount"].set_text("70")
    assert texts(form.sums[2]).splitlines()[1] == "฿1,070.00"


def test_a_buyer_who_is_known_is_found_and_nobody_is_added(window):
    user = window.app.user
    ready(user)
    number = add_person(user, Person("Niran Wongsakul", phone="081 555 0142")).value.number
    page = go(window, "sale_of", ICE)
    press(window, ENTER, CTRL)
    form = page.panel.entry.lines[0][0][0]
    form.form["buyer"].choose(number, Person("Niran Wongsakul"))
    form.form["price"].set_text("799,000")
    press(window, ENTER, CTRL)

    contract = sale_page(user, ICE).contract
    assert (contract.agreed.buyer, contract.agreed.contract) == (number, "SC-2026-0003")
    assert add_person(user, Person("x")).value.number == number + 1


def test_a_sale_without_a_price_or_a_buyer_says_so_beside_them(window):
    ready(window.app.user)
    page = go(window, "sale_of", ICE)
    press(window, ENTER, CTRL)
    press(window, ENTER, CTRL)
    fields = page.panel.entry.fields

    assert fields["price"].is_faulty
    assert fields["buyer"].is_faulty
    assert QApplication.focusWidget() is fields["buyer"].control
    assert sale_page(window.app.user, ICE).contract is None


def test_an_odd_plate_is_warned_of_and_may_stay_and_the_step_is_undone_by_a_key(window):
    page = go(window, "sale_of", VIN)
    press(window, ENTER, CTRL)
    type_in(window, "ab", "Bangkok")
    assert page.panel.entry.fields["plate"].level == "warning"
    press(window, ENTER, CTRL)
    assert sale_page(window.app.user, VIN).registration.said.plate == "AB"

    press(window, Qt.Key.Key_Z, CTRL)
    assert sale_page(window.app.user, VIN).registration is None


def test_a_combustion_car_is_not_asked_about_its_charge(window):
    ready(window.app.user)
    page = go(window, "sale_of", ICE)
    page.open(checking(page._app, page.shown.sale))
    rest(window)
    fields = page.panel.entry.fields
    assert fields["soc_percent"].isHidden()
    assert fields["signs"].isHidden()
    assert QApplication.focusWidget() is fields["twelve_volt_mv"].control
    type_in(window, "11.5")
    press(window, Qt.Key.Key_Tab)
    assert fields["twelve_volt_mv"].level == "warning"
    press(window, ENTER, CTRL)
    assert sale_page(window.app.user, ICE).checks[0].said.twelve_volt_mv == 11_500


def test_what_a_car_cost_is_asked_for_beside_its_arrival_and_told_nowhere(window):
    page = go(window, "sale_of", VIN)
    next(each for card in page.cards for each in card.buttons if each.text() == "Record purchase price").click()
    rest(window)
    fields = page.panel.entry.fields
    assert QApplication.focusWidget() is fields["price"].control
    press(window, ENTER, CTRL)
    assert fields["price"].level == "fault"
    type_in(window, "812345", "26-104")
    press(window, ENTER, CTRL)
    rest(window)
    with window.app.user.store.reading() as tx:
        bought = life.told(tx, VIN)[-1]
    assert (bought.kind, bought.facts["price"]["minor"]) == ("sale.purchased", 81_234_500)
    assert "812,345" not in texts(window)
    told = PURCHASED.worded(bought, {})
    assert ([*told.detail], "81" in str(told.facts)) == (["26-104"], False)


def test_a_check_tells_the_place_of_a_car_only_where_it_is_another(window):
    page = go(window, "sale_of", VIN)
    for place in ("", "Hall 2"):
        page.open(checking(page._app, page.shown.sale))
        rest(window)
        fields = page.panel.entry.fields
        assert fields["location"].text == sale_page(window.app.user, VIN).standing.location
        fields["odometer"].set_text("21")
        if place:
            fields["location"].set_text(place)
        press(window, ENTER, CTRL)
        rest(window)
        said = sale_page(window.app.user, VIN).checks[-1].said
        assert (said.location, said.odometer.km) == (place, 21)


def test_a_charge_beside_the_12_v_battery_names_the_battery_that_it_is_of(window):
    page = go(window, "sale_of", VIN)
    page.open(checking(page._app, page.shown.sale))
    rest(window)
    fields = page.panel.entry.fields
    fields["twelve_volt_mv"].set_text("12.73")
    fields["soc_percent"].set_text("32")
    press(window, ENTER, CTRL)
    rest(window)
    assert "high-voltage battery at 32%" in texts(page)


def drop(page, file) -> None:
    """Let a file fall on a page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(page.rect().center()), copy, data, button, none))


def test_a_file_that_is_dropped_goes_with_the_step_that_is_being_written(window, tmp_path):
    ready(window.app.user)
    file = tmp_path / "contract.txt"
    file.write_text("signed", "utf-8")
    page = go(window, "sale_of", ICE)
    press(window, ENTER, CTRL)
    form = page.panel.entry.fields
    form["buyer"].set_text("Siriporn")
    form["price"].set_text("500,000")
    drop(page, file)
    rest(window)
    press(window, ENTER, CTRL)
    rest(window)
    assert len(sale_page(window.app.user, ICE).contract.said.documents) == 1

    page = go(window, "handover", VIN)
    page.form["odometer"].set_text("25")
    drop(page, file)
    rest(window)
    press(window, ENTER, CTRL)
    rest(window)
    assert len(sale_page(window.app.user, VIN).handover.said.documents) == 1


def test_a_form_that_is_opened_has_no_fault_yet(window):
    ready(window.app.user)
    page = go(window, "sale_of", ICE)
    press(window, ENTER, CTRL)

    assert not any(each.is_faulty for each in page.panel.entry.fields.values())


def test_a_car_that_never_came_here_teaches_where_a_sale_begins(window):
    page = go(window, "sale_of", "LSJWH4090PN000009")
    all_of(page, Button)[0].click()
    rest(window)

    assert window.place == Place("arrival", "LSJWH4090PN000009")


def test_a_used_car_that_never_came_here_is_sold_under_contract(window):
    user = window.app.user
    used = "LGWE3T9U3R6000099"
    add_vehicle(user, AddVehicle(used, date(2026, 9, 1), Description("GWM", "Haval H6", "HEV", 2024, Energy.ICE)))
    page = go(window, "sale_of", used)
    assert page.sell_used.isVisible()
    page.sell_used.click()
    rest(window)
    form = page.used_panel.entry.fields
    form["price"].set_text("500,000")
    form["buyer"].set_text("สมหญิง ใหม่")
    form["phone"].set_text("081 555 0100")
    press(window, ENTER, CTRL)
    rest(window)

    with user.store.reading() as tx:
        assert [each.vin for each in contracts.contracts(tx) if each.cancelled is None][-1] == used
        (told,) = [each for each in life.told(tx, used) if each.kind == "sale.sold"]
    assert told.facts["tax"]["percent"] == "7"  # the market has no margin scheme
    assert told.facts["amounts"]["tax"]["minor"] == 3_271_028
    assert used_sale(user, used) == UsedSale(contract=told.facts["contract"])
    rest(window)
    page = go(window, "sale_of", used)
    assert page.sell_used.text() == f"Cancel contract {told.facts['contract']}…"
    page.sell_used.click()
    rest(window)
    page.used_panel.entry.fields["why"].set_text("no money")
    press(window, ENTER, CTRL)
    rest(window)
    assert used_sale(user, used) == UsedSale(may_be_sold=True)


def test_a_handover_that_is_not_allowed_says_why_before_anything_is_typed(window):
    page = go(window, "handover", FAILED)

    assert page.blocked.isVisible()
    assert not page.done.isEnabled()
    page.blocked.action.click()
    rest(window)
    assert window.place == Place("sale_of", FAILED)


def test_the_warranty_tells_both_days_and_the_rule_that_chooses(window):
    page = go(window, "handover", VIN)
    page.form["on"].set_text("24/11/2026")

    assert "24 Nov 2026" in texts(page.dates[0])
    assert "not yet" in texts(page.dates[1])
    assert "24 Nov 2026" in texts(page.dates[2])
    assert texts(page.dates[2]).splitlines()[-1].startswith("From handover")


def test_a_handover_without_keys_is_refused_beside_the_field(window):
    page = go(window, "handover", VIN)
    page.form["odometer"].set_text("25")
    page.form["keys"].set_text("")
    press(window, ENTER, CTRL)
    assert page.form["keys"].is_faulty
    page.form["keys"].set_text("0")
    press(window, ENTER, CTRL)
    assert page.form["keys"].is_faulty
    assert sale_page(window.app.user, VIN).handover is None


def test_what_goes_along_is_ticked_and_written_line_by_line(window):
    page = go(window, "handover", VIN)
    page.form["odometer"].set_text("25")
    page.form["papers"].ticks[HandedPaper.MANUAL].click()
    page.form["explained"].ticks[Explained.CHARGING].click()
    page.form["accessories"].set_text(f"Floor mats\n\n {HOSTILE} ")
    press(window, ENTER, CTRL)

    told = sale_page(window.app.user, VIN).handover
    assert (told.said.papers, told.said.explained) == ((HandedPaper.MANUAL,), (Explained.CHARGING,))
    assert told.said.accessories == ("Floor mats", HOSTILE)
    assert QApplication.focusWidget() is page.print
    page.print.click()
    assert window.place == Place("reports", VIN)


def test_the_next_car_begins_with_an_empty_handover(window):
    page = go(window, "handover", VIN)
    page.form["odometer"].set_text("25")
    page.form["cables"].ticks[Cable.V2L].click()
    page = go(window, "handover", FAILED)

    assert page.form["odometer"].text == ""
    assert page.form["cables"].values == ()
