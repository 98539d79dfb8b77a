"""Payments of repair orders: in parts, by the market's means, on account, given back, voided; on paper and erased."""

from datetime import date

import pytest
from pdf_text import pages_of
from workshop import LOGGED, VIN, VISIT, moved, opened, sound, undone

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.market.market import MeansKind, codes, market
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import CancelRepairOrder, HandOverRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import cancel_repair_order, hand_over_repair_order
from lifecycle_desk.stages.service.payments.rules import PaidBy, Settlement
from lifecycle_desk.stages.service.payments.usecases.recording import (
    RecordPayment,
    VoidPayment,
    record_payment,
    void_payment,
)
from lifecycle_desk.stages.service.reports import REPORTS, OfOrder
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.showing import page

OWED = 267_072  # the refrigerant and 7 % of tax on it
REPORT = REPORTS[0]


def baht(minor: int) -> Money:
    return Money(minor, "THB")


def pay(user: UserSession, number: str, minor: int, paid_by: PaidBy = PaidBy.CARD, **more):
    return record_payment(user, RecordPayment(number=number, paid_by=paid_by, amount=baht(minor), **more))


def settled(user: UserSession, number: str) -> Settlement:
    return order(user, number).settlement


def refused(call, *asked, **named) -> str:
    with pytest.raises(Objection) as fault:
        call(*asked, **named)
    return fault.value.rule


def test_an_order_is_paid_in_parts_and_says_what_is_open(shop):
    number = log_repair_order(shop, LOGGED).value.number
    first = pay(shop, number, 100_000, reference="TX 4711").value
    second = pay(shop, number, 167_072, PaidBy.INSTANT, means="PromptPay").value

    assert (first.paid, first.open) == (baht(100_000), baht(167_072))
    assert (second.paid, second.open) == (baht(OWED), baht(0))
    found = settled(shop, number).payments
    assert [(each.paid_by, each.means, each.reference) for each in found] == [
        (PaidBy.CARD, "", "TX 4711"),
        (PaidBy.INSTANT, "PromptPay", ""),
    ]
    assert [each.kind for each in (line.told for line in page(shop, VIN).lines)][-2:] == ["service.order_paid"] * 2
    assert sound(shop)


def test_what_cannot_be_paid_is_refused_and_too_much_is_said(own_shop):
    number = log_repair_order(own_shop, LOGGED).value.number

    assert refused(pay, own_shop, number, 0) == "payment_missing"
    dirham = RecordPayment(number=number, paid_by=PaidBy.CASH, amount=Money(100, "AED"))
    assert refused(record_payment, own_shop, dirham) == "other_currency"
    assert refused(pay, own_shop, number, 1, refund=True) == "refund_too_high"
    over = pay(own_shop, number, OWED + 500)
    assert [(each.rule, each.over) for each in over.warnings] == [("paid_too_much", baht(500))]
    assert settled(own_shop, number).open == baht(-500)
    back = pay(own_shop, number, 500, PaidBy.CASH, refund=True)
    assert (back.value.paid, back.value.open, back.warnings) == (baht(OWED), baht(0), ())


def test_what_goes_on_account_is_owed_until_money_comes_for_it(own_shop):
    number = log_repair_order(own_shop, LOGGED).value.number
    pay(own_shop, number, 67_072)
    pay(own_shop, number, 200_000, PaidBy.ACCOUNT)
    agreed = settled(own_shop, number)
    pay(own_shop, number, 50_000, PaidBy.TRANSFER)
    later = settled(own_shop, number)

    assert (agreed.paid, agreed.on_account, agreed.open) == (baht(67_072), baht(200_000), baht(0))
    assert (later.paid, later.on_account, later.open) == (baht(117_072), baht(150_000), baht(0))


def test_a_payment_is_undone_and_voided_and_stays_readable(shop):
    number = log_repair_order(shop, LOGGED).value.number
    undone(shop, record_payment, pay(shop, number, OWED).value)
    assert settled(shop, number).open == baht(OWED)

    event = pay(shop, number, OWED, PaidBy.CASH).value.event
    gone = void_payment(shop, VoidPayment(event, "Another order.")).value

    assert (gone.number, gone.open) == (number, baht(OWED))
    assert refused(void_payment, shop, VoidPayment(event, "Again.")) == "unknown_payment"
    assert [each.stands for each in order(shop, number).steps if each.told.kind == "service.order_paid"] == [False] * 2
    assert sound(shop)


def test_who_hands_a_car_over_says_how_the_rest_is_paid(own_shop):
    number = opened(own_shop).number
    moved(own_shop, number, IN_WORK, CHECK, READY)
    pay(own_shop, number, 100_000, on=date(2026, 11, 20))
    closed = HandOverRepairOrder(number=number, paid_by=PaidBy.INSTANT, means="PromptPay")
    hand_over_repair_order(own_shop, closed)

    found = settled(own_shop, number)
    assert [(each.means, each.amount) for each in found.payments] == [("", baht(100_000)), ("PromptPay", baht(167_072))]
    assert found.open == baht(0)


def test_an_order_with_money_is_cancelled_once_that_was_given_back(own_shop):
    number = opened(own_shop).number
    pay(own_shop, number, 50_000)

    assert refused(cancel_repair_order, own_shop, CancelRepairOrder(number)) == "still_paid"
    pay(own_shop, number, 50_000, refund=True)
    cancel_repair_order(own_shop, CancelRepairOrder(number))
    assert refused(pay, own_shop, number, 100) == "no_payment_on_cancelled"


def test_the_report_and_the_billing_summary_say_how_it_was_paid_and_what_is_open(own_shop):
    number = log_repair_order(own_shop, LOGGED).value.number
    before = printed(own_shop, number)
    pay(own_shop, number, 100_000, on=VISIT)
    pay(own_shop, number, 20_000, PaidBy.INSTANT, means="PromptPay", on=VISIT)

    after = printed(own_shop, number)

    assert "Outstanding" not in before  # of a visit of which nobody recorded a payment nothing is claimed
    for each in ("Card", "1,000.00", "PromptPay", "200.00", "Outstanding", "1,470.72"):
        assert each in after
    assert "PromptPay" in printed(own_shop, number, REPORTS[3])


def test_the_reference_goes_with_the_customer_and_the_sum_stays(own_shop):
    number = log_repair_order(own_shop, LOGGED).value.number
    pay(own_shop, number, OWED, PaidBy.TRANSFER, reference="S. Chaisit, July")
    customer = order(own_shop, number).order.sheet.customer
    erase_person(own_shop, ErasePerson(customer, "asked for it"))

    (left,) = settled(own_shop, number).payments
    assert (left.amount, left.reference) == (baht(OWED), "")


def test_markets_name_their_own_means_with_a_day_and_a_source():
    named = {code: market(code).payment_means for code in codes()}
    assert {each.name for each in named["TH"]} == {"PromptPay"}
    assert {(each.name, each.kind) for each in named["SA"]} >= {("mada", MeansKind.CARD)}
    assert [each.name for each in market("BR").payment_means_on(date(2020, 11, 15))] == []
    for code, some in named.items():
        assert all(each.source for each in some), code
        assert len({each.name for each in some}) == len(some), code


def printed(user: UserSession, number: str, report=REPORT) -> str:
    return " ".join("\n".join(pages_of(report.draw(user, OfOrder(number), spoken(user, "en")).pdf())).split())
