from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lifecycle_desk.base.money import Money, rounded
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.market.market import PriceCustom, market
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, OrderSheet, PayType, TaxCustom
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.rules.validation import tidied
from lifecycle_desk.stages.service.orders.usecases.events import DealerContext


def tax(percent: str, *, inclusive: bool = False, by_line: bool = False) -> TaxCustom:
    return TaxCustom("VAT", "VAT", Decimal(percent), inclusive, by_line)


def part(price: int, quantity: str = "1", pays: PayType = PayType.CUSTOMER, discount: str = "0") -> Line:
    return Line(
        kind=LineKind.PART,
        code="P",
        quantity=Decimal(quantity),
        price=price,
        pays=pays,
        discount=Decimal(discount),
    )


def labour(price: int, hours: str) -> Line:
    return Line(kind=LineKind.LABOUR, code="L", hours=Decimal(hours), price=price)


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        (labour(115_000, "0.6"), 69_000),
        (labour(115_000, "1.2"), 138_000),
        (part(520_000, "0.48"), 249_600),
        (part(333, "0.5"), 167),  # half a cent goes up
        (part(1, "0.001"), 0),
        (part(10_000, "1", discount="12.5"), 8_750),
        (part(10_000, "1", discount="100"), 0),
        (part(999, "3", discount="33.33"), 1_998),
        (Line(kind=LineKind.SUBLET, text="paint", price=250_000), 250_000),
        (Line(kind=LineKind.SUNDRIES, text="rags", price=0), 0),
    ],
)
def test_a_line_comes_to(line, amount):
    assert line.amount == amount


@pytest.mark.parametrize(
    ("of", "lines", "net", "taxed", "gross"),
    [
        (tax("7"), [249_600], 249_600, 17_472, 267_072),
        (tax("7", inclusive=True), [10_700], 10_000, 700, 10_700),
        (tax("5", by_line=True), [10, 10, 10], 30, 3, 33),  # 0.5 three times over
        (tax("5"), [10, 10, 10], 30, 2, 32),  # 1.5 once
        (tax("20", inclusive=True, by_line=True), [100, 100, 100], 249, 51, 300),
        (tax("20", inclusive=True), [100, 100, 100], 250, 50, 300),
        (tax("21"), [999_999], 999_999, 210_000, 1_209_999),
        (None, [500], 500, 0, 500),
    ],
)
def test_the_customer_pays_with_the_tax_of_the_market(of, lines, net, taxed, gross):
    share = reckoned(sheet([part(price) for price in lines]), of, "EUR").of(PayType.CUSTOMER)

    assert (share.net.minor, share.tax.minor, share.gross.minor) == (net, taxed, gross)


def sheet(lines: list[Line]) -> OrderSheet:
    return OrderSheet(jobs=(Job(complaint="c", lines=tuple(lines)),))


def test_each_pay_type_has_its_own_sum_and_the_house_pays_itself_no_tax():
    lines = [part(100), part(200, pays=PayType.WARRANTY), part(300, pays=PayType.INTERNAL), part(400)]

    totals = reckoned(sheet(lines), tax("10"), "EUR")

    assert [(each.pays, each.gross.minor) for each in totals.shares] == [
        (PayType.CUSTOMER, 550),
        (PayType.WARRANTY, 220),
        (PayType.INTERNAL, 300),
    ]
    assert totals.customer == Money(550, "EUR")


def test_lines_that_come_to_nothing_make_no_share():
    assert reckoned(sheet([part(0), part(100, discount="100")]), tax("7"), "THB").shares == ()
    assert reckoned(OrderSheet(), tax("7"), "THB").customer == Money(0, "THB")


LINES = some.lists(
    some.builds(
        part,
        some.integers(0, 10**9),
        some.integers(1, 10**6).map(lambda each: str(Decimal(each).scaleb(-3))),
        some.sampled_from(PayType),
        some.integers(0, 10_000).map(lambda each: str(Decimal(each).scaleb(-2))),
    ),
    max_size=12,
)
TAXES = some.none() | some.builds(
    tax,
    some.integers(0, 3_000).map(lambda each: str(Decimal(each).scaleb(-2))),
    inclusive=some.booleans(),
    by_line=some.booleans(),
)


@given(lines=LINES)
@settings(max_examples=60)
def test_a_line_comes_to_the_nearest_minor_unit(lines):
    for line in lines:
        exact = line.price * Fraction(line.times) * (1 - Fraction(line.discount) / 100)
        assert line.amount == rounded(exact)


