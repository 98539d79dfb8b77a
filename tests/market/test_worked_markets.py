"""Of each market a car sold, serviced, handed on and ended, by figures that were worked by hand (`tests/markets`).

And what is printed there can be typed back: numbers, amounts, dates in each calendar, plates.
"""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lifecycle_desk.base.money import Money
from lifecycle_desk.cover.rules.days import Span, SpanUnit
from lifecycle_desk.cover.rules.terms import Counting
from lifecycle_desk.dealership.papers import customs_of
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.language import Language
from lifecycle_desk.language.reading import read_day, read_money, read_number
from lifecycle_desk.market.market import Condition, Market, PriceCustom, codes, market, tidy_plate
from lifecycle_desk.market.retention import ACCOUNTS, duty
from lifecycle_desk.stages.recycling.end.rules.deadlines import rules_of
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, OrderSheet
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.usecases.events import DealerContext
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import authority_of
from lifecycle_desk.vehicle.rules.contract import amounts

FOLDER = Path(__file__).parents[1] / "markets"
WORKED = {each.stem: tomllib.loads(each.read_text("utf-8")) for each in sorted(FOLDER.glob("*.toml"))}
of_each = pytest.mark.parametrize("code", [each for each in WORKED if each in codes()])
TODAY = date(2026, 11, 29)


def spoken(pack: Market, calendar: str | None = None) -> Language:
    dealer = Dealer("Desk", pack.code, "en", calendar or pack.calendar)
    return Language("en", customs_of(dealer, pack))


@of_each
def test_a_car_is_sold_at_the_price_that_was_worked_by_hand(code):
    pack, worked = market(code), WORKED[code]["sale"]
    tax = next(iter(pack.tax_on(worked["on"])), None)
    inclusive = pack.prices.vehicles is PriceCustom.INCLUSIVE
    price = Money(worked["price"], pack.currency)
    made = amounts(price, None, None, tax.share if tax else Fraction(0), inclusive=inclusive)
    assert (made.net.minor, made.tax.minor) == (worked["net"], worked["tax"])
    assert spoken(pack).formats.money(made.total).replace("\u00a0", " ").replace("\u202f", " ") == worked["total"]


@of_each
def test_a_service_is_invoiced_at_the_total_that_was_worked_by_hand(code):
    pack, worked = market(code), WORKED[code]["service"]
    context = DealerContext(Dealer("Desk", code, "en"), pack, ZoneInfo(pack.time_zone), worked["on"])
    labour = Line(kind=LineKind.LABOUR, hours=Decimal(worked["hours"]), price=worked["rate"])
    part = Line(kind=LineKind.PART, quantity=Decimal(worked["parts"]), price=worked["part"])
    made = reckoned(OrderSheet(jobs=(Job(lines=(labour, part)),)), context.tax_on(worked["on"]), pack.currency)
    (share,) = made.shares
    assert (share.net.minor, share.tax.minor) == (worked["net"], worked["tax"])
    shown = spoken(pack).formats.money(made.customer).replace("\u00a0", " ").replace("\u202f", " ")
    assert shown == worked["total"]


@of_each
def test_warranty_and_guarantee_run_as_was_worked_by_hand(code):
    pack, worked = market(code), WORKED[code]["warranty"]
    start = pack.warranty_start(worked["handed_over"], worked["registered"], "BYD")
    assert start == worked["starts"]
    assert Span(worked["months"]).last_day(start) == worked["ends"]
    law = pack.guarantee_on(worked["handed_over"], Condition.NEW)
    span = law and (Span(law.months) if law.months else Span(law.days, SpanUnit.DAYS) if law.days else None)
    ends = span.last_day(worked["handed_over"], Counting.FROM_THE_NEXT_DAY) if span else None
    assert ends == worked.get("guarantee_ends")


@of_each
def test_deadlines_and_retention_are_as_was_worked_by_hand(code):
    worked = WORKED[code]
    authority = authority_of(code, worked["transfer"]["on"])
    assert authority, "each of these markets says which authority it is"
    assert authority.notify_by(worked["transfer"]["on"]) == worked["transfer"].get("notify_by")
    ends = {each.id: each.ends(worked["end"]["on"], code)[0] for each in rules_of(code)}
    assert ends == worked["end"]["ends"]
    law = duty(code, ACCOUNTS, TODAY)
    assert law is not None
    assert law.years == worked["retention"]["years"]


@given(code=some.sampled_from(codes()), number=some.integers(0, 10**9), day=some.dates(date(2000, 1, 1), TODAY))
@settings(max_examples=80, deadline=None)
def test_what_a_market_prints_can_be_typed_back(code, number, day):
    pack = market(code)
    for calendar in pack.calendars:
        language = spoken(pack, calendar.value)
        formats = language.formats
        assert read_day(formats.day(day, "short"), language, TODAY + timedelta(days=1)).value == day
        assert read_money(formats.amount(Money(number, pack.currency)), language, pack.currency).value.minor == number
        exact = Decimal(number).scaleb(-2)
        assert read_number(formats.number(exact, 2), language).value == exact
    for form in pack.plates:
        assert pack.look_at_plate(f" {tidy_plate(form.example).lower()} ") is None
