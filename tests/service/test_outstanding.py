"""What is outstanding over all orders, by age and customer; what was taken by means and day; rows follow the life."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from workshop import CHECKS, LOGGED, VISIT, moved, opened, sound, undone, with_car

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.orders import correct_repair_order, log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import (
    CorrectRepairOrder,
    HandOverRepairOrder,
    TakeBackOrderStep,
)
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order, take_back_order_step
from lifecycle_desk.stages.service.payments.rules import PaidBy
from lifecycle_desk.stages.service.payments.usecases.recording import (
    RecordPayment,
    VoidPayment,
    record_payment,
    void_payment,
)
from lifecycle_desk.stages.service.payments.usecases.showing import (
    OWED,
    Days,
    ListOutstanding,
    ListTakings,
    OutstandingList,
    OutstandingOrders,
    Payments,
    list_outstanding,
    list_takings,
    outstanding_counts,
    owed_by,
    payment_counts,
)
from lifecycle_desk.store import migrations
from lifecycle_desk.store.engine import connect
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.people import add_person

OWED_OF_ONE = 267_072  # the refrigerant and 7 % of tax on it; the maker pays the rest of the order
TODAY = date(2026, 11, 25)
BACK_TO_BEFORE = (
    "DROP VIEW report_payment",
    "DROP TABLE order_payment",
    "DROP VIEW report_order_line",
    "DROP VIEW report_repair_order",
    "ALTER TABLE repair_line DROP COLUMN taxing",
    "ALTER TABLE repair_order DROP COLUMN tax_reduced_hundredths",
    "ALTER TABLE repair_order DROP COLUMN tax_work_only",
    "UPDATE alembic_version SET version_num = '0024'",
)
DEALER = Dealer("Sathorn EV", "TH", "en", labour_rate=120_000)


@pytest.fixture(autouse=True)
def _today(stopped_clock):
    stopped_clock(datetime(2026, 11, 25, 6, 0, tzinfo=UTC))


def baht(minor: int) -> Money:
    return Money(minor, "THB")


def pay(user: UserSession, number: str, minor: int, paid_by: PaidBy = PaidBy.CARD, **more):
    return record_payment(user, RecordPayment(number=number, paid_by=paid_by, amount=baht(minor), **more)).value


def visited(user: UserSession, days_ago: int, **more) -> str:
    """A visit that was logged so many days after its handover."""
    return log_repair_order(user, replace(LOGGED, on=TODAY - timedelta(days=days_ago), **more)).value.number


def paid_visit(user: UserSession) -> None:
    """A visit that was paid long ago: since then payments are recorded here."""
    with standing_at(datetime(2026, 2, 1, 6, 0, tzinfo=UTC)):
        number = log_repair_order(user, replace(LOGGED, on=date(2026, 1, 31))).value.number
        pay(user, number, OWED_OF_ONE)


def numbers(user: UserSession, which: OutstandingList | None = None, written: str = "") -> list[str]:
    found = OutstandingOrders(user, which, written)
    rows = found.rows(found.keys())
    return [rows[key].of.number for key in found.keys()]  # noqa: SIM118 (a listing, whose keys are asked for)


def test_nothing_is_claimed_of_orders_from_before_payments_were_recorded(shop, stopped_clock):
    before = visited(shop, 3)
    assert numbers(shop) == []
    in_part = visited(shop, 2)
    pay(shop, in_part, 100_000)
    after = visited(shop, 0)

    assert numbers(shop) == [in_part, after]
    stopped_clock(datetime(2026, 11, 26, 6, 0, tzinfo=UTC))
    pay(shop, before, 67_072, PaidBy.ACCOUNT)  # from now on it is known how that one was meant
    assert numbers(shop) == [before, in_part, after]
    assert [row.rest for row in list_outstanding(shop, ListOutstanding()).value.orders] == [
        baht(OWED_OF_ONE),
        baht(OWED_OF_ONE - 100_000),
        baht(OWED_OF_ONE),
    ]


def test_what_is_open_stands_on_the_list_of_its_age_to_the_day(shop):
    by_age = {}
    for days in (0, 30, 31, 60, 61, 90, 91, 200):
        by_age[days] = visited(shop, days)
        pay(shop, by_age[days], 67_072)

    listed = {which: numbers(shop, which) for which in OWED}
    assert listed == {
        OutstandingList.UP_TO_30: [by_age[30], by_age[0]],
        OutstandingList.UP_TO_60: [by_age[60], by_age[31]],
        OutstandingList.UP_TO_90: [by_age[90], by_age[61]],
        OutstandingList.OVER_90: [by_age[200], by_age[91]],
    }
    assert outstanding_counts(shop) == (dict.fromkeys(OWED, 2) | {OutstandingList.OVERPAID: 0}, 8)
    found = list_outstanding(shop, ListOutstanding(OutstandingList.OVER_90)).value
    assert [(each.number, each.days) for each in found.orders] == [(by_age[200], 200), (by_age[91], 91)]
    assert [(each.which, each.rest) for each in found.ages if each.count] == [(which, baht(400_000)) for which in OWED]


def test_an_order_leaves_the_list_with_its_last_baht_and_comes_back_with_a_refund_or_a_void(shop):
    paid_visit(shop)
    number = visited(shop, 5)
    pay(shop, number, 67_072, PaidBy.CASH)
    assert numbers(shop) == [number]
    event = pay(shop, number, 200_000).event
    assert numbers(shop) == []
    void_payment(shop, VoidPayment(event, "Bounced."))
    assert numbers(shop) == [number]
    pay(shop, number, 200_000, PaidBy.TRANSFER)
    pay(shop, number, 7_072, PaidBy.CASH, refund=True)

    (row,) = list_outstanding(shop, ListOutstanding()).value.orders
    assert (row.total, row.paid, row.rest) == (baht(OWED_OF_ONE), baht(260_000), baht(7_072))
    pay(shop, number, 10_000)
    assert (numbers(shop), numbers(shop, OutstandingList.OVERPAID)) == ([], [number])
    assert sound(shop)


def test_what_goes_on_account_is_still_to_be_paid(shop):
    number = visited(shop, 40)
    pay(shop, number, OWED_OF_ONE, PaidBy.ACCOUNT)

    (row,) = list_outstanding(shop, ListOutstanding()).value.orders
    assert (row.paid, row.rest, row.on_account) == (baht(0), baht(OWED_OF_ONE), baht(OWED_OF_ONE))
    pay(shop, number, 200_000, PaidBy.TRANSFER)
    (row,) = list_outstanding(shop, ListOutstanding()).value.orders
    assert (row.rest, row.on_account) == (baht(67_072), baht(67_072))


@pytest.mark.parametrize("pays", [each for each in PayType if each is not PayType.CUSTOMER])
def test_what_the_maker_an_insurer_or_the_house_pays_is_no_debt_of_the_customer(own_shop, pays):
    paid_visit(own_shop)
    job = Job(
        complaint="Rattles.",
        cause="A clip is broken.",
        correction="Replaced.",
        lines=(
            Line(kind=LineKind.PART, code="1", text="Clip", quantity=Decimal(1), price=500_000, pays=pays, causal=True),
        ),
    )
    number = visited(own_shop, 10, jobs=(job,))

    assert order(own_shop, number).settlement.owed == baht(0)
    assert numbers(own_shop) == []
    mixed = visited(own_shop, 9, jobs=(job, LOGGED.jobs[0]))
    (row,) = list_outstanding(own_shop, ListOutstanding()).value.orders
    assert (row.number, row.rest) == (mixed, baht(OWED_OF_ONE))


def test_an_open_order_owes_nothing_yet_and_a_corrected_one_what_it_came_to(own_shop):
    paid_visit(own_shop)
    number = opened(own_shop).number
    pay(own_shop, number, 50_000)
    assert numbers(own_shop) == []
    moved(own_shop, number, IN_WORK, CHECK, READY)
    hand_over_repair_order(own_shop, HandOverRepairOrder(number=number))
    (row,) = list_outstanding(own_shop, ListOutstanding()).value.orders
    assert row.rest == baht(OWED_OF_ONE - 50_000)

    page = order(own_shop, number)
    sheet = {name: getattr(page.order.sheet, name) for name in page.order.sheet.__slots__}
    refrigerant = page.order.sheet.jobs[0].lines[-1]
    free = replace(
        page.order.sheet.jobs[0], lines=(*page.order.sheet.jobs[0].lines[:-1], replace(refrigerant, price=0))
    )
    correct_repair_order(
        own_shop,
        CorrectRepairOrder(number=number, revision=page.order.revision, why="Promised.", **sheet | {"jobs": (free,)}),
    )
    assert (numbers(own_shop), numbers(own_shop, OutstandingList.OVERPAID)) == ([], [number])
    assert sound(own_shop)


def test_letters_and_a_customer_s_number_find_what_one_owes(own_shop):
    paid_visit(own_shop)
    fleet = add_person(own_shop, Person("Siam Fleet Co.", phone="02 555 0100")).value.number
    mine, theirs = visited(own_shop, 8), visited(own_shop, 7, customer=fleet)

    for letters, wanted in (("siam fl", theirs), ("0255501", theirs), (mine[-4:], mine), ("สิริพร", mine)):
        assert numbers(own_shop, None, letters) == [wanted], letters
    assert numbers(own_shop, None, "4821") == [mine, theirs]  # both came with the same car
    of_fleet = list_outstanding(own_shop, ListOutstanding(customer=fleet)).value.orders
    assert [(each.number, each.customer_name) for each in of_fleet] == [(theirs, "Siam Fleet Co.")]
    with own_shop.store.reading() as tx:
        (owed,) = owed_by(tx, fleet)
    assert (owed.page, owed.number, owed.amount) == ("order", theirs, baht(OWED_OF_ONE))


def test_the_drawer_of_a_day_says_what_came_by_which_means_and_what_went_back(shop, stopped_clock):
    first, second = visited(shop, 1), visited(shop, 0)
    pay(shop, first, 100_000, PaidBy.CASH, on=VISIT)
    pay(shop, first, 50_000, PaidBy.CASH)
    pay(shop, first, 20_000, PaidBy.CASH, refund=True)
    pay(shop, second, 60_000, PaidBy.INSTANT, means="PromptPay")
    pay(shop, second, 40_000, PaidBy.ACCOUNT)
    gone = pay(shop, second, 99_999, PaidBy.CARD).event
    void_payment(shop, VoidPayment(gone, "Another order."))

    found = list_takings(shop, ListTakings()).value
    assert (found.first, found.last) == (TODAY, TODAY)
    assert [(each.paid_by, each.means, each.taken, each.refunded, each.net, each.count) for each in found.takings] == [
        (PaidBy.CASH, "", baht(50_000), baht(-20_000), baht(30_000), 2),
        (PaidBy.INSTANT, "PromptPay", baht(60_000), baht(0), baht(60_000), 1),
        (PaidBy.ACCOUNT, "", baht(40_000), baht(0), baht(40_000), 1),
    ]
    (cash, *_) = list_takings(shop, ListTakings(VISIT, TODAY)).value.takings
    assert (cash.net, cash.count) == (baht(130_000), 3)
    assert payment_counts(shop) == ({Days.TODAY: 4, Days.YESTERDAY: 1, Days.WEEK: 5, Days.MONTH: 5}, 5)
    stopped_clock(datetime(2026, 12, 1, 6, 0, tzinfo=UTC))
    assert payment_counts(shop)[0] == {Days.TODAY: 0, Days.YESTERDAY: 0, Days.WEEK: 4, Days.MONTH: 0}
    assert list_takings(shop, ListTakings()).value.takings == ()


def test_the_list_of_payments_is_found_by_letters_and_sorts_by_what_it_holds(shop):
    number = visited(shop, 0)
    card = pay(shop, number, 1_000).event
    agreed = pay(shop, number, 2_000, PaidBy.ACCOUNT).event
    instant = pay(shop, number, 3_000, PaidBy.INSTANT, means="PromptPay").event
    listed = Payments(shop)

    assert list(listed.keys()) == [instant, agreed, card]
    assert list(Payments(shop, Days.TODAY, "promptp").keys()) == [instant]
    assert listed.values("amount") == {card: baht(1_000), instant: baht(3_000)}  # what is on account is no money
    assert listed.values("agreed") == {agreed: baht(2_000)}
    assert listed.values("on") == dict.fromkeys((card, agreed, instant), TODAY)
    assert listed.values("customer") is None
    row = listed.rows([card])[card]
    assert (row.order, row.plate, row.customer_name) == (number, "3กข 4821", "สิริพร ชัยสิทธิ์")


def test_an_undone_handover_takes_the_payment_along_that_was_one_action_with_it(shop):
    number = opened(shop).number
    pay(shop, number, 50_000, PaidBy.CASH)
    moved(shop, number, IN_WORK, CHECK, READY)
    made = hand_over_repair_order(shop, HandOverRepairOrder(number=number, paid_by=PaidBy.CARD)).value
    back, asked = hand_over_repair_order.undo(made)
    done = back(shop, asked)

    assert [(each.paid_by, each.amount) for each in order(shop, number).settlement.payments] == [
        (PaidBy.CASH, baht(50_000))  # a deposit is another action, and stays
    ]
    assert [(each.rule, each.paid) for each in done.warnings] == [("payment_stays", baht(50_000))]
    assert sound(shop)


def test_an_undo_leaves_alone_what_was_voided_since_and_names_no_payment_of_another_order(own_shop):
    number = opened(own_shop).number
    moved(own_shop, number, IN_WORK, CHECK, READY)
    made = hand_over_repair_order(own_shop, HandOverRepairOrder(number=number, paid_by=PaidBy.CARD)).value
    void_payment(own_shop, VoidPayment(made.payment, "It was not taken."))
    undone(own_shop, hand_over_repair_order, made)
    assert order(own_shop, number).order.state is READY

    other = visited(own_shop, 0)
    stays = pay(own_shop, other, 1_000).event
    again = hand_over_repair_order(own_shop, HandOverRepairOrder(number=number)).value
    take_back_order_step(own_shop, TakeBackOrderStep(number, again.event, "Mistaken.", payment=stays))
    assert [each.event for each in order(own_shop, other).settlement.payments] == [stays]


def test_a_handover_that_is_voided_later_leaves_the_money_and_says_so(own_shop):
    number = opened(own_shop).number
    moved(own_shop, number, IN_WORK, CHECK, READY)
    made = hand_over_repair_order(own_shop, HandOverRepairOrder(number=number, paid_by=PaidBy.CARD)).value
    done = take_back_order_step(own_shop, TakeBackOrderStep(number, made.event, "The car came back at once."))

    assert [(each.rule, each.paid) for each in done.warnings] == [("payment_stays", baht(OWED_OF_ONE))]
    assert order(own_shop, number).settlement.paid == baht(OWED_OF_ONE)
    hand_over_repair_order(own_shop, HandOverRepairOrder(number=number, paid_by=PaidBy.CARD))
    assert order(own_shop, number).settlement.paid == baht(OWED_OF_ONE)  # it is not taken twice
    assert numbers(own_shop) == []


def test_a_visit_that_was_logged_whole_is_undone_once_its_payment_is_voided(own_shop):
    made = log_repair_order(own_shop, LOGGED).value
    event = pay(own_shop, made.number, OWED_OF_ONE).event
    with pytest.raises(Objection) as fault:
        undone(own_shop, log_repair_order, made)
    assert fault.value.rule == "rests_on_this"
    assert [each.event for each in fault.value.later] == [event]

    void_payment(own_shop, VoidPayment(event, "Another order."))
    undone(own_shop, log_repair_order, made)
    assert numbers(own_shop) == []
    assert sound(own_shop)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE order_payment SET amount = amount + 1",
        "UPDATE order_payment SET paid_by = 'cash'",
        "UPDATE order_payment SET means = 'x'",
        "UPDATE order_payment SET currency = 'AED'",
        "UPDATE order_payment SET \"on\" = '2026-01-01'",
        "UPDATE order_payment SET counts = 0",
        "DELETE FROM order_payment",
    ],
)
def test_the_check_names_a_payment_whose_row_is_not_what_was_told(own_shop, change):
    event = pay(own_shop, visited(own_shop, 0), 1_000).event
    assert sound(own_shop)
    with own_shop.store.engine.begin() as connection:
        connection.execute(text(change))
    assert [(each.part, each.where) for each in books.check(own_shop, CHECKS).findings] == [("payments", str(event))]


def test_payments_of_an_older_store_become_rows_and_voided_ones_do_not_count(where):
    user = with_car(books.create(where, DEALER))
    number = visited(user, 3)
    pay(user, number, 100_000, PaidBy.INSTANT, means="PromptPay", reference="TX 1")
    pay(user, number, 2_000, PaidBy.CASH, refund=True)
    void_payment(user, VoidPayment(pay(user, number, 500, PaidBy.ACCOUNT).event, "Mistaken."))
    with user.store.reading() as tx:
        rows = tx.connection.exec_driver_sql("SELECT * FROM order_payment ORDER BY event").all()
        events = tx.connection.exec_driver_sql("SELECT * FROM event ORDER BY seq").all()
    assert len(rows) == 3
    with user.store.writing() as tx:
        for statement in BACK_TO_BEFORE:
            tx.connection.exec_driver_sql(statement)
    user.store.close()
    engine = connect(where)
    migrations.upgrade(engine)
    engine.dispose()

    store = open_store(where)
    with store.reading() as tx:
        assert tx.connection.exec_driver_sql("SELECT * FROM order_payment ORDER BY event").all() == rows
        assert tx.connection.exec_driver_sql("SELECT * FROM event ORDER BY seq").all() == events
    assert sound(replace(user, store=store))
    store.close()
