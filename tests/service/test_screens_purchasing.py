"""Parts by keys: from an order's line to the purchase order, its arrival, the booked slot and the messages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hands import CTRL, ENTER, rest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from screen import CTRL_SHIFT, Hands, at_the_window
from shelving import at_hand, received
from test_purchasing import HOSE, NOW, SAIC, SENSOR, came, line_of, ordered, waiting_order

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.desktop.look.parts import Button, FilterChip, Label
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.stages.service.diary.usecases.showing import appointments_of_car
from lifecycle_desk.stages.service.orders.rules.states import IN_WORK, WAITING
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.purchasing.rules.prices import SupplierPrice
from lifecycle_desk.stages.service.purchasing.rules.purchases import ARRIVED, CANCELLED, ON_THE_WAY
from lifecycle_desk.stages.service.purchasing.screens import chasing
from lifecycle_desk.stages.service.purchasing.screens.acting import messages
from lifecycle_desk.stages.service.purchasing.screens.form import PurchaseFormPage
from lifecycle_desk.stages.service.purchasing.screens.listing import PartsPage
from lifecycle_desk.stages.service.purchasing.screens.purchase import PurchaseOrderPage
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRows, PartsList
from lifecycle_desk.stages.service.purchasing.usecases.prices import take_prices
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartOrdered
from lifecycle_desk.stages.service.purchasing.usecases.showing import shelf_proposals
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import save_supplier
from lifecycle_desk.stages.service.shelf.rules.movements import Lot
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases.parts import save_stock_part
from lifecycle_desk.stages.service.shelf.usecases.requests import SaveStockPart

VIN = "LSJWH4095PN000001"


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    take_on(own_shop, Member("somchai", "Somchai Pradit", Role.TECHNICIAN))
    save_supplier(own_shop, SAIC)
    with at_the_window(own_shop, qtbot) as found:
        yield found


def parts(hands: Hands) -> PartsPage:
    page = hands.go("parts_on_order")
    assert isinstance(page, PartsPage)
    return page


def test_a_part_goes_from_the_orders_line_to_the_booked_slot_by_keys(hands, own_shop):
    number = waiting_order(own_shop)
    page = parts(hands)
    page.body.table.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_O, CTRL_SHIFT)
    form = hands.window.page()
    assert isinstance(form, PurchaseFormPage)
    hands.until(lambda: form.parts)
    assert (form.parts[0].code.text, form.parts[0].waits.text()) == ("11046127", f"For {number}")
    form.parts[0].price.set_text("1200")
    form.promised.set_text("1/12")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert hands.window.place == Place("purchase", "PO-2026-0001")
    assert (line_of(own_shop).price, line_of(own_shop).waiting[0].quantity) == (120_000, 1)
    assert "Parts ordered: PO-2026-0001" in hands.told

    arrival = hands.window.page()
    assert isinstance(arrival, PurchaseOrderPage)
    assert arrival.lines[0].came.text == "1"
    arrival.note.set_text("LS-1")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert line_of(own_shop).state is ARRIVED
    assert order(own_shop, number).order.state is IN_WORK
    assert "Parts received" in hands.told

    page = parts(hands)
    page.chips.choose(PartsList.CAME)
    hands.settle()
    page.body.table.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_B, CTRL)
    hands.settle()
    (booked,) = appointments_of_car(own_shop, VIN)
    assert (booked.of.technician, booked.of.start) == ("Somchai Pradit", 480)
    (row,) = page.body.table.long.listing.rows(page.body.table.long.listing.keys()).values()
    (message,) = messages(own_shop, [row])
    assert "8:00" in message.text
    hands.press(Qt.Key.Key_B, CTRL)  # a second time it is shown where it stands
    hands.settle()
    assert hands.window.place == Place("diary", "A-1")
    assert len(appointments_of_car(own_shop, VIN)) == 1


def test_the_form_adds_parts_and_a_new_supplier_and_says_what_is_missing(hands, own_shop):
    form = hands.go("purchase_form")
    assert isinstance(form, PurchaseFormPage)
    hands.press(ENTER, CTRL)
    hands.settle()
    assert form.parts[0].code.is_faulty
    form.supplier.set_value(0)
    form._supplier_chosen()
    form.name.set_text("Bosch")
    form.parts[0].code.line.insert("X-1")
    assert len(form.parts) == 2
    form.parts[0].quantity.set_text("1.5")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert (line_of(own_shop).code, line_of(own_shop).quantity) == ("X-1", Decimal("1.5"))


def test_more_than_was_ordered_is_received_once_it_is_confirmed(hands, own_shop):
    ordered(own_shop)
    page = hands.go("purchase", "PO-2026-0001")
    page.lines[0].came.set_text("3")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert not line_of(own_shop).arrived
    assert page.lines[0].came.is_faulty
    page.more.restore(True)
    hands.press(ENTER, CTRL)
    hands.settle()
    assert line_of(own_shop).arrived == 3


def test_a_part_kept_by_serial_number_arrives_with_place_batch_and_serials_by_keys(hands, own_shop):
    received(own_shop, "INV-7", 1, 900_000, place="B-2", serials=("S-1",))
    ordered(own_shop, PartOrdered(code="INV-7", quantity=Decimal(2), price=900_000))
    page = hands.go("purchase", "PO-2026-0001")
    (line,) = page.lines
    assert line.place.text == "B-2"
    hands.press(ENTER, CTRL)
    hands.settle()
    assert line.serials.is_faulty
    assert line_of(own_shop).arrived == 0
    line.batch.set_text("L-9")
    line.serials.setFocus()
    for serial in ("S-2", "S-9"):
        QTest.keyClicks(hands.focus, serial)
        hands.press(ENTER)
    hands.press(Qt.Key.Key_Backspace)  # the last one comes back, to be mended
    hands.press(Qt.Key.Key_Backspace)
    QTest.keyClicks(hands.focus, "3")
    hands.press(ENTER, CTRL)
    hands.settle()
    with own_shop.store.reading() as tx:
        lots = stock.on_hand(tx, stock.part(tx, "INV-7").number).lots
    assert {Lot("B-2", "L-9", "S-2"), Lot("B-2", "L-9", "S-3")} < set(lots)


def test_what_is_priced_in_another_currency_is_received_once_its_own_cost_is_entered(hands, own_shop):
    ordered(own_shop, PartOrdered(code="B-1", price=5_000), currency="CNY")
    page = hands.go("purchase", "PO-2026-0001")
    hands.press(ENTER, CTRL)
    hands.settle()
    (line,) = page.lines
    assert line.cost.is_faulty
    line.cost.set_text("262.50")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert at_hand(own_shop, "B-1") == (1, 26_250)


def test_what_somebody_else_received_meanwhile_stands_beside_what_is_typed_and_is_not_received_twice(hands, own_shop):
    ordered(own_shop, PartOrdered(code="H-1", quantity=Decimal(5)), PartOrdered(code="H-2", quantity=Decimal(2)))
    page = hands.go("purchase", "PO-2026-0001")
    hands.until(lambda: page.lines)
    page.note.set_text("LS-1")
    page.lines[0].came.set_text("4")
    page.lines[1].serials.setFocus()
    QTest.keyClicks(hands.focus, "S-1")
    hands.press(ENTER)
    came(own_shop, 3)
    hands.until(page.meanwhile.clashes.isVisible)
    assert (page.note.text, page.lines[0].came.text, page.lines[1].serials.value) == ("LS-1", "4", ("S-1",))
    chips = page.meanwhile.clashes.findChildren(FilterChip)
    assert [each.text() for each in chips] == ["Yours: 4", "Theirs: 2"]
    chips[1].click()
    assert page.lines[0].came.text == "2"
    page.lines[1].came.set_text("")
    hands.press(ENTER, CTRL)
    hands.until(lambda: line_of(own_shop).arrived == 5)
    hands.until(lambda: not page.note.text)
    assert page.meanwhile.isHidden()


def test_on_the_way_promised_anew_and_cancelled_are_buttons_that_are_undone(hands, own_shop):
    ordered(own_shop)
    page = hands.go("purchase", "PO-2026-0001")
    page.tracking.set_text("TH 1")
    page.ship.click()
    hands.settle()
    assert (line_of(own_shop).state, line_of(own_shop).tracking) == (ON_THE_WAY, "TH 1")
    page.promised.set_text("24/12")
    page.promise.click()
    hands.settle()
    assert line_of(own_shop).promised.day == 24
    page.cancel.click()
    hands.settle()
    assert line_of(own_shop).state is CANCELLED
    hands.window.app.undo()
    hands.settle()
    assert line_of(own_shop).state is ON_THE_WAY


def test_customers_are_written_to_in_their_language_by_where_their_part_is(hands, own_shop, stopped_clock):
    waiting_order(own_shop, SENSOR, replace(HOSE, code="B"))
    ordered(own_shop)
    listing = PartRows(own_shop)
    keys = listing.keys()
    texts = [each.text for each in messages(own_shop, [listing.rows(keys)[key] for key in keys])]
    assert len(texts) == 2
    assert all("MG4" in each and "สิริพร" in each for each in texts)
    stopped_clock(NOW + timedelta(days=30))
    late = PartRows(own_shop, PartsList.LATE)
    (text,) = [each.text for each in messages(own_shop, list(late.rows(late.keys()).values()))]
    assert text not in texts


def test_messages_are_copied_for_all_chosen_rows(hands, own_shop):
    waiting_order(own_shop, SENSOR, replace(HOSE, code="B"))
    page = parts(hands)
    page.body.table.setFocus()
    page.body.table.selectAll()
    action = page.listed.actions[-1]
    page.body.table.acts.do(action)
    hands.settle()
    assert QGuiApplication.clipboard().text().count("MG4") == 2


def test_a_line_of_the_order_tells_where_its_part_is(hands, own_shop):
    number = waiting_order(own_shop)
    ordered(own_shop, PartOrdered(code="11046127", promised=datetime(2026, 12, 1, tzinfo=UTC).date()))
    page = hands.go("order", number)
    hands.until(lambda: page.jobs.cards and page.jobs.cards[0].rows)
    mark = page.jobs.cards[0].rows[0].marks["awaited"]
    assert mark.isVisible()
    assert "promised for" in mark.accessibleName()
    assert order(own_shop, number).order.state is WAITING


def test_what_stock_lacks_is_added_once_and_prices_are_those_paid_last(hands, own_shop):
    ordered(own_shop, PartOrdered(code="B-1", supplier_code="SX 1", price=5_000))
    came(own_shop)
    save_stock_part(own_shop, SaveStockPart(code="B-1", minimum=Decimal(4)))
    form = hands.go("purchase_form")
    hands.until(lambda: form.parts)
    form.propose.click()
    hands.settle()
    (part, spare) = form.parts
    assert (part.code.text, part.quantity.text, part.supplier_code.text, part.price.text) == (
        "B-1",
        "3",
        "SX 1",
        "50.00",
    )
    assert spare.is_empty
    hands.press(ENTER, CTRL)
    hands.settle()
    assert line_of(own_shop, 1, "PO-2026-0002").quantity == 3
    assert shelf_proposals(own_shop) == ()


def test_a_part_is_requested_for_a_car_by_keys_and_withdrawn_by_undo(hands, own_shop):
    page = hands.go("part_want", VIN)
    hands.until(lambda: page.vehicle.vehicle)
    page.code.set_text("X-9")
    hands.press(ENTER, CTRL)
    hands.settle()
    (row,) = PartRows(own_shop, PartsList.WANTED).rows(PartRows(own_shop, PartsList.WANTED).keys()).values()
    assert (row.code, row.vin, row.quantity) == ("X-9", VIN, 1)
    hands.window.app.undo()
    hands.settle()
    assert len(PartRows(own_shop, PartsList.WANTED).keys()) == 0


def test_the_form_proposes_what_the_suppliers_list_says_of_a_number_that_is_typed(hands, own_shop):
    price = SupplierPrice(
        supplier=1,
        code="F-1",
        text="Filter",
        price=45_000,
        currency="THB",
        valid_from=NOW.date(),
        superseded_by="F-2",
        minimum=Decimal(5),
    )
    take_prices(own_shop, [(2, price)], file="list.csv", digest="", dry_run=False, skip_refused=False)
    form = hands.go("purchase_form", "supplier-1")
    hands.until(lambda: form.parts)
    part = form.parts[0]
    part.code.setFocus()
    QTest.keyClicks(hands.focus, "f 1")
    hands.press(Qt.Key.Key_Tab)
    hands.until(lambda: part.price.text)
    assert (part.price.text, part.text.text) == ("450.00", "Filter")
    assert "F-2" in part.code.control.accessibleDescription()


def test_a_supplier_is_added_edited_and_ordered_from_by_keys(hands, own_shop):
    page = hands.go("supplier")
    hands.until(lambda: page.panel.entry)
    fields = page.panel.entry.fields
    fields["name"].set_text("Bosch")
    fields["currency"].set_text("eur")
    fields["delivery_days"].set_text("9")
    hands.press(ENTER, CTRL)
    hands.until(lambda: hands.window.place == Place("suppliers"))
    ordered(own_shop, supplier=2)
    listing = hands.window.page().body.table.long.listing
    assert [
        (each.of.name, each.currency, each.days, each.outstanding.orders) for each in listing.rows([2]).values()
    ] == [("Bosch", "EUR", 9, 1)]
    card = hands.go("supplier", "2")
    hands.until(lambda: card.card)
    assert [each.code for each in card.card.waiting] == ["11046127"]
    hands.press(Qt.Key.Key_E, CTRL)
    hands.until(lambda: card.panel.entry)
    card.panel.entry.fields["terms"].set_text("30 days net")
    hands.press(ENTER, CTRL)
    hands.until(lambda: card.card.row.of.terms)
    card.order.click()
    form = hands.window.page()
    hands.until(lambda: form.parts)
    assert form.supplier.value == 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_texts_of_a_suppliers_orders_begin_in_one_line(hands, own_shop, language):
    for _ in range(2):
        ordered(own_shop, supplier=1)
    hands.window.speak(language)
    page = hands.go("supplier", "1")
    hands.until(lambda: page.card)
    rest(hands.window)
    found = [(each.findChild(Button), each.findChild(Label)) for each in page.orders.parts]
    assert len({opened.sizeHint().width() for opened, _ in found}) == len(found) == 2  # PO-…-0001 is the narrower one
    begins = {said.geometry().right() if language == "ar" else said.x() for _, said in found}
    assert len(begins) == 1


def test_a_supplier_is_written_to_about_what_is_late_in_their_language(hands, own_shop, stopped_clock, monkeypatch):
    save_supplier(own_shop, replace(SAIC, number=1, email="parts@saic.example"))
    ordered(own_shop, reference="SX-9")
    ordered(own_shop, PartOrdered(code="LATER", promised=NOW.date() + timedelta(days=30)))
    card = hands.go("supplier", "1")
    hands.until(lambda: card.card)
    assert card.write.isHidden()  # nothing is late yet
    stopped_clock(NOW + timedelta(days=9))
    hands.go("suppliers")
    card = hands.go("supplier", "1")
    hands.until(card.write.isVisible)
    menu = card.write.findChild(Menu)
    menu.refill()
    copy, mail = menu.actions()
    copy.trigger()
    hands.settle()
    text = QGuiApplication.clipboard().text()
    assert "SAIC Parts" in text
    assert "PO-2026-0001 · SX-9" in text
    assert "11046127" in text
    assert "LATER" not in text
    opened = list[str]()
    monkeypatch.setattr(chasing.QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    mail.trigger()
    hands.settle()
    assert opened[0].startswith("mailto:parts@saic.example?subject=")
    page = parts(hands)
    page.chips.choose(PartsList.LATE)
    hands.settle()
    page.body.table.setFocus()
    hands.press(Qt.Key.Key_Down)
    QGuiApplication.clipboard().setText("")
    page.body.table.acts.do(chasing.OF_PARTS[0])
    hands.settle()
    assert QGuiApplication.clipboard().text() == text
