"""An adviser's first hour, without a mouse and with nothing known beforehand, in two languages.

Besides Tab, Enter, the arrows, Escape and what she types she presses no key that she has not seen: on a button, in the
sidebar, in a note, or on the sheet of keys once she has opened it. Each key is counted.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import NOON, example_user
from hands import ALT, CTRL, ENTER, NO_WARNINGS, TAB, dress_once, shown
from newcomer import Newcomer
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from lifecycle_desk.app import window
from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.rules.help_pages import FIRST_HOUR
from lifecycle_desk.schedules.rules import DueList
from lifecycle_desk.stages.service.due.screens.listing import DuePage
from lifecycle_desk.stages.service.due.usecases import DueCars, DueSummary, due_car
from lifecycle_desk.stages.service.orders.rules.states import BOOKED, HANDED_OVER
from lifecycle_desk.stages.service.orders.usecases.showing import orders_of
from lifecycle_desk.vehicle.usecases.showing import page as vehicle_page

pytestmark = NO_WARNINGS
MOST = 70  # keys of the whole hour beside what is typed as text


@pytest.fixture(params=["en", "ar"])
def she(request, tmp_path, stopped_clock, qtbot) -> Iterator[Newcomer]:
    stopped_clock(NOON)
    dress_once()
    user = example_user(tmp_path / "desk.ldk")
    made = window(user, Machine(language=request.param), remember=False)
    for found in shown(made):
        yield Newcomer(found, qtbot)
    user.store.close()


def due(user: UserSession, *which: DueList) -> list[DueSummary]:
    """Cars of which something is due, with an owner who can be called and no order that is open."""
    rows = [each for listed in (DueCars(user, each) for each in which) for each in listed.rows(listed.keys()).values()]
    found = [each for each in rows if each.order is None and each.phone]
    assert len(found) > 1
    return found


def reads_the_help(she: Newcomer) -> None:
    """Help on the page, and on all keys; the tour is found and left for later."""
    assert she.window.place == Place("today")
    she.press(Qt.Key.Key_F1)
    she.until(lambda: she.window.place == Place("help", "today"))
    she.press(Qt.Key.Key_Question)
    assert she.window.sheet.is_open
    she.press(Qt.Key.Key_Escape)
    assert not she.window.sheet.is_open
    assert she.window.place == Place("help", "today")
    she.find(translator().current(N_("First-hour tour")), Place("help", FIRST_HOUR))
    assert she.at is she.page.tour.next_button()


def writes_an_order(she: Newcomer, car: DueSummary) -> str:
    """Find a car by its plate, and begin from its page the order of a visit that is over; gives its number."""
    user = she.window.app.user
    she.find(car.plate, Place("vehicle", car.vin))
    she.press(Qt.Key.Key_N, CTRL)
    assert isinstance(QApplication.activePopupWidget(), QMenu)
    she.press(ENTER)
    she.until(lambda: she.window.place == Place("order_form", car.vin) and she.page.vehicle.vehicle)
    form = she.page
    assert she.at is form.reception.odometer.line
    she.type(str((vehicle_page(user, car.vin).figures.odometer_km or 0) + 250))
    for _ in range(5):  # when it is promised, who looks after it, the language of the papers
        she.press(ENTER)
    assert she.at is form.jobs.cards[0].complaint.lines
    for text in ("Brakes squeak when cold", "Pads worn to 3 mm", "Pads replaced"):
        she.type(text)
        she.press(TAB)
    assert she.at is form.jobs.cards[0].rows[0].code
    for text in ("BR-10", "Front brake pads", "0.8"):
        she.type(text)
        she.press(ENTER)
    she.press(ENTER, CTRL)
    she.until(lambda: not form.done.isHidden())
    assert she.at is form.done.next
    saved = next(each for each in orders_of(user, car.vin) if each.complaint == "Brakes squeak when cold")
    assert saved.state is HANDED_OVER
    return saved.number


def looks_at_its_paper(she: Newcomer, number: str, paper: Path) -> None:
    """Look at the report of a visit, and save it as a PDF."""
    she.press(Qt.Key.Key_P, CTRL)
    she.until(lambda: she.window.place == Place("reports", f"order:{number}"))
    page = she.page
    she.until(page.save.isEnabled)
    she.press(Qt.Key.Key_S, CTRL)
    she.until(paper.exists)
    assert paper.read_bytes().startswith(b"%PDF")


def books_the_wrong_car_and_undoes_it(she: Newcomer, car: DueSummary) -> None:
    """Begin the next order, save it as booked, and take it back by the key that the note shows."""
    user = she.window.app.user
    she.press(Qt.Key.Key_1, CTRL)
    she.until(lambda: she.window.place == Place("today"))
    she.press(Qt.Key.Key_N, CTRL)
    she.until(lambda: she.window.place == Place("order_form"))
    form = she.page
    assert she.at is form.vehicle.line
    she.type(car.plate)
    she.press(ENTER)
    she.until(lambda: form.vehicle.vehicle)
    while she.at is not form.jobs.cards[0].complaint.lines:
        she.press(ENTER)
    she.type("Wipers leave streaks")
    she.press(Qt.Key.Key_S, CTRL)
    she.until(lambda: any(each.state is BOOKED for each in orders_of(user, car.vin)))
    she.until(lambda: not form.done.isHidden())
    she.press(Qt.Key.Key_Z, CTRL)
    she.until(lambda: not any(each.state is BOOKED for each in orders_of(user, car.vin)))


def sees_what_is_for_today(she: Newcomer) -> None:
    """Open the first of today's list, and come back to it."""
    today = Place("today")
    she.press(Qt.Key.Key_1, CTRL)
    she.until(lambda: she.window.place == today)
    she.press(ENTER)
    she.until(lambda: she.window.place != today)
    reads_leftwards = she.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    she.press(Qt.Key.Key_Right if reads_leftwards else Qt.Key.Key_Left, ALT)  # as the arrow in the bar points
    she.until(lambda: she.window.place == today)


