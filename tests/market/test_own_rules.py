"""A dealer's own rules over the market's pack: each from its day, reset from a day, and refused where it is none."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lifecycle_desk.base.quantities import LengthUnit, PressureUnit
from lifecycle_desk.market.market import ANOTHER, PaperSize, PriceCustom, Rounding, codes, market
from lifecycle_desk.market.own_rules import (
    ALWAYS,
    NO_TAX,
    RESET,
    OwnRule,
    RuleFixed,
    RuleKind,
    RuleMissing,
    RuleValueUnknown,
    check_beginning,
    check_value,
    in_force,
    tax_value,
    with_own,
)

TODAY = date(2026, 11, 29)
BEGINNING = tuple(
    OwnRule(kind, ALWAYS, value)
    for kind, value in (
        (RuleKind.TERRITORY, "KE"),
        (RuleKind.CURRENCY, "KES"),
        (RuleKind.NUMBERS, "sw_KE"),
        (RuleKind.LANGUAGE, "en"),
        (RuleKind.TAX, "16 VAT"),
        (RuleKind.DISTANCE, "km"),
        (RuleKind.PRESSURE, "psi"),
        (RuleKind.PAPER, "LETTER"),
        (RuleKind.FIRST_WEEKDAY, "7"),
    )
)


def rates(pack, *days):
    return [[(each.name, str(each.percent)) for each in pack.tax_on(day)] for day in days]


def test_a_pack_that_nobody_ruled_otherwise_is_itself():
    assert with_own(market("TH"), (), TODAY) is market("TH")


def test_a_tax_of_ones_own_holds_from_its_day_until_it_is_reset_and_the_packs_before_and_after():
    rules = [
        OwnRule(RuleKind.TAX, date(2026, 1, 1), "10 VAT", "Royal decree"),
        OwnRule(RuleKind.TAX, date(2026, 3, 1), RESET, "It was put off"),
        OwnRule(RuleKind.TAX, date(2026, 6, 1), NO_TAX, "Free zone"),
    ]
    days = (
        date(2025, 12, 31),
        date(2026, 1, 1),
        date(2026, 2, 28),
        date(2026, 3, 1),
        date(2026, 5, 31),
        date(2026, 6, 1),
    )
    pack = with_own(market("TH"), reversed(rules), TODAY)
    assert rates(pack, *days) == [[("VAT", "7")], [("VAT", "10")], [("VAT", "10")], [("VAT", "7")], [("VAT", "7")], []]
    own = pack.tax_on(date(2026, 1, 1))[0]
    assert (own.local_name, own.source, own.share) == ("ภาษีมูลค่าเพิ่ม", "Royal decree", Fraction(1, 10))
    assert in_force(rules, RuleKind.TAX, date(2026, 4, 1)) is None
    assert in_force(rules, RuleKind.TAX, TODAY).value == NO_TAX


def test_what_has_no_past_holds_as_it_is_today():
    rules = [
        OwnRule(RuleKind.PAPER, date(2026, 1, 1), "LETTER", "Our printer"),
        OwnRule(RuleKind.DISTANCE, date(2027, 1, 1), "mi", "Not yet"),
        OwnRule(RuleKind.WORKSHOP_PRICES, date(2026, 1, 1), "inclusive", "Advertised so"),
        OwnRule(RuleKind.ROUNDING, date(2026, 1, 1), "line", "The auditor"),
        OwnRule(RuleKind.WARRANTY_START, date(2026, 1, 1), "first_registration", "Our distributor"),
    ]
    pack = with_own(market("ES"), rules, TODAY)
    assert (pack.paper, pack.distance_unit) == (PaperSize.LETTER, LengthUnit.KM)
    assert (pack.prices.workshop, pack.prices.rounding) == (PriceCustom.INCLUSIVE, Rounding.LINE)
    assert pack.prices.vehicles is market("ES").prices.vehicles
    assert pack.warranty_start_rule(TODAY, "BYD") == "first_registration"
    assert pack.warranty_start_rule(TODAY, "MG") == market("ES").warranty_start_rule(TODAY, "MG"), (
        "a make keeps its own"
    )


def test_a_country_without_a_pack_claims_nothing_but_what_its_dealer_says():
    bare = market(ANOTHER)
    assert ANOTHER not in codes()
    assert (bare.taxes, bare.plates, bare.guarantees) == ((), (), ())
    assert all(each.verify for each in (bare.prices, *bare.warranty_starts, *bare.opening_hours))
    assert not any(each.source or each.basis for each in (bare.prices, *bare.warranty_starts, *bare.opening_hours))
    assert bare.look_at_plate("anything at all") is None

    pack = with_own(bare, BEGINNING, TODAY)
    assert (pack.code, pack.country, pack.currency, pack.number_locale) == ("ZZ", "KE", "KES", "sw_KE")
    assert (pack.paper, pack.pressure_unit, pack.first_weekday) == (PaperSize.LETTER, PressureUnit.PSI, 7)
    assert rates(pack, date(1990, 1, 1), TODAY) == [[("VAT", "16")], [("VAT", "16")]]
    assert pack.warranty_start(TODAY, None, "BYD") == TODAY


@pytest.mark.parametrize("missing", [RuleKind.TERRITORY, RuleKind.CURRENCY, RuleKind.NUMBERS])
def test_a_country_without_a_pack_is_begun_with_its_name_its_money_and_its_numbers(missing):
    check_beginning(market(ANOTHER), BEGINNING)
    with pytest.raises(RuleMissing) as refused:
        check_beginning(market(ANOTHER), [each for each in BEGINNING if each.kind is not missing])
    assert refused.value.facts == {"rule": missing}


def test_a_country_with_a_pack_keeps_its_own_money():
    with pytest.raises(RuleFixed):
        check_beginning(market("GB"), [OwnRule(RuleKind.CURRENCY, ALWAYS, "EUR")])
    check_beginning(market("GB"), [OwnRule(RuleKind.PAPER, ALWAYS, "LETTER")])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (RuleKind.TERRITORY, "Kenya"),
        (RuleKind.CURRENCY, "ks"),
        (RuleKind.NUMBERS, "../x"),
        (RuleKind.TAX, "VAT"),
        (RuleKind.TAX, "101 VAT"),
        (RuleKind.TAX, "-1 VAT"),
        (RuleKind.TAX, "NaN VAT"),
        (RuleKind.TAX, "7 "),
        (RuleKind.PAPER, "A5"),
        (RuleKind.DISTANCE, "league"),
        (RuleKind.PRESSURE, "atm"),
        (RuleKind.FIRST_WEEKDAY, "8"),
        (RuleKind.RETENTION, "-1"),
        (RuleKind.WARRANTY_START, "whenever"),
        (RuleKind.ROUNDING, ""),
    ],
)
def test_what_is_no_value_of_a_rule_is_refused(kind, value):
    with pytest.raises(RuleValueUnknown):
        check_value(kind, value)


def test_a_tax_is_kept_as_it_was_typed():
    assert tax_value("VAT", Decimal("7.50")) == "7.5 VAT"
    assert tax_value("VAT", Decimal(10)) == "10 VAT"
    assert tax_value("VAT", None) == NO_TAX
