"""What is outstanding and what was taken, at the window: from the workshop, narrowed, opened, exported, undone."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hands import CTRL, ENTER, said
from PySide6.QtCore import Qt
from screen import Hands, at_the_window
from workshop import LOGGED, moved, opened

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.list_export import export
from lifecycle_desk.desktop.remembered import filter_key
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.pages import PAGES as OF_SERVICE
from lifecycle_desk.stages.service.payments.rules import PaidBy
from lifecycle_desk.stages.service.payments.screens.listing import PaymentsPage
from lifecycle_desk.stages.service.payments.screens.outstanding import OutstandingPage
from lifecycle_desk.stages.service.payments.usecases.recording import RecordPayment, record_payment
from lifecycle_desk.stages.service.payments.usecases.showing import Days, OutstandingList
from lifecycle_desk.vehicle.pages import PAGES as OF_VEHICLES

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
OLD, YOUNG, OPEN = "RO-2026-0001", "RO-2026-0002", "RO-2026-0003"


def with_debts(user: UserSession) -> None:
    """One order is paid in part since July, one not at all since yesterday; one is ready to be handed over."""
    with standing_at(datetime(2026, 7, 1, 6, 0, tzinfo=UTC)):
        log_repair_order(user, replace(LOGGED, on=date(2026, 7, 1)))
        record_payment(user, RecordPayment(number=OLD, paid_by=PaidBy.CASH, amount=Money(100_000, "THB")))
    log_repair_order(user, LOGGED)
    assert opened(user).number == OPEN
    moved(user, OPEN, IN_WORK, CHECK, READY)


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    with_debts(own_shop)
    with at_the_window(own_shop, qtbot) as found:
        yield found


def rows_of(page: OutstandingPage | PaymentsPage) -> list[list[str]]:
    model = page.body.table.long
    columns = range(model.columnCount())
    return [[str(model.index(row, at).data() or "") for at in columns] for row in range(model.rowCount())]


def test_the_workshop_says_how_many_are_not_paid_and_leads_to_them(hands, own_shop):
    page = hands.go("service")
    hands.until(lambda: page.payments.text() == "Unpaid: 2")
    page.payments.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.until(lambda: hands.went[-1].page == "outstanding")
    hands.settle()
    listed = hands.window.page()

    assert isinstance(listed, OutstandingPage)
    hands.until(lambda: listed.body.table.long.rowCount() == 2 and "1,670.72" in said(listed))
    found = rows_of(listed)
    assert [each[0] for each in found] == [OLD, YOUNG]
    assert found[0][1:8] == [
        "สิริพร ชัยสิทธิ์",
        "3กข 4821 · MG4 Electric",
        "1 Jul 2026",
        "147",
        "2,670.72",
        "1,000.00",
        "1,670.72",
    ]
    hands.until(lambda: any("Outstanding: ฿4,341.44" in each for each in said(listed)))


def test_a_row_opens_its_order_and_a_payment_takes_it_off_the_list(hands, own_shop):
    page = hands.go("outstanding", filter_key(OutstandingList.OVER_90.value, ""))
    hands.until(lambda: [each[0] for each in rows_of(page)] == [OLD])
    page.body.table.setFocus()
    hands.press(ENTER)
    hands.until(lambda: (hands.went[-1].page, hands.went[-1].key) == ("order", OLD))

    page = hands.go("outstanding")
    hands.until(lambda: page.body.table.long.rowCount() == 2)
    record_payment(own_shop, RecordPayment(number=OLD, paid_by=PaidBy.CARD, amount=Money(167_072, "THB")))
    hands.until(lambda: [each[0] for each in rows_of(page)] == [YOUNG])
    hands.until(lambda: "1 order" in said(page) and "1,670.72" not in said(page))


def test_the_list_is_written_as_csv_with_plain_amounts(hands, tmp_path: Path):
    page = hands.go("outstanding")
    hands.until(lambda: page.body.table.long.rowCount() == 2)
    export(page.body.table, tmp_path / "owed.csv", "csv")
    hands.until((tmp_path / "owed.csv").exists)
    hands.settle()

    first, *rows = csv.reader((tmp_path / "owed.csv").read_text("utf-8-sig").splitlines())
    assert first[:2] == ["Number", "Customer"]
    assert [row[0] for row in rows] == [OLD, YOUNG]
    assert [row[first.index("Days")] for row in rows] == ["147", "1"]
    assert any("1670.72" in cell for cell in rows[0])


def test_the_payments_of_the_chosen_days_are_summed_by_means(hands, own_shop):
    for paid_by, minor, more in (
        (PaidBy.CASH, 20_000, {}),
        (PaidBy.CASH, 5_000, {"refund": True}),
        (PaidBy.INSTANT, 30_000, {"means": "PromptPay"}),
        (PaidBy.ACCOUNT, 40_000, {}),
    ):
        record_payment(own_shop, RecordPayment(number=YOUNG, paid_by=paid_by, amount=Money(minor, "THB"), **more))
    page = hands.go("payments")
    assert isinstance(page, PaymentsPage)
    hands.until(lambda: page.body.table.long.rowCount() == 5)
    hands.until(lambda: "PromptPay" in said(page))
    words = said(page)
    for each in ("Today, by means of payment", "฿150.00", "2 payments, refunds ฿50.00", "฿300.00", "฿400.00"):
        assert each in words, each
    assert words[words.index("Total received") :][1:3] == ["฿450.00", "3 payments, on account: 1"]  # 4 rows of today

    page.chips.choose(Days.MONTH)
    hands.until(lambda: "This month, by means of payment" in said(page) and page.body.table.long.rowCount() == 4)


def test_a_narrow_list_of_payments_keeps_the_plate_longest_of_what_tells_the_car(hands):
    page = hands.go("payments")
    hands.until(lambda: page.body.table.long.rowCount() == 1)
    table = page.body.table
    ids = [each.id for each in page.COLUMNS]
    for wide in (1500, 1300, 1200, 1100, 1000, 900):
        hands.window.resize(wide, 700)
        hands.settle()
        seen = {each for at, each in enumerate(ids) if not table.isColumnHidden(at)}
        assert "vehicle" in seen, wide
        if "by" in seen or "model" in seen:
            assert {"order", "customer"} <= seen
    assert rows_of(page)[0][3:5] == ["3กข 4821", "MG4 Electric"]


def test_ctrl_z_after_a_handover_takes_its_payment_back_too(hands, own_shop):
    page = hands.go("order", f"{OPEN}/hand-over")
    hands.until(page.panel.isVisible)
    page.panel.paid_by.set_value("card")
    hands.press(ENTER, CTRL)
    hands.until(lambda: order(own_shop, OPEN).settlement.paid == Money(267_072, "THB"))
    hands.until(lambda: hands.window.app.undoing.can_undo)
    hands.window.app.undo()
    hands.until(lambda: order(own_shop, OPEN).order.state is READY)
    assert order(own_shop, OPEN).settlement.payments == ()


def test_a_customer_s_page_says_what_they_owe_order_by_order_and_in_all(own_shop, qtbot, stopped_clock):
    stopped_clock(NOW)
    with_debts(own_shop)
    customer = str(order(own_shop, OLD).order.sheet.customer)
    with at_the_window(own_shop, qtbot, pages=(*OF_SERVICE, *OF_VEHICLES)) as hands:
        page = hands.go("person", customer)
        hands.until(lambda: len(page.owing.links) == 2)
        assert [each.text() for each in page.owing.links] == [OLD, YOUNG]
        words = [each for each in said(page.owing) if each.startswith(("฿", "Out"))]
        assert words == ["Outstanding", "฿1,670.72", "฿2,670.72", "Outstanding in all", "฿4,341.44"]
        record_payment(own_shop, RecordPayment(number=OLD, paid_by=PaidBy.CARD, amount=Money(167_072, "THB")))
        hands.until(lambda: [each.text() for each in page.owing.links] == [YOUNG])
        page.owing.links[0].click()
        hands.until(lambda: (hands.went[-1].page, hands.went[-1].key) == ("order", YOUNG))

        page = hands.go("person", "new")
        assert page.owing.isHidden()
