"""Of each market a car sold, serviced, handed on and ended, by figures that were worked by hand (`tests/markets`).

Beside them stands what only some markets have: deposits, shares of one invoice, a rate that changes, days to work and
days off, a calendar of their own. What is printed there can be typed back: test_printed_is_typed.py.
"""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lifecycle_desk.base.money import Money
from lifecycle_desk.cover.rules.days import Span
from lifecycle_desk.cover.rules.reading import published
from lifecycle_desk.cover.rules.rule import Rule
from lifecycle_desk.cover.rules.terms import RuleKind, Start
from lifecycle_desk.dealership.papers import customs_of
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.language import Language
from lifecycle_desk.market.market import ANOTHER, Condition, Market, PriceCustom, codes, market
from lifecycle_desk.market.own_rules import ALWAYS, OwnRule, with_own
from lifecycle_desk.market.own_rules import RuleKind as OwnKind
from lifecycle_desk.market.retention import ACCOUNTS, duty
from lifecycle_desk.market.taxes import Taxed, Taxing, margin_tax
from lifecycle_desk.market.working_days import calendar_of
from lifecycle_desk.stages.recycling.end.rules.deadlines import rules_of
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, OrderSheet, PayType
from lifecycle_desk.stages.service.orders.rules.totals import Totals, reckoned
from lifecycle_desk.stages.service.orders.usecases.events import DealerContext
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import authority_of
from lifecycle_desk.vehicle.rules.contract import amounts

FOLDER = Path(__file__).parents[1] / "markets"
WORKED = {each.stem: tomllib.loads(each.read_text("utf-8")) for each in sorted(FOLDER.glob("*.toml"))}
TODAY = date(2026, 11, 29)
SECTIONS = {
    *(
        "own",
        "sale",
        "service",
        "later",
        "shares",
        "rates",
        "margin",
        "warranty",
        "working",
        "printed",
        "transfer",
        "end",
        "retention",
    ),
}  # a section misspelt would be one that nobody tests
MAKERS = ("registered", "handed_over", "starts", "months", "ends")  # of a warranty; what else stands there is the law's


