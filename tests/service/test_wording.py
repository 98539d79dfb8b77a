from dataclasses import replace
from datetime import date

import pytest
from workshop import COOLING, LOGGED, VIN

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.said import Said
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.orders.rules.orders import PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY, OrderEvent
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import HandOverRepairOrder, MoveRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order, move_repair_order
from lifecycle_desk.vehicle.rules import wording
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.usecases.showing import page

ENGLISH = Language("en")


def said(piece: object) -> str:
    if isinstance(piece, Said):
        return ENGLISH(piece.message, **piece.facts)
    return piece if type(piece) is str else ENGLISH.spoken(piece)


def last(user):
    told = page(user, VIN).lines[-1].told
    return told, worded(told)


@pytest.mark.parametrize("kind", OrderEvent)
def test_every_kind_of_event_of_an_order_has_its_words(kind):
    assert kind.value in wording._KNOWN


def test_a_visit_tells_what_was_done_and_what_each_paid(own_shop):
    log_repair_order(own_shop, LOGGED)

    told, words = last(own_shop)

    assert said(words.title) == "Repair order RO-2026-0001"
    assert [said(each) for each in words.detail] == [COOLING.correction, "Somchai Pradit"]
    assert (ENGLISH(words.facts[0][0]), said(words.facts[0][1])) == ("Cause", COOLING.cause)
    assert dict(words.facts)[PayType.CUSTOMER.label] == Money(267_072, "THB")
    assert (told.paid, words.covered) == (Money(267_072, "THB"), "")


@pytest.mark.parametrize(
    ("lines", "covered"),
    [(COOLING.lines[:2], "Warranty"), ((), "Free")],
)
def test_a_visit_that_cost_the_customer_nothing_says_who_paid(own_shop, lines, covered):
    log_repair_order(own_shop, replace(LOGGED, jobs=(replace(COOLING, lines=lines),), without_lines=True))

    told, words = last(own_shop)

    assert (told.paid, ENGLISH(words.covered)) == (None, covered)


def test_a_move_tells_from_where_to_where_with_a_chip(own_shop):
    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(COOLING,))).value.number
    for state in (IN_WORK, CHECK, READY):
        move_repair_order(own_shop, MoveRepairOrder(number, state))

    _, words = last(own_shop)

    assert said(words.title) == f"Repair order {number}"
    assert said(words.detail[0]) == "from “Quality check” to “Ready”"
    assert words.state == (READY.label, "ok")
    hand_over_repair_order(own_shop, HandOverRepairOrder(number=number))
    assert last(own_shop)[0].kind == "service.order"


def test_another_dealers_visit_is_told_though_it_names_kinds_that_are_not_known_here():
    sheet = {"jobs": [{"correction": "Seal renewed", "lines": [{"kind": "drone", "pays": "subscription"}]}]}
    read_out = {"ecus": [{"name": "BMS", "codes": [{"code": "P0AA6-1A", "kind": "Forecast"}]}]}
    inspected = {"template": "Spring", "points": [{"text": "Hoses", "kind": "scan", "value": "1.20", "unit": "mm"}]}
    told = {"service.order": {"sheet": sheet}, "service.diagnosis": read_out, "service.inspection": inspected}

    words = [worded(RecordedEvent(1, date(2026, 11, 1), kind, facts)) for kind, facts in told.items()]

    assert [[said(each) for each in told.detail] for told in words] == [["Seal renewed"], ["P0AA6-1A"], ["Spring"]]
    assert said(words[2].facts[0][1]) == "1.2\u00a0mm: Passed"
