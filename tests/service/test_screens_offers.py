"""Completion in an order's lines: three letters offer, Enter takes and fills, Escape and Tab keep what was typed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hands import CTRL, ENTER, TAB, type_in
from PySide6.QtCore import Qt
from screen import DOWN, ESCAPE, Hands, at_the_window
from test_catalogue import BRAKES, PAD, kept
from workshop import VIN, opened

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.catalogue.usecases.offering import learnt
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.screens.entry.form import OrderFormPage
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cores import CHARGED, RETURNED
from lifecycle_desk.stages.service.orders.screens.sheet.lines.menu import line_menu
from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import LineRow
from lifecycle_desk.stages.service.orders.usecases.showing import order, orders_of


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    kept(own_shop, PAD, BRAKES)
    with at_the_window(own_shop, qtbot) as found:
        yield found


def first_row(hands: Hands) -> tuple[OrderFormPage, LineRow]:
    page = hands.go("order_form", VIN)
    hands.until(lambda: page.vehicle.vehicle)
    hands.settle()
    row = page.jobs.cards[0].rows[0]
    row.code.setFocus()
    return page, row


def typed(hands: Hands, page: OrderFormPage, letters: str) -> list[str]:
    type_in(hands.window, letters)
    hands.until(lambda: page.offers.box.is_open)
    return [each.title for each in page.offers.box.rows.rows.rows]


def test_enter_takes_the_part_with_its_price_its_group_and_its_core(hands):
    page, row = first_row(hands)
    assert typed(hands, page, "110")[0] == PAD.text  # in the language of who writes; kept in the owner's
    hands.press(ENTER)
    line = row.line()
    assert (line.kind, line.code, line.text) == (LineKind.PART, "1104-6127", "ผ้าเบรกหน้า")
    assert (line.price, line.quantity, line.group, line.core) == (195_000, 1, PartGroup.WEAR, True)
    assert hands.focus is row.figure
    hands.press(ENTER)
    assert hands.focus in page.jobs.cards[0].rows[2].cells[:2]  # past the charge for its core


def test_an_operation_has_the_hours_of_the_model_and_the_price_of_the_day(hands):
    page, row = first_row(hands)
    assert typed(hands, page, "bra")
    hands.press(ENTER)
    assert (row.line().kind, row.line().hours) == (LineKind.LABOUR, Decimal("1.1"))
    page.on.set_text("2026-03-01")
    page.on.validate()
    hands.settle()
    page.jobs.cards[0].add_line(LineKind.PART)
    typed(hands, page, "1104")
    hands.press(ENTER)
    assert page.jobs.cards[0].rows[1].line().price == 180_000
    assert page.on.value == date(2026, 3, 1)


@pytest.mark.parametrize("key", [ESCAPE, TAB])
def test_what_was_typed_stays_with_escape_and_tab(hands, key):
    page, row = first_row(hands)
    typed(hands, page, "110")
    hands.press(key)
    assert not page.offers.box.is_open
    assert (row.code.text(), row.text.text(), row.kind.option.value) == ("110", "", LineKind.LABOUR)


def test_lines_of_earlier_orders_are_offered_where_nothing_was_imported(hands, own_shop):
    opened(own_shop)
    page, row = first_row(hands)
    hands.until(lambda: page.offers._habits.found("refr"))
    assert typed(hands, page, "ref") == ["Refrigerant"]
    hands.press(DOWN)
    hands.press(ENTER)
    assert (row.line().code, row.line().price) == ("R1234YF-0.5", 520_000)


def test_sublet_work_asks_for_its_supplier_at_once_and_a_technician_that_is_kept_is_seen(hands):
    page, _ = first_row(hands)
    row = page.jobs.cards[0].add_line(LineKind.SUBLET)
    assert row.fold.cells["supplier"].isVisible()
    assert not row.fold.cells["technician"].isVisible()
    hands.write("GLASS", "Windscreen fitted", "4500", "")
    assert hands.focus is row.fold.cells["supplier"]
    hands.write("Carglass Sathorn")
    assert row.line().supplier == "Carglass Sathorn"
    page.jobs.show_jobs([Job(complaint="x", lines=(Line(kind=LineKind.LABOUR, text="y", technician="Nid"),))])
    assert page.jobs.cards[0].rows[0].fold.cells["technician"].isVisible()


def with_a_core(hands: Hands) -> tuple[OrderFormPage, LineRow]:
    """A form whose first line is a part with a core charge."""
    page, row = first_row(hands)
    typed(hands, page, "1104")
    hands.press(ENTER)
    return page, row


def lines_of(page: OrderFormPage) -> list[tuple[str, str, int | None, int]]:
    return [
        (line.code, line.text, line.price, line.quantity)
        for line in (each.line() for each in page.jobs.cards[0].written())
    ]


def test_the_core_of_a_part_is_charged_in_a_line_below_it_in_the_customers_language(hands, own_shop):
    page, _ = with_a_core(hands)
    charge = ("1104-6127 CORE", Language("th")(CHARGED, part="ผ้าเบรกหน้า"), 25_000, 1)
    assert lines_of(page) == [("1104-6127", "ผ้าเบรกหน้า", 195_000, 1), charge]
    hands.write("2")
    assert [each[3] for each in lines_of(page)] == [2, 2]  # a core for each
    assert page.jobs.cards[0].rows[1].amount.text() == "500.00"
    page.reception.odometer.set_text("47990")
    page.jobs.cards[0].complaint.set_text("Squeaks")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: orders_of(own_shop, VIN))
    (saved,) = orders_of(own_shop, VIN)
    assert order(own_shop, saved.number).totals.customer.minor == 2 * (195_000 + 25_000) * 107 // 100
    assert learnt(own_shop).of(LineKind.PART, "1104-6127 CORE") is None  # it comes with its part alone


def test_a_core_that_came_back_is_credited_once_by_the_menu_of_its_line(hands, own_shop):
    page, _ = with_a_core(hands)
    card = page.jobs.cards[0]
    for _ in range(2):
        charge = card.rows[1]
        charge.figure.setFocus()
        menu = line_menu(charge)
        next(each for each in menu.actions() if each.text() == "Credit returned core").trigger()
        hands.settle()
    assert lines_of(page)[1:] == [
        ("1104-6127 CORE", Language("th")(CHARGED, part="ผ้าเบรกหน้า"), 25_000, 1),
        ("1104-6127 CORE", Language("th")(RETURNED, part="ผ้าเบรกหน้า"), -25_000, 1),
    ]
    card.complaint.set_text("Squeaks")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: orders_of(own_shop, VIN))
    (saved,) = orders_of(own_shop, VIN)
    found = order(own_shop, saved.number)
    assert [line.price for line in found.order.sheet.lines] == [195_000, 25_000, -25_000]
    assert found.totals.of(PayType.CUSTOMER).lines.minor == 195_000


@pytest.mark.parametrize("language", ["en", "zh_CN", "ar", "th", "es"])
def test_a_credit_that_is_shown_is_read_again_in_every_language(hands, own_shop, language):
    page, _ = with_a_core(hands)
    card = page.jobs.cards[0]
    translator().set_language(spoken(own_shop, language))
    card.rows[1].core_back.emit()
    card.rows[2].show_line(card.rows[2].line())
    assert card.rows[2].line().price == -25_000


def test_a_part_that_goes_takes_its_core_along_and_another_one_brings_its_own(hands):
    page, row = with_a_core(hands)
    row.code.setFocus()
    row.code.selectAll()
    typed(hands, page, "br-10")
    hands.press(ENTER)
    assert [each[0] for each in lines_of(page)] == ["BR-10"]
    page.jobs.cards[0].add_line(LineKind.PART)
    typed(hands, page, "1104")
    hands.press(ENTER)
    page.jobs.cards[0].rows[1].removed.emit()
    assert [each[0] for each in lines_of(page)] == ["BR-10"]
