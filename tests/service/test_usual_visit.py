"""A usual visit, of two jobs with four lines, on one page in every language."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from maintained import VIN
from test_papers import CARD, ESTIMATE, REPORT, SUMMARY, WORDS, brakes, decided, printed
from test_payments import pay
from workshop import LOGGED, OPENED

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.paper import Letterhead, Seal
from lifecycle_desk.schedules.rules import By, Due, limits_of
from lifecycle_desk.schedules.rules.schedule import Interval
from lifecycle_desk.schedules.usecases.due import reminded_of
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.stages.service.payments.rules import PaidBy
from lifecycle_desk.stages.service.reports import OfOrder

LINE = "RO-2026-0001/1 · 2026-11-25 · LSJWH4095PN000001 · jobs=2 km=47995 · 1458:621cf14dd9bd1d1d239b0d3eb22b7083"
SEAL = Seal("LD1:" + "A7" * 180, LINE, "RO-2026-0001", 1, "Sathorn EV", "E5DA 2A41 F969 A74B")

ADDRESS = ("Siam Withi Auto Co., Ltd.", "99/1 ถนนเทพรักษ์", "แขวงท่าแร้ง เขตบางเขน", "กรุงเทพมหานคร 10220")
HEAD = Letterhead("บริษัท สยามวิถี ออโต้ จำกัด", ADDRESS, "+66 2 000 0199", "service@siamwithi.example", tax="TRN 1")


def visit(code):
    complaint, cause, correction = WORDS[code]
    labour = Line(kind=LineKind.LABOUR, code="BR-100", text=correction, hours=Decimal("1.2"))
    pads = Line(kind=LineKind.PART, code="LSJ-45022", text=cause, quantity=Decimal(1), price=384_050)
    jobs = (
        Job(complaint=complaint, cause=cause, correction=correction, lines=(labour, pads)),
        Job(
            complaint=complaint,
            cause=cause,
            correction=correction,
            lines=(replace(labour, code="EL-7", pays=PayType.WARRANTY), replace(pads, pays=PayType.WARRANTY)),
        ),
    )
    return replace(LOGGED, jobs=jobs)


def pages_of_papers(user, number, *reports):
    """How many pages each paper about an order has in each language, under a long letterhead and sealed."""
    pages = {}
    for code in LANGUAGES:
        for report in reports:
            paper = report.draw(user, OfOrder(number), spoken(user, code))
            headed = replace(paper, letterhead=HEAD)
            laid = (headed.sealed(SEAL) if paper.proves else headed).laid()
            pages[report.kind, code] = len(laid.pages)
    return pages


def test_the_papers_of_a_usual_visit_are_one_page_in_every_language(own_shop):
    number = log_repair_order(own_shop, visit("de")).value.number
    pages = pages_of_papers(own_shop, number, REPORT, ESTIMATE, CARD, SUMMARY)
    assert {what: count for what, count in pages.items() if count > 1} == {}


def still_here(user):
    """The usual visit of a car that is not handed over yet."""
    return open_repair_order(user, replace(OPENED, jobs=visit("de").jobs)).value.number


def gone(user):
    """The usual visit of a car that was handed over."""
    return log_repair_order(user, visit("de")).value.number


@pytest.mark.parametrize("begun", [still_here, gone])
def test_a_usual_visit_with_its_payments_is_one_page_in_every_language(own_shop, begun):
    number = begun(own_shop)
    pay(own_shop, number, 100_000)
    pay(own_shop, number, 50_000, PaidBy.INSTANT, means="PromptPay")
    pages = pages_of_papers(own_shop, number, REPORT, SUMMARY)
    assert {what: count for what, count in pages.items() if count > 1} == {}


def test_the_report_of_the_latest_visit_tells_the_next_maintenance_and_every_report_what_was_declined(
    own_dealer, tomorrow
):
    user = own_dealer
    number = open_repair_order(user, OpenRepairOrder(vin=VIN, jobs=(brakes("en"),))).value.number
    decided(user, number, True, False, True)
    alone = printed(user, REPORT, number, "en")
    later = open_repair_order(user, OpenRepairOrder(vin=VIN, jobs=visit("en").jobs[:1])).value.number
    said = {each: printed(user, REPORT, each, "en") for each in (number, later)}

    for text in (alone, *said.values()):
        assert "Recommended work" in text
        assert "Disc pads" in text
    assert ["Next maintenance" in text for text in (alone, said[number], said[later])] == [True, False, True]
    due = next(each.forecast for each in reminded_of(user, VIN).dues if each.forecast)
    tomorrow(due)
    assert "overdue" not in printed(user, REPORT, later, "en")
    tomorrow(due + timedelta(days=1))
    assert "overdue" in printed(user, REPORT, later, "en")


@pytest.mark.parametrize(
    ("on", "at_km", "by", "forecast", "said"),
    [
        # overdue by its distance: no day counts any more, be it yet to come or gone by since
        (date(2027, 2, 14), 77_930, By.KM, date(2026, 4, 11), (Distance(77_930),)),
        (date(2026, 11, 5), 77_930, By.KM, date(2026, 4, 11), (Distance(77_930),)),
        (date(2026, 11, 5), 77_930, By.DATE, date(2026, 11, 5), (date(2026, 11, 5),)),
        (date(2027, 2, 14), 77_930, By.KM, date(2026, 12, 1), (Distance(77_930), date(2027, 2, 14))),
        (date(2027, 2, 14), 77_930, By.DATE, date(2027, 2, 14), (date(2027, 2, 14), Distance(77_930))),
        (None, 77_930, By.KM, date(2026, 4, 11), (Distance(77_930),)),
        (None, None, By.KM, date(2026, 12, 1), (date(2026, 12, 1),)),
    ],
)
def test_what_is_due_names_the_limit_that_decides_it_first_and_once_overdue_no_other(on, at_km, by, forecast, said):
    due = Due(code="visit", interval=Interval(months=12), on=on, at_km=at_km, forecast=forecast, by=by)
    assert limits_of(due, date(2026, 11, 29)) == said