def of_each(section: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("code", [code for code, worked in WORKED.items() if section in worked])


def pack_of(code: str) -> Market:
    """The pack, with the dealer's own rules where it claims nothing itself."""
    own = [OwnRule(OwnKind(kind), ALWAYS, value) for kind, value in WORKED[code].get("own", {}).items()]
    return with_own(market(code), own, TODAY)


def spoken(pack: Market, calendar: str | None = None, language: str = "en") -> Language:
    dealer = Dealer("Desk", pack.code, language, calendar or pack.calendar)
    return Language(language, customs_of(dealer, pack))


def shown(pack: Market, amount: Money) -> str:
    return spoken(pack).formats.money(amount).replace("\u00a0", " ").replace("\u202f", " ")


def invoiced(code: str, on: date, *lines: Line) -> Totals:
    pack = pack_of(code)
    context = DealerContext(Dealer("Desk", code, "en"), pack, ZoneInfo(pack.time_zone), on)
    return reckoned(OrderSheet(jobs=(Job(lines=lines),)), context.tax_on(on), pack.currency)


def order_of(code: str, on: date) -> Totals:
    worked = WORKED[code]["service"]
    labour = Line(kind=LineKind.LABOUR, hours=Decimal(worked["hours"]), price=worked["rate"])
    part = Line(kind=LineKind.PART, quantity=Decimal(worked["parts"]), price=worked["part"])
    return invoiced(code, on, labour, part, Line(kind=LineKind.SUNDRIES, price=worked.get("line")))


def test_every_market_is_worked_by_hand_and_no_section_goes_unread():
    assert set(WORKED) == {*codes(), ANOTHER}
    for code, worked in WORKED.items():
        assert worked.keys() <= SECTIONS, code
        assert worked.keys() >= {"sale", "service", "warranty", "end"}, code
        assert ("working" in worked) == (calendar_of(code) is not None), code


@of_each("sale")
def test_a_car_is_sold_at_the_price_that_was_worked_by_hand(code):
    pack, worked = pack_of(code), WORKED[code]["sale"]
    tax = next(iter(pack.tax_on(worked["on"], Taxed.VEHICLES)), None)
    inclusive = pack.prices.vehicles is PriceCustom.INCLUSIVE
    price, discount, deposit = (Money(worked.get(each, 0), pack.currency) for each in ("price", "discount", "deposit"))
    made = amounts(price, discount, deposit, tax.share if tax else Fraction(0), inclusive=inclusive)
    assert (made.net.minor, made.tax.minor) == (worked["net"], worked["tax"])
    assert shown(pack, made.total) == worked["total"]
    assert made.balance.minor == worked.get("balance", made.total.minor)


@of_each("service")
def test_a_service_is_invoiced_at_the_total_that_was_worked_by_hand(code):
    worked = WORKED[code]["service"]
    made = order_of(code, worked["on"])
    (share,) = made.shares
    assert (share.net.minor, share.tax.minor) == (worked["net"], worked["tax"])
    assert shown(pack_of(code), made.customer) == worked["total"]


@of_each("later")
def test_the_same_service_after_a_change_of_rates_is_invoiced_as_was_worked_by_hand(code):
    worked = WORKED[code]["later"]
    (share,) = (made := order_of(code, worked["on"])).shares
    assert (share.net.minor, share.tax.minor) == (worked["net"], worked["tax"])
    assert shown(pack_of(code), made.customer) == worked["total"]


@of_each("shares")
def test_an_invoice_is_shared_between_payers_as_was_worked_by_hand(code):
    worked = WORKED[code]["shares"]
    lines = [Line(kind=LineKind.SUBLET, pays=PayType.of(each["pays"]), price=each["lines"]) for each in worked]
    made = invoiced(code, WORKED[code]["service"]["on"], *lines)
    found = [
        {"pays": each.pays.value} | {name: getattr(each, name).minor for name in ("lines", "net", "tax", "gross")}
        for each in made.shares
    ]
    assert found == worked


@of_each("rates")
def test_lines_at_several_rates_are_summed_rate_by_rate_as_was_worked_by_hand(code):
    worked = WORKED[code]["rates"]
    made = invoiced(code, worked["on"], *(line_of(**each) for each in worked["lines"]))
    (share,) = made.shares
    found = [
        ({"taxing": each.taxing.value} if each.taxing else {})
        | {"percent": str(each.percent), "net": each.net.minor, "tax": each.tax.minor}
        for each in share.rates
    ]
    assert made.has_several_rates
    assert found == worked["rows"]
    assert shown(pack_of(code), made.customer) == worked["total"]
    assert (share.net.minor, share.tax.minor) == tuple(sum(each[name] for each in found) for name in ("net", "tax"))


def line_of(*, kind: str, price: int, taxing: str = "", **counted: str) -> Line:
    figures = {name: Decimal(value) for name, value in counted.items()}
    return Line(kind=LineKind.of(kind), price=price, taxing=Taxing.of(taxing) if taxing else None, **figures)


@of_each("margin")
def test_a_used_cars_margin_bears_the_tax_that_was_worked_by_hand_and_its_papers_say_the_words_of_the_law(code):
    pack = pack_of(code)
    for worked in WORKED[code]["margin"]:
        (tax,) = pack.tax_on(worked["on"], Taxed.VEHICLES)
        paid, sold = (Money(worked[each], pack.currency) for each in ("paid", "sold"))
        assert margin_tax(paid, sold, tax).minor == worked["tax"]
        assert pack.margin_scheme_on(worked["on"]).words_in(pack.languages[0]) == worked["says"]


@of_each("warranty")
def test_the_makers_warranty_runs_as_was_worked_by_hand(code):
    pack, worked = pack_of(code), WORKED[code]["warranty"]
    start = pack.warranty_start(worked["handed_over"], worked["registered"], "BYD")
    assert start == worked["starts"]
    assert Span(worked["months"]).last_day(start) == worked["ends"]


def law_on(code: str, start: Start, on: date) -> Rule | None:
    """The law that cover is judged by."""
    laws = [each for each in published() if each.kind is RuleKind.STATUTORY and each.is_of("", code)]
    held = [each for each in laws if each.start is start and each.valid_from <= on <= (each.valid_until or date.max)]
    return held[0] if held else None


@of_each("warranty")
def test_the_laws_guarantee_runs_as_was_worked_by_hand(code):
    worked = WORKED[code]["warranty"]
    handed_over, found = worked["handed_over"], {}
    for before, start in ("", Start.HANDOVER), ("used_", Start.RESALE):
        if law := law_on(code, start, handed_over):
            periods = {
                "guarantee_ends" if start is Start.HANDOVER else "used_ends": law.lasts,
                f"{before}agreed_until": Span(law.agreed_months or 0),
                f"{before}presumed_until": Span(law.presumed_months or 0),
            }
            found |= {
                name: span.last_day(handed_over, law.counting)
                for name, span in periods.items()
                if isinstance(span, Span) and span.count
            }
    pack = pack_of(code).guarantee_on(handed_over, Condition.NEW)
    if pack and pack.rejection_days:
        found["give_back_by"] = handed_over + timedelta(days=pack.rejection_days)
    assert found == {name: day for name, day in worked.items() if name not in {*MAKERS}}


@of_each("working")
def test_working_days_run_over_weekends_and_days_off_as_was_worked_by_hand(code):
    worked, found = WORKED[code]["working"], calendar_of(code)
    assert found.after(worked["since"], worked["days"]) == worked["ends"]
    assert found.is_sure(worked["since"], worked["ends"]) is worked.get("sure", True)
    assert {*worked} <= {"since", "days", "ends", "sure"}


@of_each("printed")
def test_a_date_is_printed_in_the_markets_calendars_as_was_worked_by_hand(code):
    for worked in WORKED[code]["printed"]:
        written = spoken(pack_of(code), worked["calendar"], worked["language"]).formats.day(worked["on"])
        assert written == worked["text"]


@pytest.mark.parametrize("code", WORKED)
def test_deadlines_and_retention_are_as_was_worked_by_hand(code):
    worked = WORKED[code]
    changed_on = worked["transfer"]["on"] if "transfer" in worked else TODAY
    authority = authority_of(code, changed_on)
    assert (authority is not None) == ("transfer" in worked), "a market that says which authority it is has its term"
    assert (authority and authority.notify_by(changed_on)) == worked.get("transfer", {}).get("notify_by")
    ends = {each.id: each.ends(worked["end"]["on"], code)[0] for each in rules_of(code)}
    assert ends == worked["end"]["ends"]
    law = duty(code, ACCOUNTS, TODAY)
    assert (law and law.years) == worked.get("retention", {}).get("years")
