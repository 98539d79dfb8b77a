"""Purchasing: wanted by an order's line, ordered, on the way, arrived; back orders, two orders of one part, undone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from shelving import received
from sqlalchemy import literal, select
from workshop import COOLING, VIN, with_car

from lifecycle_desk.base.folding import tight
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind
from lifecycle_desk.stages.service.orders.rules.states import IN_WORK, WAITING
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import MoveRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import move_repair_order
from lifecycle_desk.stages.service.purchasing.rules.arrivals import (
    DeliveredOther,
    LessThanOrdered,
    MoreThanOrdered,
    NoteKnown,
    OtherPrice,
    OtherSupplier,
)
from lifecycle_desk.stages.service.purchasing.rules.purchases import (
    ARRIVED,
    BACK_ORDER,
    CANCELLED,
    ON_THE_WAY,
    ORDERED,
    NothingOutstanding,
    PromisedBeforeOrdered,
    PurchaseEmpty,
    SupplierInUse,
    SupplierKnown,
    SupplierUnknown,
    number_of,
)
from lifecycle_desk.stages.service.purchasing.rules.wants import WantOrdered
from lifecycle_desk.stages.service.purchasing.tables import sought
from lifecycle_desk.stages.service.purchasing.usecases.checks import CHECKS
from lifecycle_desk.stages.service.purchasing.usecases.listing import (
    ListParts,
    PartRows,
    PartsList,
    late_parts,
    list_parts,
    part_counts,
)
from lifecycle_desk.stages.service.purchasing.usecases.ordering import (
    ArrivedSince,
    cancel_parts,
    order_parts,
    promise_parts,
    ship_parts,
)
from lifecycle_desk.stages.service.purchasing.usecases.receiving import receive_parts
from lifecycle_desk.stages.service.purchasing.usecases.requests import (
    CancelParts,
    DropSupplier,
    DropWant,
    OrderParts,
    PartOrdered,
    PartReceived,
    PromiseParts,
    ReceiveParts,
    SaveSupplier,
    ShipParts,
    WantPart,
)
from lifecycle_desk.stages.service.purchasing.usecases.showing import purchase_form, purchase_page
from lifecycle_desk.stages.service.purchasing.usecases.slots import proposal
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import drop_supplier, save_supplier
from lifecycle_desk.stages.service.purchasing.usecases.wanting import drop_want, want_part
from lifecycle_desk.vehicle.usecases.showing import look_for
from lifecycle_desk.vehicle.usecases.waiting import what_waits

TUESDAY, NOW = date(2026, 11, 24), datetime(2026, 11, 24, 3, tzinfo=UTC)  # 10:00 in Bangkok
SENSOR = Line(
    kind=LineKind.PART, code="11046127", text="A/C pressure sensor", quantity=Decimal(1), price=284_000, awaited=True
)
HOSE = Line(kind=LineKind.PART, code="10227-A", text="Hose", quantity=Decimal(2), price=90_000, awaited=True)
SAIC = SaveSupplier(name="SAIC Parts", currency="THB", language="zh_CN")


@pytest.fixture
def parts(stocked_anywhere, stopped_clock) -> UserSession:
    """A workshop on a Tuesday morning, with a technician and a supplier."""
    stopped_clock(NOW)
    return stocked_anywhere(_parts)


def _parts(user: UserSession) -> None:
    shop = with_car(user)
    take_on(shop, Member("somchai", "Somchai Pradit", Role.TECHNICIAN))
    save_supplier(shop, SAIC)


def waiting_order(user: UserSession, *lines: Line) -> str:
    """A repair order that waits for parts."""
    asked = OpenRepairOrder(vin=VIN, jobs=(replace(COOLING, lines=lines or (SENSOR,)),))
    number = open_repair_order(user, asked).value.number
    move_repair_order(user, MoveRepairOrder(number, WAITING))
    return number


def ordered(user: UserSession, *lines: PartOrdered, **more: object):
    made = lines or (PartOrdered(code="11046127", price=120_000, promised=TUESDAY + timedelta(days=7)),)
    return order_parts(user, OrderParts(**{"supplier": 1, "lines": made, **more}))


def came(user: UserSession, quantity: int | str = 1, line: int = 1, number: str = "PO-2026-0001", **more: object):
    rest = {name: more.pop(name) for name in ("note", "on", "more") if name in more}
    part = PartReceived(order=number, line=line, quantity=Decimal(quantity), **more)
    return receive_parts(user, ReceiveParts(parts=(part,), **rest))


def rows(user: UserSession, which: PartsList | None = None, text: str = ""):
    listing = PartRows(user, which, text)
    keys = listing.keys()
    return [listing.rows(keys)[key] for key in keys]


def line_of(user: UserSession, line: int = 1, number: str = "PO-2026-0001"):
    return purchase_page(user, number).of.line(line)


def test_parts_in_stock_purchase_orders_and_suppliers_are_found_from_anywhere(shop, stopped_clock):
    stopped_clock(NOW)
    save_supplier(shop, SAIC)
    save_supplier(shop, replace(SAIC, name="Ünal 100% Parts"))
    received(shop, "INV-7", 1, serials=("SN-4711",), text="Inverter")
    ordered(shop, PartOrdered(code="INV-7"), reference="SX-99")
    ordered(shop, reference="Çelik.７7")
    hits = {
        given: [(each.kind, each.ref) for each in look_for(shop, given).hits]
        for given in (
            *("inv7", "SN-4711", "po-2026-0001", "60001", "po2026", "sx99", "saic", "2026-9x"),
            *("celik", "K77", "unal 100%", "unal 100_"),
        )
    }
    part, purchase, later = ("part", "INV-7"), ("purchase", "PO-2026-0001"), ("purchase", "PO-2026-0002")
    assert hits == {
        "inv7": [part, purchase],
        "SN-4711": [part],
        "po-2026-0001": [purchase],
        "60001": [purchase],
        "po2026": [later, purchase],
        "sx99": [purchase],
        "saic": [("supplier", "1")],
        "2026-9x": [],
        "celik": [later],
        "K77": [later],
        "unal 100%": [("supplier", "2")],
        "unal 100_": [],
    }


def test_the_engines_write_a_purchase_orders_number_as_the_rule_does(shop):
    keys = (2026_000_001, 2026_009_999, 2026_010_000, 2019_123_456)
    with shop.store.reading() as tx:
        written = tx.connection.execute(select(*(sought.number_as_compared(literal(key)) for key in keys))).one()
    assert list(written) == [tight(number_of(key)) for key in keys]


def told(done) -> list[type]:
    return [type(each) for each in done.warnings]


def undone(user, command, done):
    back, asked = command.undo(done.value)
    return back(user, asked)


def sound(user) -> bool:
    return books.check(user, CHECKS).findings == ()


def test_a_line_that_awaits_its_part_is_wanted_and_ordering_takes_it_from_the_list(parts):
    number = waiting_order(parts)
    (row,) = rows(parts, PartsList.WANTED)
    assert (row.code, row.order, row.customer_name, row.state) == ("11046127", number, "สิริพร ชัยสิทธิ์", None)
    done = ordered(parts)
    assert done.value.number == "PO-2026-0001"
    assert rows(parts, PartsList.WANTED) == []
    (row,) = rows(parts, PartsList.COMING)
    assert (row.state, row.order, row.supplier, row.promised) == (ORDERED, number, "SAIC Parts", date(2026, 12, 1))
    undone(parts, order_parts, done)
    assert [each.order for each in rows(parts, PartsList.WANTED)] == [number]
    assert line_of(parts).state is CANCELLED
    assert sound(parts)


def test_the_last_part_lets_the_order_go_on_and_the_first_one_does_not(parts):
    number = waiting_order(parts, SENSOR, HOSE)
    ordered(parts, PartOrdered(code="11046127"), PartOrdered(code="10227 a", quantity=Decimal(2)))
    first = came(parts)
    assert [(each.number, each.whole) for each in first.value.orders] == [(number, False)]
    assert order(parts, number).order.state is WAITING
    assert [each.awaited for each in order(parts, number).order.sheet.lines] == [False, True]
    half = came(parts, 1, 2)
    assert told(half)[0] is LessThanOrdered
    assert line_of(parts, 2).state is BACK_ORDER
    last = came(parts, 1, 2)
    assert last.value.orders[0].state is IN_WORK
    assert order(parts, number).order.state is IN_WORK
    assert not any(each.awaited for each in order(parts, number).order.sheet.lines)
    assert {each.code for each in rows(parts, PartsList.CAME)} == {"11046127", "10227 a"}
    assert sound(parts)


def test_who_has_waited_longest_gets_the_part_first(parts, stopped_clock):
    first = waiting_order(parts)
    stopped_clock(NOW + timedelta(days=1))
    second = waiting_order(parts)
    ordered(parts, PartOrdered(code="11046127", quantity=Decimal(2)))
    done = came(parts)
    assert [each.number for each in done.value.orders] == [first]
    assert [each.order for each in rows(parts, PartsList.COMING)] == [second]
    assert [each.number for each in came(parts).value.orders] == [first, second]
    assert order(parts, second).order.state is IN_WORK


def test_more_than_was_ordered_asks_first_and_twice_is_refused(parts):
    waiting_order(parts)
    ordered(parts)
    with pytest.raises(MoreThanOrdered):
        came(parts, 2)
    came(parts, 2, more=True)
    assert line_of(parts).state is ARRIVED
    with pytest.raises(NothingOutstanding):
        came(parts)
    assert sound(parts)


def test_the_same_note_twice_receives_nothing_twice(parts):
    ordered(parts, PartOrdered(code="11046127", quantity=Decimal(5)))
    came(parts, 2, note="LS-77")
    with pytest.raises(NoteKnown):
        came(parts, 2, note="LS-77")
    assert line_of(parts).arrived == 2
    assert sound(parts)


def test_another_number_and_another_price_are_told_and_never_refused(parts):
    ordered(parts)
    done = came(parts, code="11046128", price=130_000)
    assert told(done)[:2] == [DeliveredOther, OtherPrice]
    assert line_of(parts).state is ARRIVED


def test_one_delivery_is_of_one_supplier(parts):
    save_supplier(parts, SaveSupplier(name="Bosch"))
    ordered(parts)
    ordered(parts, supplier=2)
    both = tuple(PartReceived(order=each, line=1, quantity=Decimal(1)) for each in ("PO-2026-0001", "PO-2026-0002"))
    with pytest.raises(OtherSupplier):
        receive_parts(parts, ReceiveParts(parts=both))
    assert not line_of(parts).arrived


def test_on_the_way_and_promised_anew_are_undone_and_not_once_something_came(parts):
    ordered(parts)
    shipped = ship_parts(parts, ShipParts(number="PO-2026-0001", tracking="TH 1"))
    assert (line_of(parts).state, line_of(parts).tracking) == (ON_THE_WAY, "TH 1")
    undone(parts, ship_parts, shipped)
    assert line_of(parts).state is ORDERED
    promised = promise_parts(parts, PromiseParts(number="PO-2026-0001", promised=date(2026, 12, 24)))
    with pytest.raises(PromisedBeforeOrdered):
        promise_parts(parts, PromiseParts(number="PO-2026-0001", promised=date(2026, 11, 1)))
    came(parts)
    with pytest.raises(ArrivedSince):
        undone(parts, promise_parts, promised)
    with pytest.raises(NothingOutstanding):
        cancel_parts(parts, CancelParts("PO-2026-0001"))
    assert sound(parts)


def test_what_is_cancelled_is_wanted_again_by_whoever_did_not_get_it(parts):
    number = waiting_order(parts, HOSE)
    ordered(parts, PartOrdered(code="10227-A", quantity=Decimal(2)))
    came(parts)
    cancelled = cancel_parts(parts, CancelParts("PO-2026-0001"))
    (row,) = rows(parts, PartsList.WANTED)
    assert (row.order, row.quantity) == (number, 1)
    assert line_of(parts).state is ARRIVED
    undone(parts, cancel_parts, cancelled)
    assert rows(parts, PartsList.WANTED) == []
    assert sound(parts)


def test_a_promise_that_has_passed_is_late_and_counted(parts, stopped_clock):
    waiting_order(parts)
    ordered(parts)
    assert late_parts(parts) == 0
    stopped_clock(datetime(2026, 12, 5, 3, tzinfo=UTC))
    assert late_parts(parts) == 1
    (row,) = rows(parts, PartsList.LATE)
    assert row.days_late == 4
    counts, whole = part_counts(parts)
    assert (counts[PartsList.COMING], counts[PartsList.LATE], whole) == (1, 1, 1)


def test_a_request_is_written_by_hand_withdrawn_and_not_once_it_was_ordered(parts):
    done = want_part(parts, WantPart(code=" B-1 ", quantity=Decimal("0.5"), vin=VIN))
    assert rows(parts, PartsList.WANTED)[0].customer_name == "สิริพร ชัยสิทธิ์"
    undone(parts, want_part, done)
    assert rows(parts) == []
    back = drop_want.undo(done.value)
    back[0](parts, back[1])
    ordered(parts, PartOrdered(code="b1"))
    with pytest.raises(WantOrdered):
        drop_want(parts, DropWant(1))
    assert line_of(parts).waiting[0].want == 1
    assert sound(parts)


def test_the_form_joins_all_who_want_a_part(parts):
    first, second = waiting_order(parts), waiting_order(parts)
    names = [f"{each.order}.{each.line_id}" for each in rows(parts, PartsList.WANTED)]
    (part,) = purchase_form(parts, names).parts
    assert (part.quantity, [each.order for each in part.waiting]) == (2, [first, second])


def test_a_new_supplier_goes_again_until_something_was_ordered_there(parts):
    new = save_supplier(parts, SaveSupplier(name="Bosch")).value.now
    drop_supplier(parts, DropSupplier(new.number))
    with pytest.raises(SupplierUnknown):
        drop_supplier(parts, DropSupplier(new.number))
    ordered(parts)
    with pytest.raises(SupplierInUse) as refused:
        drop_supplier(parts, DropSupplier(1))
    assert refused.value.facts["name"] == SAIC.name


def test_a_supplier_is_known_once_and_their_usual_days_are_learnt(parts, stopped_clock):
    with pytest.raises(SupplierKnown):
        save_supplier(parts, SaveSupplier(name="saic parts"))
    with pytest.raises(SupplierUnknown):
        ordered(parts, supplier=9)
    with pytest.raises(PurchaseEmpty):
        order_parts(parts, OrderParts(supplier=1, lines=()))
    ordered(parts)
    stopped_clock(NOW + timedelta(days=10))
    came(parts)
    ordered(parts, PartOrdered(code="X"))
    assert line_of(parts, 1, "PO-2026-0002").promised == date(2026, 12, 14)


def test_a_slot_is_proposed_when_somebody_has_the_hours(parts):
    number = waiting_order(parts)
    ordered(parts)
    came(parts)
    key = order(parts, number).order.key
    asked = proposal(parts, key)
    assert (asked.on, asked.start, asked.technician) == (date(2026, 11, 25), 480, "Somchai Pradit")


def test_a_car_tells_what_it_waits_for(parts):
    waiting_order(parts)
    ordered(parts)
    assert what_waits(parts, VIN)[0].facts["code"] == "11046127"


def test_letters_find_parts_orders_and_customers_and_other_programs_list_them(parts):
    number = waiting_order(parts)
    ordered(parts)
    for text in ("1104", number, "saic", "4821", "PO-2026"):
        assert len(rows(parts, None, text)) == 1, text
    assert rows(parts, None, "nothing") == []
    assert [each.order for each in list_parts(parts, ListParts(vin=VIN)).value.parts] == [number]