@given(lines=LINES, of=TAXES)
@settings(max_examples=60)
def test_the_parts_always_make_the_whole(lines, of):
    totals = reckoned(sheet(lines), of, "EUR")

    assert totals.lines.minor == sum(line.amount for line in lines)
    for share in totals.shares:
        own = [line.amount for line in lines if line.pays is share.pays]
        assert share.net + share.tax == share.gross
        assert share.lines == (share.gross if of and of.inclusive else share.net)
        exact = Fraction(0) if of is None or share.pays is PayType.INTERNAL else Fraction(of.percent) / 100
        exact_tax = sum(own) * (exact / (1 + exact) if of and of.inclusive else exact)
        assert abs(share.tax.minor - exact_tax) <= Fraction(len(own) if of and of.by_line else 1, 2)


@given(lines=LINES, of=TAXES, seed=some.randoms())
@settings(max_examples=30)
def test_the_order_of_the_lines_does_not_matter(lines, of, seed):
    shuffled = list(lines)
    seed.shuffle(shuffled)

    assert reckoned(sheet(lines), of, "EUR") == reckoned(sheet(shuffled), of, "EUR")


@given(lines=LINES)
@settings(max_examples=30)
def test_a_tidied_sheet_comes_to_the_same_and_stays_as_it_is(lines):
    once = tidied(sheet(lines), None)

    assert [line.amount for line in once.lines] == [line.amount for line in lines]
    assert tidied(once, None) == once


# What the house pays itself, worked by hand: (market, day, priced lines, prices hold tax, net, tax, gross).
#
# As the packs have it, workshop prices are without tax in all five markets, so an internal line is net as it is priced:
#   AE 5 %, ES 21 %, GB 20 %, MX 16 %, TH 7 %:  1 000.00 priced  ->  1 000.00 net, no tax.
# Where a market's prices hold the tax, it is not owed by a dealer to himself, and what the car's account bears is:
#   AE  5 %, by line:   1 050.00 / 1.05 = 1 000.00;  0.10 * 5/105 = 0.0048 -> 0.00, three lines: 0.30 - 0.00 = 0.30
#   ES 21 %, once:      1 210.00 / 1.21 = 1 000.00
#   GB 20 %, once:      3 * 1.00 = 3.00; 3.00 * 20/120 = 0.50 -> 2.50
#   MX 16 %, once:      999.99 * 16/116 = 137.9296… -> 137.93; 999.99 - 137.93 = 862.06
#   TH  7 %, once:      1 070.00 / 1.07 = 1 000.00; 100.00 * 7/107 = 6.542… -> 6.54; 93.46
INTERNAL = [
    ("AE", [100_000], False, 100_000),
    ("ES", [100_000], False, 100_000),
    ("GB", [100_000], False, 100_000),
    ("MX", [100_000], False, 100_000),
    ("TH", [100_000], False, 100_000),
    ("AE", [105_000], True, 100_000),
    ("AE", [10, 10, 10], True, 30),
    ("ES", [121_000], True, 100_000),
    ("GB", [100, 100, 100], True, 250),
    ("MX", [99_999], True, 86_206),
    ("TH", [107_000], True, 100_000),
    ("TH", [10_000], True, 9_346),
]
DAY = date(2026, 11, 26)


@pytest.mark.parametrize(("code", "lines", "inclusive", "net"), INTERNAL)
def test_what_the_house_pays_itself_is_net_in_every_market(code, lines, inclusive, net):
    pack = market(code)
    assert pack.prices.workshop is PriceCustom.ON_TOP  # what the first five cases rest on
    prices = replace(pack.prices, workshop=PriceCustom.INCLUSIVE) if inclusive else pack.prices
    of = DealerContext(Dealer("House", code, "en"), replace(pack, prices=prices), ZoneInfo(pack.time_zone), DAY).tax_on(
        DAY
    )
    share = reckoned(sheet([part(each, pays=PayType.INTERNAL) for each in lines]), of, "EUR").of(PayType.INTERNAL)

    assert (share.lines.minor, share.net.minor, share.tax.minor, share.gross.minor) == (sum(lines), net, 0, net)


@pytest.mark.parametrize(("code", "rate"), [("ID", "11"), ("VN", "8"), ("RU", "22"), ("MY", "8"), ("BR", None)])
def test_workshop_work_bears_the_tax_on_it_and_none_where_the_pack_names_none(code, rate):
    pack = market(code)
    of = DealerContext(Dealer("House", code, "en"), pack, ZoneInfo(pack.time_zone), DAY).tax_on(DAY)
    assert (of and str(of.percent)) == rate


def test_an_order_that_was_closed_by_the_earlier_rule_keeps_its_totals():
    lines = sheet([part(107_00, pays=PayType.INTERNAL)])
    assert reckoned(lines, tax("7", inclusive=True), "THB").of(PayType.INTERNAL).net.minor == 107_00
