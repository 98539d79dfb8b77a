"""Completion in an order's lines: three letters offer, Enter takes and fills, Escape and Tab keep what was typed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hands import ENTER, TAB, type_in
from screen import DOWN, ESCAPE, Hands, at_the_window
from test_catalogue import BRAKES, PAD, kept
from workshop import VIN, opened

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.screens.form import OrderFormPage
from lifecycle_desk.stages.service.orders.screens.lines.row import LineRow


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
    assert typed(hands, page, "110")[0] == "ผ้าเบรกหน้า"  # in the owner's language
    hands.press(ENTER)
    line = row.line()
    assert (line.kind, line.code, line.text) == (LineKind.PART, "1104-6127", "ผ้าเบรกหน้า")
    assert (line.price, line.quantity, line.group, line.core) == (195_000, 1, PartGroup.WEAR, True)
    assert hands.focus is row.figure
    hands.press(ENTER)
    assert hands.focus is page.jobs.cards[0].rows[1].code or hands.focus is page.jobs.cards[0].rows[1].kind


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