def stands_on_a_due_car(she: Newcomer, page: DuePage) -> str:
    """Go down the list to a car that is due and not booked; gives its VIN."""
    wanted = {each.vin for each in due(she.window.app.user, DueList.OVERDUE, DueList.LATER)}
    she.until(lambda: page.card.car)
    while page.card.car is None or page.card.car.line.vin not in wanted:
        before = page.table.currentIndex().row()
        she.press(Qt.Key.Key_Down)
        assert page.table.currentIndex().row() > before, "the end of the list"
    return page.card.car.line.vin


def calls_who_is_due(she: Newcomer, calls: list[str]) -> None:
    """Call one whose car is due, copy what is written to them, put the reminder off, and book another one's car."""
    user = she.window.app.user
    she.find(translator().current(N_("Service due")), Place("due"))
    page = she.page
    assert she.at is page.table
    called = stands_on_a_due_car(she, page)
    she.press(Qt.Key.Key_L, CTRL)
    assert calls == [f"tel:{page.card.car.owner.phone.replace(' ', '')}"]
    she.press(Qt.Key.Key_M, CTRL)
    assert page.card.car.owner.name in QGuiApplication.clipboard().text()
    she.press(Qt.Key.Key_J, CTRL)
    she.press(Qt.Key.Key_Down)
    she.press(ENTER)
    she.until(lambda: due_car(user, called).line.put_off)
    assert she.at is page.table
    wanted = stands_on_a_due_car(she, page)
    assert wanted != called
    she.press(ENTER)
    assert she.at is page.card.book
    she.press(ENTER)
    she.until(lambda: she.window.place.page == "order")
    assert any(each.state is BOOKED for each in orders_of(user, wanted))


def speaks_another_language(she: Newcomer) -> None:
    """Choose another language by its own name, whichever is spoken now."""
    she.press(Qt.Key.Key_K, CTRL)
    she.type("Español")
    she.press(ENTER)
    she.until(lambda: translator().current.code == "es")


def test_an_advisers_first_hour(she, monkeypatch, tmp_path):
    calls, paper = list[str](), tmp_path / "report.pdf"
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: calls.append(url.toString()))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(paper), ""))
    car, other = due(she.window.app.user, DueList.LATER)[:2]
    reads_the_help(she)
    number = writes_an_order(she, car)
    looks_at_its_paper(she, number, paper)
    books_the_wrong_car_and_undoes_it(she, other)
    sees_what_is_for_today(she)
    calls_who_is_due(she, calls)
    speaks_another_language(she)
    assert len(she.pressed) <= MOST, she.pressed
