"""What is seldom said of a line and of a visit: technician and supplier below the line, customer and note."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hands import ALT, CTRL, type_in
from PySide6.QtCore import QRect, Qt
from screen import Hands, at_the_window
from workshop import COOLING, OPENED, VIN

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.desktop.look.paint import ELIDED, UNTOLD, Brush
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.screens.entry.form import OrderFormPage
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import AIR
from lifecycle_desk.stages.service.orders.screens.sheet.lines.head import LinesHead
from lifecycle_desk.stages.service.orders.screens.working.page import OneOrderPage
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.showing import order, orders_of
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.people import add_person


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(own_shop, qtbot) as found:
        yield found


def form(hands: Hands, key: str = "") -> OrderFormPage:
    page = hands.go("order_form", key)
    assert isinstance(page, OrderFormPage)
    return page


def test_technician_and_supplier_are_asked_below_their_lines(hands, own_shop):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    card = page.jobs.cards[0]
    card.complaint.set_text("Squeaks.")
    card.rows[0].code.setFocus()
    hands.write("B1", "Clean the brakes", "0.5", "")
    one = card.rows[0]
    height = one.sizeHint().height()
    assert not one.fold.is_shown
    one.ask("technician")
    assert one.sizeHint().height() == 2 * height
    assert hands.focus is one.fold.cells["technician"]
    assert one.fold.cells["supplier"].isHidden()  # which labour has none of
    hands.write("Somchai Pradit")
    assert hands.focus is card.rows[1].code  # Enter goes on to the next line
    hands.press(Qt.Key.Key_S, ALT)
    hands.write("", "Paint", "500")
    card.rows[1].ask("supplier")
    hands.write("Paint Shop")
    assert [(line.technician, line.supplier) for line in page.jobs.jobs()[0].lines] == [
        ("Somchai Pradit", ""),
        ("", "Paint Shop"),
    ]
    kept = page.jobs.typed()
    page.jobs.write(kept)
    assert page.jobs.typed() == kept
    assert page.jobs.jobs()[0].lines[1].supplier == "Paint Shop"


def test_a_fault_below_a_line_unfolds_it(hands):
    page = form(hands, VIN)
    page.jobs.show_jobs([COOLING])
    objection = TextTooLong(201, 200).at_field("jobs[0].lines[0].technician")
    assert page.jobs.show_fault(objection)
    cell = page.jobs.cards[0].rows[0].fold.cells["technician"]
    assert (hands.focus, cell.is_faulty, cell.isVisible()) == (cell, True, True)


def test_a_line_of_an_older_draft_comes_back(hands):
    page = form(hands, VIN)
    older = {"kind": "labour", "pays": "warranty", "texts": ["B1", "Clean", "0.5", "100 -5%"], "marks": []}
    older |= {"technician": "Somchai", "supplier": "", "group": "", "campaign": "", "id": None}
    texts = {"complaint": "Squeaks.", "cause": "", "correction": "", "id": None, "items": [], "service": []}
    page.jobs.write([texts | {"lines": [older]}])
    (line,) = page.jobs.jobs()[0].lines
    assert (line.code, line.text, line.hours, line.price, line.discount, line.technician) == (
        "B1",
        "Clean",
        Decimal("0.5"),
        10_000,
        Decimal(5),
        "Somchai",
    )


def test_customer_and_note_are_written_with_the_visit(hands, own_shop):
    friend = add_person(own_shop, Person("Nok Kanjana", phone="081 234 5678")).value.number
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    page.jobs.cards[0].complaint.set_text("Squeaks.")
    page.customer.customer.name.line.setFocus()
    hands.write_text("Nobody of the books")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: page.customer.customer.name.is_faulty)
    assert not orders_of(own_shop, VIN)
    page.customer.customer.choose(friend, Person("Nok Kanjana"))
    page.customer.note.set_text("The key is in the box.")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: orders_of(own_shop, VIN))
    sheet = order(own_shop, orders_of(own_shop, VIN)[0].number).order.sheet
    assert (sheet.customer, sheet.note) == (friend, "The key is in the box.")
    assert (page.customer.customer.value, page.customer.note.text) == (None, "")


def test_the_page_of_an_order_changes_its_note_and_keeps_its_customer(hands, own_shop):
    number = open_repair_order(own_shop, OPENED).value.number
    owner = order(own_shop, number).order.sheet.customer
    page = hands.go("order", number)
    assert isinstance(page, OneOrderPage)
    card = page.sheet.customer
    assert card.customer.text == order(own_shop, number).customer.name
    assert not page.sheet.is_touched
    card.note.set_text("The key is in the box.")
    assert page.save.isEnabled()
    page.save.click()
    hands.until(lambda: order(own_shop, number).order.sheet.note)
    hands.settle()
    assert order(own_shop, number).order.sheet.customer == owner
    assert not page.sheet.is_touched


def test_a_word_begun_in_a_new_line_keeps_its_first_letter_though_a_kind_begins_so(hands):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    card = page.jobs.cards[0]
    card.rows[0].code.setFocus()
    hands.write("B1", "Clean the brakes", "0.5", "", "")
    type_in(hands.window, "Pads")
    assert (card.rows[1].code.text(), card.rows[1].kind.option.value) == ("Pads", LineKind.LABOUR)


@pytest.mark.parametrize(
    ("code", "one", "several", "typed"),
    [
        ("en", "hr", "hrs", ("1.5 hrs", "1.5 h", "1.5hr", "1.5")),
        ("de", "Std.", "Std.", ("1.5 Std.", "1.5 h", "1.5")),
        ("th", "ชม.", "ชม.", ("1.5 ชม.", "1.5 h", "1.5")),
        ("ar", "س", "س", ("1.5 س", "1.5")),
    ],
)
def test_hours_have_the_unit_that_they_have_everywhere_and_are_read_with_it(hands, code, one, several, typed):
    page = form(hands, VIN)
    hands.window.speak(code)
    line = page.jobs.cards[0].rows[0]
    assert line.unit.text() == several
    room = line.unit.width()
    line.figure.setText("1")
    line.figure.changed.emit()
    assert line.unit.text() == one
    assert line.unit.width() == room  # nothing jumps
    line.text.setText("Clean the brakes")
    for text in typed:
        line.figure.setText(text)
        line.figure.changed.emit()
        assert line.line().hours == Decimal("1.5"), text
        assert line.unit.text() == several
    line.kind.choose(LineKind.PART)
    line.kind.picked.emit(LineKind.PART)
    assert not line.unit.text()


def test_a_description_that_has_no_room_ends_in_an_ellipsis_until_somebody_writes_in_it(hands):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    text, code = page.jobs.cards[0].rows[0].text, page.jobs.cards[0].rows[0].code
    long = "Replace the high-voltage coolant pump, bleed the circuit and check it for leaks " * 2
    code.setFocus()
    for words, is_cut in (("Coolant pump", False), (long, True)):
        text.setText(words)
        ELIDED.clear()
        text.grab()
        assert ((words in ELIDED), text.toolTip()) == (is_cut, words)
    assert not UNTOLD & {long}
    text.setFocus()
    ELIDED.clear()
    text.grab()
    assert not ELIDED  # as Qt has it, which scrolls


def test_titles_stand_over_what_is_typed_in_their_column(hands, monkeypatch):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    card = page.jobs.cards[0]
    row, head = card.rows[0], card.findChild(LinesHead)
    at: dict[str, QRect] = {}
    monkeypatch.setattr(Brush, "text", lambda _brush, rect, words, *_how, **_more: at.update({words: rect}) or 0)
    head.grab()
    for cell, title in ((row.code, "Code"), (row.text, "Description")):
        assert at[title].x() == cell.x() + AIR
    assert at["Price"].right() < row.price.geometry().right()
    assert row.y() == head.y() + head.height()


def test_in_half_a_screen_a_line_and_its_head_stand_in_two_rows_within_the_page(hands):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    card = page.jobs.cards[0]
    row, head = card.rows[0], card.findChild(LinesHead)
    one, high = row.height(), head.height()
    hands.window.resize(683, 768)
    hands.settle()
    assert (row.height(), head.height()) == (2 * one, 2 * high)
    done, paid = [row.kind, row.code, row.text], [row.figure, row.price, row.pays, row.cover, row.amount, row.more]
    assert max(each.geometry().bottom() for each in done) < min(each.y() for each in paid)
    assert all(row.rect().contains(each.geometry()) for each in (*done, *paid))
    assert row.width() <= 683
    row.ask("technician")
    hands.settle()
    assert row.height() == 3 * one
    assert row.fold.cells["technician"].y() > row.price.geometry().bottom()
    hands.window.resize(1440, 900)
    hands.settle()
    assert (row.height(), head.height()) == (2 * one, high)
    assert row.text.y() == row.price.y()
