"""The story that the program is for, walked by keyboard in the whole window: from the ship to the first repair order.

A car is received, stored and inspected in English; then the language is switched to Thai, and in Thai it is sold,
registered and handed over, found by the tail of its VIN, brought to the workshop, and its service report is printed in
the customer's own language.
"""

from collections.abc import Iterator
from io import BytesIO

import pytest
from hands import CTRL, ENTER, TAB, let_go, press, rest, type_in
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sale_story import VIN
from test_screens_walk import hand_over, inspect, next_step, receive, sell, shows

from lifecycle_desk import app
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.look.theme import apply_style, theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.usecases.showing import order, orders_of
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.usecases.people import Customer, change_person
from lifecycle_desk.vehicle.usecases.showing import page


@pytest.fixture
def window(own_user: UserSession, qtbot) -> Iterator[Window]:
    """The whole window, as it opens on a new dealer's books."""
    apply_style(app.application())
    theme.set_theme(dark=False, calm=True)
    made = app.window(own_user, Machine(page="sale", language="en"), remember=False)
    made.show()
    qtbot.waitExposed(made)
    rest(made)
    yield made
    let_go(made)
    translator().set_language(Language("en"))


def write(window: Window, *texts: str) -> None:
    """Each text, and Enter behind it."""
    for text in texts:
        if text:
            type_in(window, text)
        press(window, ENTER)


def test_a_car_goes_from_the_ship_to_its_first_repair_order_by_keyboard(window, qtbot):
    user = window.app.user
    receive(window)
    next_step(window, "Put in stock")
    press(window, ENTER, CTRL)
    next_step(window, "Start inspection")
    inspect(window)
    shows(window, "sale_of")

    window.speak("th")
    assert QApplication.focusWidget().text() == "ขาย"
    press(window, ENTER, CTRL)
    sell(window)
    shows(window, "sale_of")
    press(window, ENTER, CTRL)
    type_in(window, "1กข 4821", "กรุงเทพมหานคร", "", "DLT")
    press(window, ENTER, CTRL)
    shows(window, "sale_of")
    press(window, ENTER, CTRL)
    hand_over(window)
    owner = page(user, VIN).figures.owner
    assert page(user, VIN).figures.stage is Stage.IN_USE

    press(window, Qt.Key.Key_K, CTRL)
    type_in(window, VIN[-6:])
    qtbot.waitUntil(lambda: any(not row.is_heading for row in window.palette_box.found.rows.rows))
    press(window, ENTER)
    shows(window, "vehicle")
    assert window.place.key == VIN

    change_person(user, Customer(owner, page(user, VIN).owner.__replace__(language="th")))
    press(window, Qt.Key.Key_4, CTRL)
    shows(window, "service")
    press(window, Qt.Key.Key_N, CTRL)
    form = shows(window, "order_form")
    write(window, VIN[-6:])
    qtbot.waitUntil(lambda: form.vehicle.vehicle is not None)
    log_the_visit(window)
    qtbot.waitUntil(lambda: bool(orders_of(user, VIN)))

    found = orders_of(user, VIN)[0].number
    assert order(user, found).order.state is OrderState.HANDED_OVER
    paper = printed(user, found)
    assert VIN in paper
    assert "เปลี่ยนเซนเซอร์" in paper
    assert "รายงานการบริการ" in paper
    assert [each.told.kind for each in page(user, VIN).lines if each.stands][-1] == "service.order"
    assert books.check(user, tuple(offered("checks"))).sound


def log_the_visit(window: Window) -> None:
    """One job with one line of labour, as its paper goes."""
    write(window, "", "48,212", "", "Nok Kanjana", "Somchai Pradit")
    press(window, TAB)
    for text in ("แอร์ไม่เย็น", "เซนเซอร์อ่านค่าสูง", "เปลี่ยนเซนเซอร์"):
        type_in(window, text)
        press(window, TAB)
    write(window, "HV-2210", "ตรวจระบบแอร์", "0.6", "", "c")
    press(window, ENTER, CTRL)


def printed(user: UserSession, number: str) -> str:
    """The service report as its reader gets it, read back."""
    report = next(each for each in offered("reports") if each.kind == "service-report")
    request = report.takes(order=number)
    pdf = report.draw(user, request, spoken(user, report.language_of(user, request))).pdf()
    return "\n".join(each.extract_text() for each in PdfReader(BytesIO(pdf)).pages)
