"""A sale on the screen, by key presses alone: from the ship to the buyer's signature."""

from collections.abc import Iterator
from datetime import date

import pytest
from hands import CTRL, ENTER, SHIFT, TAB, press, rest, shown, type_in
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sale_story import VIN
from sale_window import stock_window

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.market.checklist_items import ItemKind
from lifecycle_desk.stages.sale.handover.rules import Cable
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.stages.sale.stock.usecases.showing import sale_page
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.usecases.showing import page


@pytest.fixture
def window(own_user: UserSession, qapp) -> Iterator[Window]:
    yield from shown(stock_window(own_user))


def shows(window: Window, name: str):
    """The page that is shown, once it is there with what it shows."""
    rest(window)
    assert window.place is not None
    assert window.place.page == name
    return window.page()


def here(field) -> bool:
    """Whether the keyboard is in a field."""
    return QApplication.focusWidget() is field.control


def receive(window: Window) -> None:
    assert window.page().body.is_empty
    press(window, Qt.Key.Key_N, CTRL)
    form = shows(window, "arrival")
    assert here(form.vin)
    type_in(
        window, VIN, "", "08Z2T19", "", "MG", "MG4 Electric", "64 kWh", "2026", "Arctic White", "Battery", "LFP", "61.7"
    )
    press(window, TAB)
    type_in(window, "", "Höegh Trigger", "Laem Chabang", "SHA-88213", "", "Yard B", "2", "18", "12.6", "42")
    press(window, ENTER, CTRL | SHIFT)


def inspect(window: Window) -> None:
    sheet = shows(window, "inspection")
    assert QApplication.focusWidget() is sheet.list
    for item in sheet.work.items:
        assert sheet.list.here() == item.id
        if item.kind is ItemKind.MEASURE:
            value = item.minimum if item.minimum is not None else item.maximum
            type_in(window, str(value))
            press(window, ENTER)
        else:
            press(window, Qt.Key.Key_P)
    press(window, ENTER, CTRL)


def sell(window: Window) -> None:
    sale = shows(window, "sale_of")
    assert here(sale.panel.entry.fields["name"])
    type_in(window, "Siriporn Chaiyasit", "089 555 0177", "", "989,900")
    press(window, ENTER, CTRL)


def next_step(window: Window, words: str):
    """Press Ctrl+Enter when the sale's page offers the step that is expected next."""
    sale = shows(window, "sale_of")

    assert [each.text() for card in sale.cards for each in card.buttons if each.kind == "primary"] == [words]
    assert QApplication.focusWidget().text() == words
    press(window, ENTER, CTRL)
    return sale


def test_a_car_goes_from_the_ship_to_its_buyer_by_keys_alone(window):
    user = window.app.user
    receive(window)
    sale = next_step(window, "Put in stock")
    assert here(sale.panel.entry.fields["location"])
    assert sale.panel.entry.fields["location"].text == "Yard B"
    press(window, ENTER, CTRL)

    next_step(window, "Start inspection")
    inspect(window)
    next_step(window, "Sell")
    sell(window)
    assert here(next_step(window, "Register").panel.entry.fields["plate"])
    type_in(window, "1กข 4821", "กรุงเทพมหานคร", "", "DLT")
    press(window, ENTER, CTRL)
    next_step(window, "Hand over")
    hand_over(window)

    life = page(user, VIN)
    assert (life.figures.stage, life.owner.name, life.figures.plate) == (
        Stage.IN_USE,
        "Siriporn Chaiyasit",
        "1กข 4821",
    )
    assert [each.told.kind for each in life.lines] == [
        Happening.RECEIVED,
        Happening.STOCKED,
        Happening.INSPECTED,
        Happening.SOLD,
        Happening.REGISTERED,
        Happening.HANDED_OVER,
    ]
    told = sale_page(user, VIN)
    assert told.inspections[0].found.state is InspectionState.PASSED
    assert told.contract.agreed.amounts.total.minor == 98_990_000
    described = told.arrival.said.description
    assert (described.energy, described.chemistry, described.usable_wh) == (Energy.BEV, Chemistry.LFP, 61_700)
    assert told.arrival.said.twelve_volt_mv == 12_600
    assert (told.handover.said.cables, told.handover.said.keys) == ((Cable.MODE_2,), 2)
    assert told.handover.said.receiver == "Siriporn Chaiyasit"
    assert len(told.handover.said.signature) == 2
    assert life.figures.warranty_started_on == date(2026, 11, 25)


def hand_over(window: Window) -> None:
    form = shows(window, "handover")
    assert here(form.form["odometer"])
    type_in(window, "25", "", "90", "")
    press(window, Qt.Key.Key_Space)
    sheet = form.form["signature"].sheet
    for x in (40, 80):
        QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(x, 30))
        QTest.mouseMove(sheet, QPoint(x + 20, 60))
        QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(x + 20, 60))
    press(window, ENTER, CTRL)
    assert QApplication.focusWidget() is form.print
