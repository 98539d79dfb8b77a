"""An adviser's day at the machine that the workshop shares, by keyboard, in two languages.

A car that has an appointment comes, its order opens, one part lies on the shelf and another is to be ordered, its owner
is written to, the work is done, and the car goes back with its papers. After each step the store is asked what it
holds then.
"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from examples import NOON
from hands import ALT, CTRL, ENTER, NO_WARNINGS, SHIFT, TAB
from newcomer import Newcomer
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from shared_desk import at_the_desk, people_of, shared_example, signs_in

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.appointments import ARRIVED, WorkKind
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentShown, appointment_card, diary_days
from lifecycle_desk.stages.service.orders.rules.orders import Line, OrderSheet, RepairOrder
from lifecycle_desk.stages.service.orders.rules.states import BOOKED, CHECK, HANDED_OVER, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRows
from lifecycle_desk.stages.service.purchasing.usecases.ordering import order_parts
from lifecycle_desk.stages.service.purchasing.usecases.receiving import receive_parts
from lifecycle_desk.stages.service.purchasing.usecases.requests import (
    OrderParts,
    PartOrdered,
    PartReceived,
    ReceiveParts,
)
from lifecycle_desk.stages.service.purchasing.usecases.wanting import all_wanted
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue_part
from lifecycle_desk.stages.service.shelf.usecases.requests import IssuePart
from lifecycle_desk.stages.service.shelf.usecases.showing import part_card
from lifecycle_desk.vehicle.usecases.showing import page as vehicle_page

pytestmark = NO_WARNINGS
ON_THE_SHELF, TO_ORDER = "WB-98350", "BP-58101"
SINCE_THE_LAST, TRIED_OUT, DONE = 250, 3, "Serviced"  # km, and what was done


@pytest.fixture(params=["en", "th"])
def desk(request, tmp_path, tmp_path_factory, stopped_clock, qtbot):
    """Somebody before the shared machine on a Wednesday noon."""
    stopped_clock(NOON)
    user = shared_example(tmp_path_factory.getbasetemp(), tmp_path / "books" / "desk.ldk")
    yield from at_the_desk(user, request.param, qtbot)


def says(message: str) -> str:
    return translator().current(message)


def of_store(desk: Newcomer, number: str) -> RepairOrder:
    """An order as the store holds it."""
    return order(desk.window.app.user, number).order


def parts(sheet: OrderSheet) -> list[Line]:
    """The parts of a sheet that this story is about."""
    return [each for each in sheet.lines if each.code in {ON_THE_SHELF, TO_ORDER}]


def reading(user: UserSession, vin: str) -> int:
    """The last reading of a car, in km."""
    return vehicle_page(user, vin).figures.odometer_km or 0


def expected_today(user: UserSession) -> AppointmentShown:
    """An appointment of today for the service of a car that is known, whose owner can be called."""
    (day,) = diary_days(user, today_at(user), 1).days
    return next(
        each
        for each in day.shown
        if each.of.is_expected and each.of.vin and each.phone and each.of.work is WorkKind.MAINTENANCE
    )


def goes_to(desk: Newcomer, wanted: AppointmentShown) -> None:
    """Walk the diary by the arrows to an appointment."""
    grid = desk.page.grid
    desk.until(lambda: grid.sheet.place_of(wanted.number) is not None)
    assert desk.at is grid
    place = grid.sheet.place_of(wanted.number)
    while grid.place != place:
        desk.press(Qt.Key.Key_Right if grid.place < place else Qt.Key.Key_Left)
    while grid.current is None or grid.current.number != wanted.number:
        desk.press(Qt.Key.Key_Down if grid.stop.minute < wanted.of.start else Qt.Key.Key_Up)
    desk.until(lambda: desk.page.panel.card and desk.page.panel.card.shown.number == wanted.number)


def sees_it_arrive(desk: Newcomer, wanted: AppointmentShown) -> str:
    """Mark an appointment of the diary as arrived; gives the number of the order that opens by that."""
    user = desk.window.app.user
    desk.press(Qt.Key.Key_F1)  # the help names the key of the sheet of keys
    desk.find(says(N_("Appointments")), Place("diary"))
    goes_to(desk, wanted)
    desk.press(ENTER, CTRL)
    desk.until(lambda: desk.window.place.page == "order" and desk.page._page)
    number = desk.window.place.key
    card = appointment_card(user, wanted.number)
    assert (card.shown.of.state, card.shown.order) == (ARRIVED, number)
    opened = of_store(desk, number)
    assert (opened.state, opened.vin, opened.sheet.customer) == (BOOKED, wanted.of.vin, wanted.of.customer)
    assert opened.sheet.jobs  # the service that is due
    return number


def reads_the_keys(desk: Newcomer) -> None:
    """Leave the fields of a page, and read the sheet of its keys; the keyboard goes back to where it was."""
    here = desk.at
    desk.press(TAB, SHIFT)
    desk.press(Qt.Key.Key_Question)
    assert desk.window.sheet.is_open
    desk.press(Qt.Key.Key_Escape)
    desk.press(TAB)
    assert desk.at is here


def adds_a_part(desk: Newcomer, code: str) -> None:
    """Begin a line of a part, and take what is offered for its number."""
    desk.press(Qt.Key.Key_P, ALT)
    desk.type(code)
    desk.until(lambda: desk.page.sheet.offers.box.is_open)
    desk.press(ENTER)


def writes_its_lines(desk: Newcomer, number: str) -> None:
    """Write the reading, a part from the shelf, and one that there is not, which is marked as to be ordered."""
    user = desk.window.app.user
    before = of_store(desk, number)
    km = reading(user, before.vin) + SINCE_THE_LAST
    assert desk.at is desk.page.reception.odometer.line
    reads_the_keys(desk)
    desk.type(str(km))
    adds_a_part(desk, ON_THE_SHELF)
    adds_a_part(desk, TO_ORDER)
    desk.press(Qt.Key.Key_F10, SHIFT)
    assert isinstance(QApplication.activePopupWidget(), QMenu)
    desk.press(ENTER)  # not in stock
    desk.press(Qt.Key.Key_S, CTRL)
    desk.until(lambda: of_store(desk, number).revision > before.revision)
    sheet = of_store(desk, number).sheet
    assert sheet.odometer_in
    assert sheet.odometer_in.km == km
    assert {each.code: each.awaited for each in parts(sheet)} == {ON_THE_SHELF: False, TO_ORDER: True}
    with user.store.reading() as tx:
        assert [each.code for each in all_wanted(tx) if each.order_key == before.key] == [TO_ORDER]


def writes_to_its_owner(desk: Newcomer, number: str, owner: str) -> None:
    """Copy the message of the part that is awaited, in the list of all that are."""
    desk.find(says(N_("Parts on order")), Place("parts_on_order"))
    table = desk.page.body.table
    desk.until(table.long.rowCount)
    keys = list(PartRows(desk.window.app.user).keys())
    wanted = next(key for key, each in PartRows(desk.window.app.user).rows(keys).items() if each.order == number)
    assert desk.at is table
    for _ in range(table.long.rowCount()):
        if table.current_key() == wanted:
            break
        desk.press(Qt.Key.Key_Down)
    QGuiApplication.clipboard().clear()
    desk.find(says(N_("Copy messages")), Place("parts_on_order"))
    desk.until(lambda: owner in QGuiApplication.clipboard().text())


def parts_come(user: UserSession, number: str) -> None:
    """Meanwhile the parts clerk, at another machine, hands out the one part, and orders and receives the other."""
    at_the_store = replace(user, staff=people_of(user)[Role.PARTS].name)
    lines = {each.code: each.id for each in parts(order(user, number).order.sheet)}
    before = part_card(user, ON_THE_SHELF).row.figure.thousandths
    issue_part(at_the_store, IssuePart(code=ON_THE_SHELF, quantity=Decimal(1), order=number, line=lines[ON_THE_SHELF]))
    missing = Decimal(len(part_card(user, TO_ORDER).lines))  # others wait for it too, and come first
    bought = order_parts(at_the_store, OrderParts(supplier=1, lines=(PartOrdered(code=TO_ORDER, quantity=missing),)))
    receive_parts(
        at_the_store, ReceiveParts(parts=(PartReceived(order=bought.value.number, line=1, quantity=missing),))
    )
    assert part_card(user, ON_THE_SHELF).row.figure.thousandths == before - 1_000
    assert number in [each.order for each in part_card(user, TO_ORDER).reserved]
    assert not any(each.awaited for each in parts(order(user, number).order.sheet))


def brings_it_to_the_end(desk: Newcomer, number: str) -> None:
    """Write what was done into each job, and move the order on until the car is ready."""
    desk.find(number, Place("order", number))
    desk.until(lambda: desk.page._page and not any(each.awaited for each in parts(desk.page._page.order.sheet)))
    for card in desk.page.jobs.cards:
        while desk.at is not card.correction.lines:
            desk.press(TAB)
        desk.type(DONE)
    for state in (IN_WORK, CHECK, READY):
        desk.press(ENTER, CTRL)
        desk.until(lambda state=state: of_store(desk, number).state is state)
    assert all(DONE in job.correction for job in of_store(desk, number).sheet.jobs)


def hands_it_over(desk: Newcomer, number: str) -> None:
    """Give the car back to its owner."""
    user = desk.window.app.user
    there = reading(user, of_store(desk, number).vin)
    desk.until(lambda: desk.page._page.order.state is READY)
    desk.press(ENTER, CTRL)
    desk.until(lambda: desk.at is desk.page.panel.odometer.line)
    desk.type(str(there + TRIED_OUT))
    desk.press(ENTER, CTRL)
    desk.until(lambda: of_store(desk, number).state is HANDED_OVER)
    closed = of_store(desk, number)
    assert (closed.handed_over_on, closed.closing_event is not None) == (today_at(user), True)
    assert reading(user, closed.vin) == there + TRIED_OUT


def saves_its_papers(desk: Newcomer, number: str, papers: list[Path]) -> None:
    """Save the service report, and then the summary from which the invoice is written."""
    desk.until(lambda: desk.page._page.order.state is HANDED_OVER)
    desk.press(Qt.Key.Key_P, CTRL)
    desk.until(lambda: desk.window.place == Place("reports", f"order:{number}"))
    for kind, paper in zip(("service-report", "order-summary"), papers, strict=True):
        while desk.page.kinds.report.kind != kind:
            desk.press(Qt.Key.Key_Down)
        desk.until(desk.page.save.isEnabled)
        desk.press(Qt.Key.Key_S, CTRL)
        desk.until(paper.exists)
        assert paper.read_bytes().startswith(b"%PDF")


def test_an_adviser_takes_a_car_in_by_its_appointment_and_gives_it_back_with_its_papers(desk, monkeypatch, tmp_path):
    user, papers = desk.window.app.user, [tmp_path / "report.pdf", tmp_path / "summary.pdf"]
    places = iter(papers)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(next(places)), ""))
    signs_in(desk, people_of(user)[Role.ADVISER])
    wanted = expected_today(user)
    number = sees_it_arrive(desk, wanted)
    writes_its_lines(desk, number)
    writes_to_its_owner(desk, number, wanted.customer)
    parts_come(desk.window.app.user, number)
    brings_it_to_the_end(desk, number)
    hands_it_over(desk, number)
    saves_its_papers(desk, number, papers)
