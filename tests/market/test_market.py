"""Market packs: every one is read, its dates do not overlap, and what follows from it is right."""

import re
import tomllib
from dataclasses import fields
from datetime import date, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as some

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.terms import TwoNames
from lifecycle_desk.language import LANGUAGES, Language, RegionalFormat
from lifecycle_desk.market.example_data import example_codes
from lifecycle_desk.market.examples import example
from lifecycle_desk.market.market import (
    Calendar,
    Condition,
    PaperSize,
    Rounding,
    UnknownMarket,
    WarrantyStartRule,
    codes,
    market,
    tidy_plate,
)
from lifecycle_desk.market.taxes import Taxed

MARKETS = [market(code) for code in codes()]
TAXED_CARS = [pack.code for pack in MARKETS if pack.tax_on(date(2026, 1, 1), Taxed.VEHICLES)]
each_market = pytest.mark.parametrize("pack", MARKETS, ids=codes())


def test_the_five_first_markets_have_packs():
    assert set(codes()) >= {"TH", "AE", "MX", "ES", "GB"}


@each_market
def test_a_pack_is_whole(pack):
    ZoneInfo(pack.time_zone)
    assert Locale.parse(pack.number_locale).territory == pack.code
    assert pack.first_weekday == Locale.parse(pack.number_locale).first_week_day + 1, "CLDR knows the week"
    assert pack.languages[0]
    assert {pack.calendar, pack.authority_calendar} <= set(pack.calendars)


@each_market
def test_no_key_of_a_pack_goes_unread(pack):
    """msgspec leaves out what it does not know: a misspelt key would be lost without a word."""
    raw = tomllib.loads(resource(f"markets/{pack.code}.toml").read_text("utf-8"))
    for key, written in raw.items():
        read = getattr(pack, key)
        for one, source in zip(read, written, strict=True) if isinstance(written, list) else [(read, written)]:
            if isinstance(source, dict):
                assert source.keys() <= {field.name for field in fields(one)}


@each_market
def test_every_fact_has_a_source(pack):
    dated = [*pack.taxes, *pack.plates, *pack.warranty_starts, *pack.guarantees, pack.prices]
    assert all(fact.source.strip() or fact.basis for fact in dated)
    assert all(len(fact.read or fact.source) > 20 for fact in dated), "and says where it was read"


@each_market
def test_no_two_facts_of_a_kind_hold_on_the_same_day(pack):
    kinds = [
        *({what: tax} for tax in pack.taxes for what in Taxed if tax.only in (None, what)),
        *({("start", start.makes): start} for start in pack.warranty_starts),
        *({one.condition: one} for one in pack.guarantees),
    ]
    for one, other in combinations(kinds, 2):
        if one.keys() == other.keys():
            first, second = sorted([*one.values(), *other.values()], key=lambda fact: fact.valid_from)
            assert first.valid_to is not None
            assert first.valid_to < second.valid_from


@each_market
def test_today_has_a_start_of_warranty_and_one_tax_or_a_reason_why_there_is_none(pack):
    today = date(2026, 11, 25)
    assert pack.warranty_start(today, today, "BYD") == today
    found = [len(pack.tax_on(today, what)) for what in (Taxed.VEHICLES, Taxed.WORKSHOP)]
    assert found == [1, 1] or (pack.untaxed and max(found) <= 1), found
    assert not pack.untaxed or len(pack.untaxed.read) > 60


@pytest.mark.parametrize("code", ["AE", "ES", "GB", "MX", "TH"])
def test_the_first_markets_have_a_guarantee_of_new_and_used_cars(code):
    assert all(market(code).guarantee_on(date(2026, 11, 25), condition) for condition in Condition)


def test_indonesia_taxes_cars_and_workshop_work_differently():
    on = date(2026, 11, 25)
    rates = [[str(tax.percent) for tax in market("ID").tax_on(on, what)] for what in (Taxed.VEHICLES, Taxed.WORKSHOP)]
    assert rates == [["12"], ["11"]]
    assert len(market("ID").tax_on(on)) == 2


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("NO", "en", "VAT"),
        ("NO", "ar", "VAT"),
        ("RU", "en", "VAT"),
        ("RU", "ru", "НДС"),
        ("TH", "th", "ภาษีมูลค่าเพิ่ม"),
        ("FR", "es", "VAT"),
    ],
)
def test_a_tax_has_its_own_name_in_the_markets_language_and_else_the_word_of_who_reads_it(code, language, name):
    """Norwegian and Russian are named by their packs though the program does not speak them."""
    pack = market(code)
    (tax,) = pack.tax_on(date(2026, 11, 25), Taxed.VEHICLES)
    customs = RegionalFormat(territory=pack.code, numbers=pack.number_locale, own=pack.languages[0])
    speaks = Language(language, customs)
    assert speaks.spoken(TwoNames(tax.name, tax.local_name)) == speaks.words(name)


def test_every_market_with_an_example_dealer_has_a_language_that_the_program_speaks():
    assert {*example_codes()} >= {"AE", "ES", "GB", "MX", "TH", "NL"}
    for code in example_codes():
        languages = market(code).languages
        assert (example(code).dealer.language or languages[0]) in {*languages} & {*LANGUAGES}, code


