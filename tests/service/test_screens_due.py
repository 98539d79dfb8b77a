"""The list of what is due, by keys alone: narrowed, called, a message copied, put off, booked; and items of orders."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hands import CTRL, ENTER, SHIFT, named, nameless, out_of_reach, seen
from maintained import OTHER, OURS, row
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from screen import DOWN, ESCAPE, Hands, at_the_window

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge
from lifecycle_desk.schedules.rules import By, Due, DueList, Interval
from lifecycle_desk.schedules.screens.looks import limits_said
from lifecycle_desk.schedules.usecases.schedules import KeepSchedule, SnoozeDue, keep_schedule, snooze_due
from lifecycle_desk.stages.service.due.screens import card as due_card
from lifecycle_desk.stages.service.due.screens.listing import DuePage, cells
from lifecycle_desk.stages.service.due.usecases import BookService, DueCars, ListDue, book_service, list_due
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.screens.working.page import OneOrderPage
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.pages import PAGES
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import Customer, add_person, change_person

VIN = "LSJWH4095PN000001"
OVERDUE_SINCE = date(2026, 4, 11)
M, J = Qt.Key.Key_M, Qt.Key.Key_J


@pytest.fixture
def hands(own_dealer: UserSession, qtbot) -> Iterator[Hands]:
    """Two cars: one overdue since March, one due in February."""
    nok = add_person(own_dealer, Person("Nok Kanjana", phone="089 555 0199", language="en")).value.number
    car = Description("BYD", "Seal", energy=Energy.BEV)
    sold = date(2026, 2, 20)
    add_vehicle(own_dealer, AddVehicle(OTHER, sold, car, "1กข 1", Distance(5), nok, first_registered_on=sold))
    with at_the_window(own_dealer, qtbot) as found:
        yield found


def listed(hands: Hands, key: str = "") -> DuePage:
    page = hands.go("due", key)
    assert isinstance(page, DuePage)
    hands.until(page.table.long.rowCount)
    hands.settle()
    return page


def shown(page: DuePage) -> list[str]:
    return [str(page.table.long.data(page.table.long.index(at, 2))) for at in range(page.table.long.rowCount())]


def test_the_messages_of_all_chosen_cars_are_copied_as_rows(hands):
    page = listed(hands)
    page.table.selectAll()
    offered = {each.words: each.run for each in page.commands()}
    offered["Copy messages"](hands.window.app)
    hands.settle()

    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]

    assert lines[0] == ["Customer", "Phone", "Message"]
    assert [line[:2] for line in lines[1:]] == [["สิริพร ชัยสิทธิ์", "089 555 0177"], ["Nok Kanjana", "089 555 0199"]]
    assert all(line[2] for line in lines)


def test_the_soonest_stands_first_with_whom_to_call_and_why(hands):
    page = listed(hands)

    assert page.table.long.rowCount() == 2
    assert hands.focus is page.table
    assert page.card.car.line.vin == VIN
    said = seen(page)
    assert {"สิริพร ชัยสิทธิ์", "089 555 0177"} <= set(said)
    assert any("12 months after first day of use" in each for each in said)
    assert "239\u00a0days overdue" in str(page.table.long.data(page.table.long.index(0, 4)))

    hands.press(DOWN)
    hands.settle()

    assert page.card.car.line.vin == OTHER
    assert page.card.owner.text() == "Nok Kanjana"


def test_chips_narrow_the_list_and_a_place_names_one(hands):
    page = listed(hands)
    page.chips.choose(DueList.LATER)
    hands.settle()
    assert page.table.long.rowCount() == 1
    assert page.card.car.line.vin == OTHER

    page = listed(hands, "overdue")
    assert page.chips.value is DueList.OVERDUE
    assert page.card.car.line.vin == VIN


def test_a_place_that_names_a_car_narrows_the_list_to_it(hands):
    page = listed(hands, OTHER)
    hands.until(lambda: page.table.long.rowCount() == 1)
    hands.settle()
    assert page.card.car.line.vin == OTHER


def test_the_message_is_copied_in_the_language_of_the_owner(hands):
    page = listed(hands, OTHER)
    hands.until(lambda: page.table.long.rowCount() == 1)
    hands.settle()

    hands.press(M, CTRL)

    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[:3] == [
        "Dear Nok Kanjana,",
        "your BYD Seal (1กข 1) is due for maintenance: Service.",
        "It is due on 20 Feb 2027 or at 20,000\xa0km, whichever comes first.",
    ]
    assert copied.splitlines()[-1] == "Sathorn EV"
    assert hands.told[-1] == "Message copied"


def test_whoever_wants_no_reminders_is_named_and_written_nothing(hands, own_dealer):
    with own_dealer.store.reading() as tx:
        number = life.row(tx, OTHER).owner
        nok = people.person(tx, number)
    change_person(own_dealer, Customer(number, replace(nok, no_reminders=True)))
    found = {each.vin: each.no_reminders for each in list_due(own_dealer, ListDue()).value.cars}
    assert found == {VIN: False, OTHER: True}
    page = listed(hands, OTHER)
    hands.until(lambda: page.table.long.rowCount() == 1)
    hands.settle()
    assert (page.card.copy.isEnabled(), page.card.message.text()) == (False, "This customer wants no reminders.")
    page.table.selectAll()
    {each.words: each.run for each in page.commands()}["Copy messages"](hands.window.app)
    hands.settle()
    assert hands.told[-1] == "No reminders wanted: Nok Kanjana"


def test_it_is_put_off_from_the_menu_and_undone(hands):
    page = listed(hands)
    hands.press(J, CTRL)
    menu = page.card._menu
    assert menu.isVisible()
    menu.actions()[1].trigger()
    hands.settle()

    assert row(hands.window.app.user).snoozed_until == date(2026, 12, 9)
    assert "snoozed until" in hands.told[-1].casefold()

    hands.window.app.undo()
    hands.settle()
    assert row(hands.window.app.user).snoozed_until is None


def test_what_was_put_off_is_taken_up_again_from_the_menu(hands):
    snooze_due(hands.window.app.user, SnoozeDue(VIN, date(2026, 12, 9)))
    page = listed(hands, "snoozed")
    page.card._menu.refill()
    page.card._menu.actions()[-1].trigger()
    hands.settle()
    assert row(hands.window.app.user).snoozed_until is None


def test_booking_by_keys_opens_the_order_that_is_filled_in(hands):
    page = listed(hands)
    hands.press(ENTER)
    assert hands.focus is page.card.book

    hands.press(ENTER, CTRL)
    hands.settle()

    assert hands.went[-1].page == "order"
    found = order(hands.window.app.user, hands.went[-1].key)
    [job] = found.order.sheet.jobs
    assert job.service == ("visit", "cabin_filter", "brake_fluid")
    page = hands.window.page()
    assert isinstance(page, OneOrderPage)
    hands.settle()
    assert [named(chip) for chip in page.jobs.cards[0].items.chips.values()] == [
        "Service",
        "Cabin filter",
        "Brake fluid",
    ]
    again = listed(hands)
    assert again.card.car.line.order == found.order.number
    again.card.order.click()
    assert hands.went[-1].key == found.order.number


def test_calling_opens_the_number(hands, monkeypatch):
    called = []
    monkeypatch.setattr(due_card.QDesktopServices, "openUrl", lambda url: called.append(url.toString()))
    listed(hands)
    hands.press(Qt.Key.Key_L, CTRL)
    assert called == ["tel:0895550177"]


def test_all_of_it_is_named_and_within_reach(hands):
    page = listed(hands)
    assert nameless(page) == []
    assert out_of_reach(page) == []


def test_the_badge_counts_what_is_overdue(own_dealer):
    due = next(each for each in PAGES if each.name == "due")
    assert due.badge(own_dealer) == Badge(1, late=True)
    snooze_due(own_dealer, SnoozeDue(VIN, date(2026, 12, 9)))
    assert due.badge(own_dealer) is None


def test_without_cars_the_page_teaches_where_they_come_from(own_user, qtbot):
    with at_the_window(own_user, qtbot) as hands:
        page = hands.go("due")
        hands.settle()
        assert page.body.is_empty
        assert hands.focus is page.body.empty.primary
        assert not page.card.isVisible()


def test_an_item_that_was_not_done_is_switched_off_and_another_added(hands):
    user = hands.window.app.user
    number = book_service(user, BookService(VIN, items=("cabin_filter", "brake_fluid"))).value.number
    page = hands.go("order", number)
    hands.settle()
    card = page.jobs.cards[0]
    chip = card.items.chips["brake_fluid"]

    chip.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    card.items.add("visit")
    page.save.click()
    hands.settle()

    assert order(user, number).order.sheet.jobs[0].service == ("cabin_filter", "visit")
    assert set(card.offered) == {"visit", "brake_fluid", "cabin_filter"}


def test_a_draft_keeps_which_items_are_on(hands):
    user = hands.window.app.user
    number = book_service(user, BookService(VIN)).value.number
    page = hands.go("order", number)
    hands.settle()
    card = page.jobs.cards[0]
    card.items.chips["brake_fluid"].click()
    typed = card.typed()

    card.write({**typed, "lines": []})

    assert card.items.carried_out() == ("visit", "cabin_filter")
    assert set(card.items.chips) == {"visit", "cabin_filter", "brake_fluid"}


def test_the_list_is_narrowed_by_letters_and_escape_shows_all(hands):
    page = listed(hands)
    hands.press(Qt.Key.Key_F6)
    QTest.keyClicks(QApplication.focusWidget(), "Nok")
    hands.until(lambda: page.table.long.rowCount() == 1)
    hands.press(ESCAPE)
    hands.until(lambda: page.table.long.rowCount() == 2)


def test_own_items_stand_as_they_were_typed(hands):
    user = hands.window.app.user
    own = replace(
        OURS, id="seal", brands=("BYD",), models=("Seal",), items=(replace(OURS.items[1], code="<b>Abläufe</b>"),)
    )
    drained(keep_schedule.steps(user, KeepSchedule(own)))
    page = listed(hands, OTHER)
    hands.until(lambda: page.table.long.rowCount() == 1)
    hands.settle()
    assert "<b>Abläufe</b>" in seen(page)
    assert Job(service=("<b>Abläufe</b>",)) != Job()
    assert list(DueCars(user).keys())


def test_all_chosen_reminders_are_put_off_until_one_day_for_one_reason_and_undone_as_one(hands):
    page = listed(hands)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(J, CTRL | SHIFT)
    hands.settle()
    assert page.panel.isVisible()
    assert page.panel.isAncestorOf(hands.focus)
    page.panel.entry.fields["note"].set_text("away")
    hands.press(ENTER, CTRL)
    hands.settle()

    user = hands.window.app.user
    assert len(DueCars(user, DueList.SNOOZED).keys()) == 2
    assert hands.focus is page.table
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert len(DueCars(user, DueList.SNOOZED).keys()) == 0


def test_reminders_that_are_put_off_can_be_resumed_together(hands):
    snooze_due(hands.window.app.user, SnoozeDue(VIN, date(2026, 12, 9)))
    page = listed(hands)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(J, CTRL | SHIFT)
    hands.settle()
    page.panel.entry.fields["until"].set_value(0)
    hands.press(ENTER, CTRL)
    hands.settle()
    assert len(DueCars(hands.window.app.user, DueList.SNOOZED).keys()) == 0


def test_escape_closes_the_form_and_puts_nothing_off(hands):
    page = listed(hands)
    hands.press(J, CTRL | SHIFT)
    hands.settle()
    hands.press(ESCAPE)
    hands.settle()
    assert not page.panel.isVisible()
    assert hands.focus is page.table
    assert len(DueCars(hands.window.app.user, DueList.SNOOZED).keys()) == 0


def test_a_row_of_what_is_due_says_the_limit_that_decides_and_the_card_and_the_papers_name_no_other(hands, own_dealer):
    page = listed(hands)
    at = next(place for place, each in enumerate(page.table.long.columns) if each.id == "at")
    keys = page.table.long.keys
    (line,) = page.table.long.listing.rows(keys[:1]).values()
    assert line.days < 0
    for by, said in ((By.KM, "34,710\xa0km"), (By.DATE, "5 Nov 2026")):
        due = replace(line.due, by=by, due_on=date(2026, 11, 5), due_km=34_710)
        cell = cells(replace(line, due=due, odometer=None))[at]
        assert getattr(cell, "text", cell) == said
        over = Due(
            code="visit", interval=Interval(12, 15_000), on=due.due_on, at_km=due.due_km, forecast=OVERDUE_SINCE, by=by
        )
        assert limits_said(over, None) == said
