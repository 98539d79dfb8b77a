"""A line's text on pages: the catalogue's own words follow the language of the window, and are kept as written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from claiming import PLAIN, begun
from hands import ENTER, NO_WARNINGS, rest, type_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from screen import Hands, at_the_window
from workshop import VIN

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.usecases.changing import SaveCatalogue, save_catalogue
from lifecycle_desk.stages.service.estimates.rules import Decision, How
from lifecycle_desk.stages.service.estimates.screens.card import WITHDRAW
from lifecycle_desk.stages.service.estimates.usecases.approving import (
    DecideEstimate,
    ProposeWork,
    decide_estimate,
    propose_work,
)
from lifecycle_desk.stages.service.estimates.usecases.showing import estimate
from lifecycle_desk.stages.service.orders.rules.orders import LineKind, PayType
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder

pytestmark = NO_WARNINGS
THAI = "ชุดยกกระจกหน้าต่าง"
PART = CatalogueEntry(kind=LineKind.PART, code="WR-100", text="Window regulator", texts={"th": THAI})
PAID = replace(PLAIN, lines=tuple(replace(line, pays=PayType.CUSTOMER) for line in PLAIN.lines[1:]))


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    save_catalogue(own_shop, SaveCatalogue((PART,)))
    with at_the_window(own_shop, qtbot) as found:
        yield found


def words(page) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def speak(user: UserSession, page, code: str) -> None:
    translator().set_language(spoken(user, code))
    rest(page)


def test_the_lines_of_an_approval_follow_the_language_and_what_is_withdrawn_beside_them_is_kept_as_written(
    hands, own_shop
):
    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(PAID,))).value.number
    propose_work(own_shop, ProposeWork(number=number, jobs=(PAID, replace(PAID, complaint="And the other one."))))
    page = hands.go("order", number)
    hands.until(lambda: page.estimate.page)
    hands.settle()
    speak(own_shop, page, "th")
    assert THAI in words(page.estimate)

    page.estimate.decide.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.until(lambda: page.estimate.panel.ticks)
    ticks = [each.text() for each in page.estimate.panel.ticks.values()]
    assert sum(THAI in each for each in ticks) == 3
    speak(own_shop, page, "en")
    ticks = [each.text() for each in page.estimate.panel.ticks.values()]
    assert ticks[0] == "Job 1 · WR-100 · Window regulator"

    page.estimate.panel.close_panel()
    speak(own_shop, page, "th")
    thai = spoken(own_shop, "th")(WITHDRAW)
    withdraw = [each for each in page.estimate.findChildren(Button) if each.text() == thai and each.isVisible()]
    withdraw[0].setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.until(lambda: len(estimate(own_shop, number).proposed) == 1)
    assert estimate(own_shop, number).proposed[0].lines[0].text == PART.text


def test_the_lines_of_an_order_follow_the_language_and_are_kept_as_written_until_somebody_writes(hands, own_shop):
    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(PAID,))).value.number
    page = hands.go("order", number)
    hands.settle()
    speak(own_shop, page, "th")
    row = page.jobs.cards[0].rows[0]
    assert (row.text.text(), row.line().text) == (THAI, PART.text)
    assert not page.sheet.is_touched

    row.text.setFocus()
    row.text.end(False)
    type_in(hands.window, " L")
    assert row.line().text == f"{THAI} L"
    speak(own_shop, page, "en")
    assert row.text.text() == f"{THAI} L"
    for _ in range(2):
        hands.press(Qt.Key.Key_Backspace)
    assert (row.text.text(), row.line().text) == (THAI, PART.text)
    assert not page.sheet.is_touched


def test_what_the_customer_agreed_to_is_shown_as_it_was_then_and_saved_as_it_was_written(
    hands, own_shop, stopped_clock
):
    now = datetime.now(UTC)
    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(PAID,))).value.number
    found = estimate(own_shop, number)
    decisions = tuple(Decision(job, line, approved=True) for job, line, _ in found.lines)
    told = {"number": number, "revision": found.revision, "how": How.PHONE, "who": "Khun Siriporn"}
    decide_estimate(own_shop, DecideEstimate(**told, decisions=decisions))
    stopped_clock(now + timedelta(hours=1))
    save_catalogue(own_shop, SaveCatalogue((replace(PART, texts={"th": "กระจกมองข้าง"}),)))

    page = hands.go("order", number)
    hands.until(lambda: page.estimate.page)
    hands.settle()
    speak(own_shop, page, "th")
    row = page.jobs.cards[0].rows[0]
    assert (row.text.text(), row.line().text) == (THAI, PART.text)
    assert not page.sheet.is_touched

    page.jobs.write(page.jobs.typed())  # a draft that was left comes back, and its lines are looked up anew
    hands.settle()
    again = page.jobs.cards[0].rows[0]
    assert (again.text.text(), again.line().text) == (THAI, PART.text)


def test_what_is_taken_stands_in_the_words_of_who_writes_and_is_kept_in_the_customers(hands, own_shop):
    page = hands.go("order_form", VIN)
    hands.until(lambda: page.vehicle.vehicle)
    hands.settle()
    row = page.jobs.cards[0].rows[0]
    row.code.setFocus()
    type_in(hands.window, "wr-1")
    hands.until(lambda: page.offers.box.is_open)
    assert page.offers.box.rows.rows.rows[0].title == PART.text
    hands.press(ENTER)
    assert (row.text.text(), row.line().text) == (PART.text, THAI)
    draft = page.jobs.typed()

    page.jobs.clear()
    page.jobs.write(draft)
    hands.settle()
    again = page.jobs.cards[0].rows[0]
    assert (again.text.text(), again.line().text) == (PART.text, THAI)


def test_the_lines_of_a_claim_follow_the_language(hands, own_shop):
    page = hands.go("claim", begun(own_shop).number)
    hands.until(lambda: page.shown)
    assert "WR-100 · Window regulator" in words(page.sheet.lines)
    speak(own_shop, page, "th")
    assert f"WR-100 · {THAI}" in words(page.sheet.lines)
    assert "Window regulator" not in words(page.sheet.lines)
