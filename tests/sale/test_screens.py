"""A sale on the screen, by key presses alone: from the ship to the buyer's signature."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sale_story import VIN

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.look.theme import dress
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.market.checklists import ItemKind
from lifecycle_desk.stages.sale.rules.handover import Cable
from lifecycle_desk.stages.sale.rules.inspection import InspectionState
from lifecycle_desk.stages.sale.rules.standing import Happening
from lifecycle_desk.stages.sale.screens import PAGES
from lifecycle_desk.stages.sale.usecases.showing import sale_page
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.usecases.showing import page

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def window(own_seat: Seat, qtbot) -> Iterator[Window]:
    dress(QApplication.instance())
    speech().speak(Language("en"))
    made = Window(
        Desk(own_seat), PAGES, lambda _: [], dealer="Sathorn EV", speak=Language, machine=Machine(), remember=print
    )
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.go(Place("sale"))
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.desk.close()
    speech().speak(Language("en"))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def type_in(*texts: str) -> None:
    """Type texts into fields that follow one another; an empty one passes a field over."""
    for place, text in enumerate(texts):
        if place:
            press(TAB)
        for letter in text:  # QTest itself types nothing but Latin-1
            QApplication.sendEvent(QApplication.focusWidget(), QKeyEvent(QEvent.Type.KeyPress, 0, PLAIN, letter))


def shows(window: Window, qtbot, name: str):
    """The page that is shown, once it is there with what it shows."""
    qtbot.waitUntil(lambda: window.place is not None and window.place.page == name)
    qtbot.waitUntil(lambda: window.page().isVisible())
    return window.page()


def focus_is(qtbot, widget) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is widget and widget.isVisible())


def receive(window: Window, qtbot) -> None:
    qtbot.waitUntil(lambda: window.page().body.is_empty)
    press(Qt.Key.Key_N, CTRL)
    form = shows(window, qtbot, "arrival")
    focus_is(qtbot, form.vin.line)
    type_in(VIN, "", "08Z2T19", "", "MG", "MG4 Electric", "64 kWh", "2026", "Arctic White", "Battery", "LFP", "61.7")
    press(TAB)
    type_in("", "Höegh Trigger", "Laem Chabang", "SHA-88213", "", "Yard B", "2", "18", "12.6", "42")
    press(ENTER, CTRL | SHIFT)


def inspect(window: Window, qtbot) -> None:
    sheet = shows(window, qtbot, "inspection")
    qtbot.waitUntil(lambda: sheet.work is not None)
    focus_is(qtbot, sheet.list)
    for item in sheet.work.items:
        assert sheet.list.here() == item.id
        if item.kind is ItemKind.MEASURE:
            value = item.minimum if item.minimum is not None else item.maximum
            QTest.keyClicks(QApplication.focusWidget(), str(value)[0])
            QTest.keyClicks(QApplication.focusWidget(), str(value)[1:])
            press(ENTER)
        else:
            press(Qt.Key.Key_P)
    press(ENTER, CTRL)


def sell(window: Window, qtbot) -> None:
    sale = shows(window, qtbot, "sale_of")
    focus_is(qtbot, sale.panel.entry.fields["name"].line)
    type_in("Siriporn Chaiyasit", "089 555 0177", "", "989,900")
    press(ENTER, CTRL)


def next_step(window: Window, qtbot, words: str):
    """Press Ctrl+Enter when the sale's page offers the step that is expected next."""
    sale = shows(window, qtbot, "sale_of")

    def offered() -> bool:
        return any(each.kind == "primary" and each.text() == words for card in sale.cards for each in card.buttons)

    qtbot.waitUntil(offered)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(ENTER, CTRL)
    return sale


def test_a_car_goes_from_the_ship_to_its_buyer_by_keys_alone(window, qtbot):
    seat = window.desk.seat
    receive(window, qtbot)
    sale = next_step(window, qtbot, "Put in stock")
    focus_is(qtbot, sale.panel.entry.fields["location"].line)
    assert sale.panel.entry.fields["location"].text == "Yard B"
    press(ENTER, CTRL)

    next_step(window, qtbot, "Start the inspection")
    inspect(window, qtbot)
    next_step(window, qtbot, "Sell")
    sell(window, qtbot)
    focus_is(qtbot, next_step(window, qtbot, "Register").panel.entry.fields["plate"].line)
    type_in("1กข 4821", "กรุงเทพมหานคร", "", "DLT")
    press(ENTER, CTRL)
    next_step(window, qtbot, "Hand over")
    hand_over(window, qtbot)

    shown = page(seat, VIN)
    assert (shown.figures.stage, shown.owner.name, shown.figures.plate) == (
        Stage.IN_USE,
        "Siriporn Chaiyasit",
        "1กข 4821",
    )
    assert [each.told.kind for each in shown.lines] == [
        Happening.RECEIVED,
        Happening.STOCKED,
        Happening.INSPECTED,
        Happening.SOLD,
        Happening.REGISTERED,
        Happening.HANDED_OVER,
    ]
    told = sale_page(seat, VIN)
    assert told.inspections[0].state is InspectionState.PASSED
    assert told.contract.amounts.total.minor == 98_990_000
    assert (told.arrival.said.twelve_volt_mv, told.arrival.said.description.usable_wh) == (12_600, 61_700)
    assert (told.handover.said.cables, told.handover.said.keys) == ((Cable.MODE_2,), 2)
    assert told.handover.receiver == "Siriporn Chaiyasit"
    assert len(told.handover.signature) == 2
    assert shown.figures.warranty_started_on == date(2026, 11, 25)


def hand_over(window: Window, qtbot) -> None:
    form = shows(window, qtbot, "handover")
    focus_is(qtbot, form.odometer.line)
    qtbot.waitUntil(lambda: form.sale is not None)
    type_in("25", "", "90", "")
    press(Qt.Key.Key_Space)
    sheet = form.pad.sheet
    for x in (40, 80):
        QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(x, 30))
        QTest.mouseMove(sheet, QPoint(x + 20, 60))
        QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(x + 20, 60))
    press(ENTER, CTRL)
    focus_is(qtbot, form.print)
