"""Clocks beside an order and the capacity above the board: by keys, on another day, forgotten and put right."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hands import CTRL, ENTER
from PySide6.QtCore import Qt
from screen import Hands, at_the_window
from workshop import COOLING, VIN

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.look.parts import Label
from lifecycle_desk.stages.service.clocks.usecases import SetHours, StartClock, set_technician_hours, start_clock
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import day_of, order

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)  # 13:00 in Bangkok
NUMBER, SOMCHAI = "RO-2026-0001", "Somchai Pradit"


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    take_on(own_shop, Member("somchai", SOMCHAI, Role.TECHNICIAN))
    jobs = (COOLING, Job(complaint="Squeaks"))
    open_repair_order(
        own_shop, OpenRepairOrder(vin=VIN, jobs=jobs, technician=SOMCHAI, promised=NOW + timedelta(hours=2))
    )
    with at_the_window(own_shop, qtbot) as found:
        yield found


def test_one_key_starts_and_stops_the_clock_of_the_job_in_which_one_writes(hands, own_shop, stopped_clock):
    page = hands.go("order", NUMBER)
    page.jobs.cards[1].complaint.lines.setFocus()
    hands.press(Qt.Key.Key_T, CTRL)
    hands.until(lambda: [each.job for each in order(own_shop, NUMBER).running] == [1])
    hands.until(lambda: page.clocks.buttons[1].text() == "Stop clock")
    assert page.clocks.buttons[0].text() == "Start clock"

    stopped_clock(NOW + timedelta(minutes=18))
    hands.press(Qt.Key.Key_T, CTRL)
    hands.until(lambda: [(each.job, each.minutes) for each in order(own_shop, NUMBER).worked] == [(1, 18)])
    assert hands.told[-1] == "18 minutes on job 2."
    hands.until(lambda: page.clocks.buttons[1].text() == "Start clock")


def test_a_job_that_was_just_saved_is_the_same_job_when_it_is_saved_again_under_a_running_clock(hands, own_shop):
    page = hands.go("order", NUMBER)
    page.jobs.add_job().complaint.set_text("Rattles")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: len(order(own_shop, NUMBER).order.sheet.jobs) == 3)
    made = order(own_shop, NUMBER).order.sheet.jobs[2].id
    hands.until(lambda: page.jobs.cards[2].id == made and not page.save.isEnabled())
    start_clock(own_shop, StartClock(number=NUMBER, job_id=made))
    page.jobs.cards[2].cause.set_text("A stone")
    page.jobs.cards[0].rows[0].text.setText("Diagnose")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: order(own_shop, NUMBER).order.revision == 3)

    found = order(own_shop, NUMBER)
    assert [(job.id, job.cause) for job in found.order.sheet.jobs][2] == (made, "A stone")
    assert [each.job_id for each in found.running] == [made]


def test_a_forgotten_clock_is_asked_for_its_end_beside_the_order(hands, own_shop, stopped_clock):
    start_clock(own_shop, StartClock(number=NUMBER, job=1))
    stopped_clock(NOW + timedelta(hours=20))
    page = hands.go("order", NUMBER)
    page.clocks.buttons[0].click()
    hands.until(page.clocks.at.isVisible)
    assert page.clocks.at.is_faulty
    page.clocks.at.set_text("25/11/2026 17:30")
    page.clocks.keep.click()
    hands.until(lambda: [each.minutes for each in order(own_shop, NUMBER).worked] == [270])
    hands.until(lambda: not page.clocks.at.isVisible())


def test_a_car_that_is_worked_on_says_so_on_its_card(hands, own_shop):
    start_clock(own_shop, StartClock(number=NUMBER, job=1))
    page = hands.go("service")
    hands.until(lambda: _chips(page) == ["Clock running"])


def _chips(page) -> list[str]:
    cards = [card for lane in page.board.lanes.values() for card in lane.list.rows.rows]
    return [chip.words for card in cards for chip in card.chips if chip.icon == "clock"]


def test_the_hours_of_a_day_stand_above_the_board_and_are_changed_by_keys(hands, own_shop):
    page = hands.go("service")
    capacity = page.capacity
    hands.until(lambda: [each.hours for each in capacity.loads] == ["0.6 / 8\u00a0hrs"])
    assert capacity.loads[0].accessibleName() == "Somchai Pradit: 0.6 / 8\u00a0hrs on orders"
    told, counted = capacity.loads[0].toolTip().splitlines()
    assert told == "Somchai Pradit: 0.6 / 8\u00a0hrs on orders"
    assert counted.startswith("Flat-rate hours on repair orders promised for that day or handed over that day,")
    assert "Hours on orders" in [each.text() for each in capacity.findChildren(Label) if each.isVisible()]
    capacity.loads[0].setFocus()
    hands.press(ENTER)
    assert hands.focus is capacity.panel.hours.line
    capacity.panel.every.setChecked(False)
    hands.write("0")

    hands.until(lambda: [each.hours for each in capacity.loads] == ["0.6 / 0\u00a0hrs"])
    assert not capacity.panel.isVisible()
    assert hands.focus is capacity.loads[0]
    assert day_of(own_shop, date(2026, 11, 26)).shares[0].hours == Decimal(8)
    hands.window.app.undo()
    hands.until(lambda: [each.hours for each in capacity.loads] == ["0.6 / 8\u00a0hrs"])


def test_the_form_of_an_order_says_the_hours_of_its_technician_today_as_the_board_does(hands):
    technician = hands.go("order_form").reception.technician
    technician.set_text(SOMCHAI)
    hands.until(lambda: "Today: 0.6 / 8\u00a0hrs on orders" in [each.text() for each in technician.findChildren(Label)])


def test_another_day_is_one_step_away_and_comes_back_to_today(hands, own_shop):
    set_technician_hours(own_shop, SetHours(SOMCHAI, Decimal(4), date(2026, 11, 26)))
    capacity = hands.go("service").capacity
    hands.until(lambda: capacity.day.text() == "Today")
    capacity.later.click()
    hands.until(lambda: [each.hours for each in capacity.loads] == ["0 / 4\u00a0hrs"])
    assert "26 Nov 2026" in capacity.day.text()
    capacity.earlier.click()
    hands.until(lambda: capacity.day.text() == "Today")


def test_hours_that_no_day_has_are_refused_beside_the_field(hands, own_shop):
    capacity = hands.go("service").capacity
    hands.until(lambda: capacity.loads)
    capacity.loads[0].click()
    hands.write("25")
    hands.until(lambda: capacity.panel.hours.is_faulty)
    hands.press(Qt.Key.Key_Escape)
    assert not capacity.panel.isVisible()


def test_the_key_of_the_clock_says_who_may_where_one_may_not(hands, own_shop):
    take_on(own_shop, Member("suda", "Suda Rattana", Role.MANAGER))
    take_on(own_shop, Member("prija", "Prija K.", Role.AUDITOR))
    switch_sign_in(own_shop, SignIn(on=True))
    hands.window.app.become("prija")
    page = hands.go("order", NUMBER)
    hands.until(page.clocks.buttons[0].toolTip)
    page.clocks.toggle(0)
    assert "Suda Rattana" in hands.told[-1]
    hands.settle()
    assert not order(own_shop, NUMBER).running
