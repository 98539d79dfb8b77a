"""A window with the pages of the sale, and bare ones where these lead to; for tests of screens."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sale_story import VIN, arrival, contract, handing_over, pdi

from lifecycle_desk.app import settle
from lifecycle_desk.base.objections import N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import customs_of
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.look.parts import Line, column
from lifecycle_desk.desktop.look.theme import dress, theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Page, PageWidget, Place
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.stages.sale.rules.arrival import Damage, DamageKind
from lifecycle_desk.stages.sale.rules.inspection import Result
from lifecycle_desk.stages.sale.screens import PAGES
from lifecycle_desk.stages.sale.usecases.arriving import (
    PutInStock,
    StorageCheck,
    log_storage_check,
    put_in_stock,
    receive_vehicle,
)
from lifecycle_desk.stages.sale.usecases.handing_over import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.usecases.inspecting import save_inspection
from lifecycle_desk.stages.sale.usecases.selling import sell_vehicle
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import Description
from lifecycle_desk.vehicle.usecases.people import add_person

HOSTILE = "<img src=x>&"
FAILED, GONE, SUSPECT = "LGXCE4CB7R0000001", "LSJWH4099PN000002", "LGXCE4CB7R0000003"
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


class Bare(PageWidget):
    """A page of another room, of which only the place matters here."""

    def __init__(self, _: Desk) -> None:
        super().__init__()
        self.setLayout(column(Line(), None))


ELSEWHERE = tuple(Page(name, N_("Elsewhere"), "car", Bare) for name in ("vehicle", "reports", "settings", "import"))


def fill(seat: Seat) -> None:
    """A sold car, one whose inspection failed, one in quarantine, and one that is its owner's."""
    number = add_person(seat, Person(HOSTILE, phone="090 555 0100")).made.number
    built = Description("MG", HOSTILE, "64 kWh", 2026, Energy.BEV, colour=HOSTILE)
    damage = Damage("bonnet", DamageKind.DENT, HOSTILE)
    for vin in (VIN, FAILED, GONE, SUSPECT):
        apart = {"damages": (Damage("underbody", DamageKind.CRACK, HOSTILE),)} if vin == SUSPECT else {}
        receive_vehicle(
            seat, arrival(vin=vin, description=built, vessel=HOSTILE, port=HOSTILE, **{"damages": (damage,)} | apart)
        )
    for vin in (VIN, FAILED, GONE):
        put_in_stock(seat, PutInStock(vin, date(2026, 9, 3), HOSTILE))
    log_storage_check(seat, StorageCheck(FAILED, date(2026, 10, 1), 12_700, 50, 260))
    save_inspection(seat, replace(pdi(paint=Result.FAIL), vin=FAILED))
    for vin in (VIN, GONE):
        save_inspection(seat, replace(pdi(), vin=vin))
        sell_vehicle(seat, contract(vin=vin, buyer=number))
    register_vehicle(seat, RegisterVehicle(GONE, date(2026, 9, 25), "1กข 4821", HOSTILE, HOSTILE, HOSTILE))
    hand_over_vehicle(seat, handing_over(vin=GONE))


class Marked(Language):
    """A language whose every answer shows that it was asked."""

    def words(self, message, n=1):
        return f"⟦{super().words(message, n)}⟧" if message else ""


@cache
def _dressed() -> None:
    """Dress the application, once: each time it would follow the language once more."""
    dress(QApplication.instance(), calm=True)


def opened(seat: Seat) -> Window:
    """A window on the books, in English, at the list of stock."""
    customs = customs_of(dealer(seat.store))

    def speak(code: str) -> Language:
        return Marked("en", customs) if code == "marked" else Language(code, customs)

    _dressed()
    speech().speak(speak("en"))
    made = Window(
        Desk(seat),
        (*PAGES, *ELSEWHERE),
        lambda _: [],
        dealer="Sathorn EV",
        speak=speak,
        machine=Machine(width=1440, height=900),
        remember=lambda _: None,
    )
    made.go(Place("sale"))
    return made


def shown(seat: Seat) -> Iterator[Window]:
    """A window that has the keyboard; closed behind the test, so that the application is left as it was found."""
    window = opened(seat)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowExposed(window)
    rest(window)
    yield window
    window.close()
    rest(window)
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if theme.scale != 1.0:
        theme.wear(scale=1.0)
    speech().speak(Language("en"))


def go(window: Window, page: str, key: str = "") -> Any:
    """Go to a page and wait for what it asked of the store."""
    window.desk.go(page, key)
    rest(window)
    return window.page()


def rest(window: Window) -> None:
    """Let what was asked and written come to its end and be shown."""
    for _ in range(3):
        settle(window)
        QCoreApplication.processEvents()


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    rest(window)


def type_in(window: Window, *texts: str) -> None:
    """Type texts into fields that follow one another, in any script; an empty one passes a field over."""
    for place, text in enumerate(texts):
        if place:
            press(window, TAB)
        for letter in text:  # QTest itself types nothing but Latin-1
            QApplication.sendEvent(
                QApplication.focusWidget() or window, QKeyEvent(QEvent.Type.KeyPress, 0, PLAIN, letter)
            )
    rest(window)


def all_of[Kind: QWidget](page: QWidget, kind: type[Kind]) -> list[Kind]:
    """The widgets of a kind that can be seen."""
    return [each for each in page.findChildren(kind) if each.isVisible()]
