"""A window with the pages of vehicles and customers, and bare ones where these lead to; for tests of screens."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.app import settle
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.look.parts import Line, column
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Page, PageWidget
from lifecycle_desk.desktop.palette import Hit
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.screens import PAGES
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Description,
    Note,
    ReadOdometer,
    add_vehicle,
    note_event,
    read_odometer,
)
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.showing import look_for

VIN, OTHER = "LSJWH4095PN000001", "LGXCE4CC6S0010005"
HOSTILE = "<img src=x>&"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Bare(PageWidget):
    """A page of another room, of which only the place matters here."""

    def __init__(self, _: Desk) -> None:
        super().__init__()
        self.setLayout(column(Line(), None))


ELSEWHERE = tuple(Page(name, N_("Elsewhere"), "car", Bare) for name in ("order_form", "reports", "settings", "import"))


def fill(seat: Seat) -> None:
    """Two cars and their owners; the first one's life has a note with a document and a reading that does not fit."""
    anan = add_person(seat, Person("Anan Wongsakul", phone="081 555 0142")).made.number
    niran = add_person(seat, Person(HOSTILE, phone="090 555 0100")).made.number
    built = Description("MG", "MG4 Electric", "64 kWh", 2023, Energy.BEV, Chemistry.NMC, 61_700, HOSTILE)
    add_vehicle(
        seat,
        AddVehicle(
            VIN, date(2023, 3, 10), built, "3กข 4821", Distance(12), anan, first_registered_on=date(2023, 3, 15),
            battery_code="CATL-08Z",
        ),
    )  # fmt: skip
    add_vehicle(seat, AddVehicle(OTHER, date(2024, 5, 6), Description("BYD", HOSTILE), "9กค 18", Distance(5), niran))
    paper = attach(seat, f"{HOSTILE}.bat", b"not a program")
    note_event(seat, Note(VIN, date(2025, 5, 2), f"A rattle {HOSTILE}", (paper.sha256,)))
    for on, km in ((date(2025, 2, 2), 38_902), (date(2025, 8, 12), 44_655), (date(2025, 6, 18), 34_950)):
        read_odometer(seat, ReadOdometer(VIN, on, Distance(km), ReadingSource.OWNER))


def opened(seat: Seat, speak: Callable[[str], Language], size: tuple[int, int] = (1440, 900)) -> Window:
    """A window on the books."""

    def search(text: str) -> list[Hit]:
        return [Hit(each.kind, each.ref, each.vin, each.label) for each in look_for(seat, text).hits]

    machine = Machine(width=size[0], height=size[1])
    return Window(
        Desk(seat), (*PAGES, *ELSEWHERE), search, dealer="Sathorn EV", speak=speak, machine=machine,
        remember=lambda _: None,
    )  # fmt: skip


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


def press(
    window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
) -> None:
    """Press a key where the keyboard is."""
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    rest(window)


def type_in(window: Window, text: str) -> None:
    """Type where the keyboard is, in any script."""
    for letter in text:
        target = QApplication.focusWidget() or window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    rest(window)


def take_first(window: Window, popup: QWidget) -> None:
    """Take the first of what is offered under a field; without a desktop nobody gives the window the keyboard back."""
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    window.activateWindow()
    rest(window)


def all_of[Kind: QWidget](page: QWidget, kind: type[Kind]) -> list[Kind]:
    """The widgets of a kind that can be seen."""
    return [each for each in page.findChildren(kind) if each.isVisible()]
