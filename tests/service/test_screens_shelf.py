"""The pages of the parts store: parts are received, issued to a line, counted by scanner and held, by keys alone."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from hands import CTRL, ENTER
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from screen import ESCAPE, Hands, at_the_window
from shelving import FILTER, at_hand, ordered, received
from workshop import VIN

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.desktop.look.parts import Button, Label
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.usecases.changing import SaveCatalogue, save_catalogue
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.purchasing.usecases.ordering import order_parts
from lifecycle_desk.stages.service.purchasing.usecases.requests import OrderParts, PartOrdered, SaveSupplier
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import save_supplier
from lifecycle_desk.stages.service.shelf.rules.held import HeldKind, HeldState
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard
from lifecycle_desk.stages.service.shelf.screens import held
from lifecycle_desk.stages.service.shelf.screens.listing import COLUMNS, cells
from lifecycle_desk.stages.service.shelf.screens.similar import SimilarNumbers
from lifecycle_desk.stages.service.shelf.usecases.held_list import HeldParts, ListHeld, list_held_parts
from lifecycle_desk.stages.service.shelf.usecases.holding import hold_part
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue_part
from lifecycle_desk.stages.service.shelf.usecases.listing import StockList
from lifecycle_desk.stages.service.shelf.usecases.parts import save_stock_part
from lifecycle_desk.stages.service.shelf.usecases.requests import HoldPart, IssuePart, SaveStockPart

SCANNED = "LSX-2210-778"
TO_ORDER = [each.id for each in COLUMNS].index("to_order")


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(own_shop, qtbot) as found:
        yield found


def scan(hands: Hands, code: str) -> None:
    """A scanner types faster than any hand, and ends with Enter."""
    QTest.keyClicks(hands.focus, code)
    hands.press(ENTER)
    hands.settle()


def test_an_empty_store_says_how_to_begin_and_a_part_is_received_by_keyboard(hands, own_shop):
    page = hands.go("parts")
    assert page.body.is_empty
    hands.press(ENTER)
    hands.settle()
    form = hands.window.page()
    hands.until(lambda: form.panel.entry)
    fields = form.panel.entry.fields
    fields["code"].set_text(FILTER)
    fields["quantity"].set_text("4")
    fields["unit_cost"].set_text("12.50")
    fields["place"].set_text("A-1")
    fields["code"].line.editingFinished.emit()
    hands.until(lambda: fields["code"].level == "warning")
    hands.press(ENTER, CTRL)  # a number that nobody knows may be mistyped
    hands.until(lambda: fields["new"].is_faulty)
    fields["new"].restore(True)
    hands.press(ENTER, CTRL)
    hands.until(lambda: hands.window.page() is not form)
    assert at_hand(own_shop) == (4, 5_000)
    assert "Parts received" in hands.told
    hands.window.app.undo()
    hands.settle()
    assert at_hand(own_shop) == (0, 0)


def test_a_number_like_the_mistyped_one_is_chosen_by_keys_and_by_mouse_and_received(hands, own_shop):
    received(own_shop, many=2)
    for typed, choose in (
        ("B-AF1071", lambda button: (button.setFocus(), hands.press(ENTER))),
        ("BAF-1016", lambda button: button.click()),
    ):
        form = hands.go("part", "")
        hands.until(lambda page=form: page.panel.entry)
        fields = form.panel.entry.fields
        fields["code"].line.setFocus()
        fields["code"].set_text(typed)
        hands.press(Qt.Key.Key_Tab)
        similar = form.panel.findChild(SimilarNumbers)
        hands.until(lambda shown=similar: shown.isVisible())
        assert similar.numbers == (FILTER,)
        assert fields["code"].line.nextInFocusChain() is similar.buttons[0]
        choose(similar.buttons[0])
        assert (fields["code"].text, fields["code"].level, hands.focus) == (FILTER, "", fields["quantity"].line)
        assert not similar.isVisible()
        fields["unit_cost"].set_text("12.50")
        hands.press(ENTER, CTRL)
        hands.until(lambda page=form: hands.window.page() is not page)
    assert at_hand(own_shop)[0] == 4


def test_a_card_shows_the_part_and_issues_it_to_the_line_that_wants_it(hands, own_shop):
    received(own_shop, many=5)
    number, (line,) = ordered(own_shop, VIN, (FILTER, 2))
    page = hands.go("part", FILTER)
    hands.until(lambda: page.card)
    assert [each.line for each in page.card.lines] == [line]
    page.issue.click()
    hands.settle()
    fields = page.panel.entry.fields
    hands.until(lambda: fields["line"].value == line)
    assert (fields["order"].text, fields["quantity"].text) == (number, "2")
    hands.press(ENTER, CTRL)
    hands.until(lambda: at_hand(own_shop)[0] == 3)
    assert [each.awaited for each in order(own_shop, number).order.sheet.lines] == [False]
    hands.until(lambda: len(page.card.ledger) == 2)
    assert page.card.lines == ()


def test_where_a_part_lies_names_batch_and_serial_number_only_where_one_has_them(hands, own_shop):
    received(own_shop, many=5)
    received(own_shop, "INV-7", 2, 90_000, batch="L-9", serials=("S-1", "S-2"))
    shown = {}
    for code in (FILTER, "INV-7", FILTER):
        page = hands.go("part", code)
        hands.until(lambda page=page, code=code: page.card and page.card.row.part.code == code)
        hands.settle()
        shown[code] = [at for at in range(4) if not page.lots.isColumnHidden(at)]
    assert shown == {FILTER: [0, 3], "INV-7": [0, 1, 2, 3]}


def test_a_part_that_was_never_here_says_so_and_is_received_under_its_number(hands, own_shop):
    page = hands.go("part", "NEW-77")
    hands.until(page.receive.isVisible)
    assert "NEW-77 has never been in stock." in page.text.text()
    hands.press(ENTER, CTRL)
    hands.until(lambda: page.panel.entry)
    fields = page.panel.entry.fields
    assert fields["code"].text == "NEW-77"
    fields["quantity"].set_text("2")
    fields["unit_cost"].set_text("3")
    fields["new"].restore(True)
    hands.press(ENTER, CTRL)
    hands.until(lambda: page.card)
    assert at_hand(own_shop, "NEW-77") == (2, 600)
    hands.go("part")
    hands.until(lambda: page.panel.entry)
    hands.press(ESCAPE)
    hands.until(lambda: hands.window.page() is not page)


def test_more_than_is_there_is_refused_beside_the_quantity(hands, own_shop):
    received(own_shop, many=1)
    page = hands.go("part", FILTER)
    hands.until(lambda: page.card)
    page.issue.click()
    hands.settle()
    fields = page.panel.entry.fields
    fields["quantity"].set_text("3")
    fields["why"].set_text("workshop")
    hands.press(ENTER, CTRL)
    hands.until(lambda: fields["quantity"].is_faulty)
    assert at_hand(own_shop)[0] == 1


def test_a_dangerous_part_shows_its_storage_rules_with_their_source(hands, own_shop):
    received(own_shop)
    save_stock_part(own_shop, SaveStockPart(code=FILTER, hazard=Hazard.HV_BATTERY_DAMAGED, minimum=Decimal(20)))
    page = hands.go("part", FILTER)
    hands.until(lambda: page.card and page.card.rules)
    assert page.hazard.isVisible()
    assert page.below.isVisible()
    shown = {each.text() for each in page.findChildren(QLabel)}
    assert "Source: VdS 3103:2019-06 (03) · To be verified" in shown
    assert not [each for each in shown if "asecos" in each]
    listed = hands.go("parts")
    listed.chips.choose(StockList.HIGH_VOLTAGE)
    hands.settle()
    assert listed.body.table.long.rowCount() == 1


def test_a_place_is_counted_by_scanner_and_its_differences_stand_there_before_it_is_saved(hands, own_shop):
    received(own_shop, SCANNED, 3, 1_000)
    received(own_shop, "BO-WHEEL-M14", 8, 200)
    page = hands.go("stock_count", "A-1")
    assert hands.focus is page.code.line
    scan(hands, SCANNED)
    assert hands.focus is page.quantity.line
    scan(hands, SCANNED)  # the next scan counts one of the first, and names the second
    hands.press(ENTER)
    hands.settle()
    assert [(each.code, each.counted, each.difference, each.value) for each in page._sheet.lines] == [
        (SCANNED, 2, -1, -1_000)
    ]
    assert [each.code for each in page._sheet.missing] == ["BO-WHEEL-M14"]
    assert at_hand(own_shop, SCANNED) == (3, 3_000)
    scan(hands, "BO-WHEEL-M14")
    page.quantity.set_text("9")
    hands.press(ENTER)
    hands.settle()
    hands.press(ENTER, CTRL)
    hands.until(lambda: at_hand(own_shop, SCANNED) == (2, 2_000))
    assert at_hand(own_shop, "BO-WHEEL-M14") == (9, 1_800)
    assert "Count saved: 1 more, 1 fewer" in hands.told


def test_a_held_part_is_marked_as_sent_in_the_list(hands, own_shop):
    hold_part(own_shop, HoldPart(kind=HeldKind.CORE, code="AC-1", text="Compressor"))
    page = hands.go("parts_held")
    hands.until(lambda: page.body.table.long.rowCount() == 1)
    page.body.table.setFocus()
    page.body.table.selectRow(0)
    sent = next(
        each for each in page.listed.actions if each.words == "Mark as sent" or "Mark as sent" in str(each.words)
    )
    sent.run(hands.window.app, list(page.body.table.long.listing.rows([1]).values()))
    hands.settle()
    (found,) = list_held_parts(own_shop, ListHeld(gone=True)).value.parts
    assert found.state is HeldState.SENT
    assert "Held part sent" in hands.told


def test_a_warranty_part_that_was_kept_long_enough_says_so_and_a_core_is_late_instead(own_shop):
    day = today_at(own_shop)
    for kind in HeldKind:
        for until in (day - timedelta(days=1), day, None):
            hold_part(own_shop, HoldPart(kind=kind, code=f"{kind}", text="Old part", until=until))
    rows = HeldParts(own_shop).rows(HeldParts(own_shop).keys()).values()
    told = {(row.held.kind, row.held.until): (held.cells(row)[6], held.cells(row)[7].text) for row in rows}
    past = day - timedelta(days=1)
    assert told[HeldKind.WARRANTY, past][1] == "May be scrapped"
    assert {words for (kind, until), (_, words) in told.items() if (kind, until) != (HeldKind.WARRANTY, past)} == {
        "Held"
    }
    assert [place for place, (until, _) in told.items() if not isinstance(until, str)] == [(HeldKind.CORE, past)]


def test_what_to_order_says_how_it_comes_about_where_one_points(hands, own_shop):
    received(own_shop, many=3)
    save_stock_part(own_shop, SaveStockPart(code=FILTER, minimum=Decimal(2)))
    number, (line,) = ordered(own_shop, VIN, (FILTER, 2))
    assert _reckoned(hands) == ("1", "Repair orders · 2 minimum + 2 wanted − 3 on hand")
    issue_part(own_shop, IssuePart(code=FILTER, quantity=Decimal(2), order=number, line=line))
    assert _reckoned(hands) == ("1", "Below minimum · 2 minimum + 0 wanted − 1 on hand")
    save_stock_part(own_shop, SaveStockPart(code=FILTER, minimum=Decimal(0)))
    ordered(own_shop, VIN, (FILTER, 2))
    # two thirds are used in a month, of which a whole one can be had
    used = "1 used in 30\u00a0days (average of 90\u00a0days) + 2 wanted − 1 on hand"
    assert _reckoned(hands) == ("2", f"Repair orders · {used}")
    save_supplier(own_shop, SaveSupplier(name="SAIC Parts"))
    order_parts(own_shop, OrderParts(supplier=1, lines=(PartOrdered(code=FILTER),)))
    assert _reckoned(hands) == ("1", f"Repair orders · {used} − 1 on order")


def _reckoned(hands: Hands) -> tuple[str, str]:
    """What to order of the only part, and what is told where one points."""
    page = hands.go("parts")
    hands.until(lambda: page.body.table.long.rowCount() == 1)
    hands.settle()
    cell = cells(page.body.table.long.listing.rows(page.body.table.long.listing.keys()).popitem()[1])[TO_ORDER]
    assert isinstance(cell, Cell)
    assert cell.tint == "warn"  # also where nothing is below a minimum, or nobody would point
    return cell.text, cell.hint


@pytest.mark.parametrize("width", [1280, 700])
def test_an_order_that_wants_a_part_stands_level_with_its_words_in_the_readers_language(hands, own_shop, width):
    entry = CatalogueEntry(
        kind=LineKind.PART, code=FILTER, text="กรองอากาศ", texts={"th": "กรองอากาศ", "en": "Air filter"}
    )
    save_catalogue(own_shop, SaveCatalogue((entry,)))
    received(own_shop, many=3)
    line = Line(kind=LineKind.PART, code=FILTER, text="กรองอากาศ", quantity=Decimal(1), price=5_000)
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(Job(complaint="Parts", lines=(line,)),)))
    page = hands.go("part", FILTER)
    page.resize(width, 900)
    hands.until(lambda: page.card and page.wanted.parts)
    (held,) = page.wanted.parts
    hands.settle()
    (words,) = (each for each in held.findChildren(Label) if "Air filter" in each.text())
    link, *others = held.findChildren(Button)
    tops = {each: each.mapTo(page, each.rect().center()).y() for each in (link, words, *others)}
    assert max(tops.values()) - min(tops.values()) <= 1