@each_market
def test_even_the_first_car_has_a_start_of_warranty(pack):
    first = date(1886, 1, 29)
    assert pack.warranty_start(first, first, "Benz") == first


@each_market
def test_examples_of_plates_have_their_own_form(pack):
    for form in pack.plates:
        assert form.fits(tidy_plate(form.example))
        re.compile(form.pattern)


def test_tax_on_top_and_inside():
    (vat,) = market("TH").tax_on(date(2026, 1, 1))
    assert vat.upon(Money(100_000, "THB")) == Money(7_000, "THB")
    assert vat.within(Money(107_000, "THB")) == Money(7_000, "THB")
    assert vat.upon(Money(50, "THB")) == Money(4, "THB"), "3.5 satang are rounded half up"


@given(net=some.integers(0, 10**11), code=some.sampled_from(TAXED_CARS))
@settings(max_examples=100)
def test_tax_inside_what_tax_on_top_made_is_the_same(net, code):
    pack = market(code)
    (tax,) = pack.tax_on(date(2026, 1, 1), Taxed.VEHICLES)
    amount = Money(net, pack.currency)
    assert tax.within(amount + tax.upon(amount)) == tax.upon(amount)


@pytest.mark.parametrize(
    ("code", "make", "handover", "registered", "starts"),
    [
        ("TH", "MG", date(2026, 3, 9), date(2026, 3, 1), date(2026, 3, 9)),
        ("TH", "MG", date(2026, 3, 9), None, date(2026, 3, 9)),
        ("TH", "MG", None, date(2026, 3, 1), None),
        ("ES", "BYD", date(2026, 3, 9), date(2026, 3, 1), date(2026, 3, 1)),
        ("ES", "BYD", date(2026, 3, 1), date(2026, 3, 9), date(2026, 3, 1)),
        ("ES", "BYD", date(2026, 3, 1), None, date(2026, 3, 1)),
        ("ES", "mg", date(2026, 3, 1), date(2026, 3, 9), date(2026, 3, 9)),
        ("ES", "MG", date(2026, 3, 1), None, None),
        ("ES", "MG", None, None, None),
    ],
)
def test_the_start_of_warranty(code, make, handover, registered, starts):
    assert market(code).warranty_start(handover, registered, make) == starts


@given(code=some.sampled_from(codes()), handover=some.dates(date(2000, 1, 1)), wait=some.integers(-400, 400))
@settings(max_examples=60)
def test_warranty_starts_on_one_of_the_two_days(code, handover, wait):
    try:
        registered = handover + timedelta(days=wait)
    except OverflowError:
        return
    assert market(code).warranty_start(handover, registered, "GWM") in {handover, registered}


def test_a_market_nobody_knows_is_refused_with_those_that_are_known():
    with pytest.raises(UnknownMarket) as refused:
        market("XX")
    assert (refused.value.rule, refused.value.field) == ("unknown_market", "market")
    assert refused.value.facts == {"given": "XX", "known": ", ".join(codes())}


@pytest.mark.parametrize("path", ["../markets/TH", "", "TH/..", "T H"])
def test_a_code_is_never_a_path(path):
    with pytest.raises(UnknownMarket):
        market(path)


def test_a_code_may_be_written_small():
    assert market(" th ") is market("TH")


@pytest.mark.parametrize(
    ("code", "plate"),
    [
        ("TH", "กข 1234"),
        ("TH", "1กข  1234"),
        ("AE", "k 12345"),
        ("MX", "abc-123-d"),
        ("ES", "1234 bcd"),
        ("GB", "ab12 cde"),
        ("RU", "а123аа 777"),
        ("BR", "abc1d23"),
        ("DE", "m-xy 99e"),
        ("SA", "1234 abd"),
        ("EG", "س ج 123"),
        ("IL", "1234567"),
        ("NL", "12-abc-3"),
    ],
)
def test_usual_plates_are_not_remarked_on(code, plate):
    assert market(code).look_at_plate(plate) is None


@pytest.mark.parametrize(
    ("code", "plate"),
    [
        ("TH", "AB12 CDE"),
        ("ES", "1234 ABC"),
        ("MX", "123"),
        ("GB", "กข 1234"),
        ("RU", "Я123ЯЯ77"),
        ("FR", "OI-123-UU"),
        ("TR", "82 ABC 123"),
    ],
)
def test_unusual_plates_are_remarked_on_with_an_example(code, plate):
    remark = market(code).look_at_plate(plate)
    assert remark is not None
    assert remark.facts == {"plate": plate, "example": market(code).plates[0].example}


def test_what_each_market_is_known_for():
    assert market("TH").authority_calendar is Calendar.BUDDHIST
    assert market("MX").paper is PaperSize.LETTER
    assert market("GB").distance_unit == "mi"
    assert market("AE").prices.rounding is Rounding.LINE
    assert market("SA").authority_calendar is Calendar.HIJRI
    assert market("CL").paper is PaperSize.LETTER
    assert market("IL").opening_hours_on(date(2026, 11, 28)) is None, "a Saturday"
    assert market("ES").guarantee_on(date(2022, 1, 1), Condition.NEW).months == 36
    assert market("ES").guarantee_on(date(2021, 12, 31), Condition.NEW).months == 24
    assert market("TH").warranty_start_rule(date(2026, 1, 1), "BYD") is WarrantyStartRule.HANDOVER
