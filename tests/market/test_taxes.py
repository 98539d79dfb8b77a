"""The rate of a day: a table of markets and changes of rates, worked from the laws and not from the packs."""

import csv
from datetime import date
from pathlib import Path

import pytest

from lifecycle_desk.market.market import codes, market
from lifecycle_desk.market.taxes import Taxed


@pytest.fixture(scope="module")
def cases():
    with Path(__file__).with_name("taxes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_the_rate_of_a_day_is_that_of_the_law(cases):
    wrong = [
        (case, rates)
        for case in cases
        if (rates := _rates(case["market"], case["taxed"], case["day"])) != [case["percent"]][: bool(case["percent"])]
    ]
    assert wrong == []


def test_every_market_has_a_case_with_its_reason(cases):
    assert {case["market"] for case in cases} == set(codes())
    assert all(case["source"] for case in cases)


@pytest.mark.parametrize("code", ["NL", "NZ", "IT", "PH", "MY", "HU", "PE"])
def test_a_rate_that_was_read_in_print_is_no_longer_one_to_verify(code):
    (rate,) = market(code).tax_on(date(2026, 11, 30), Taxed.WORKSHOP)
    assert not rate.verify


def test_a_country_of_several_languages_prints_the_law_in_the_buyers_and_others_in_their_first():
    belgium, germany = (market(code).margin_scheme_on(date(2026, 3, 9)) for code in ("BE", "DE"))
    french, dutch, german = (belgium.says[code] for code in ("fr", "nl", "de"))
    assert belgium.printed_in("fr") == belgium.printed_in("th") == (french,)
    assert belgium.printed_in("de", "fr") == (french, german)
    assert belgium.printed_in("de") == belgium.printed_in("de", "de") == (german,)
    assert belgium.printed_in("en", "nl") == (dutch, belgium.says["en"])
    assert germany.printed_in("fr", "fr") == (germany.says["de"],)
    assert germany.printed_in("en") == tuple(germany.says.values())


def _rates(code, taxed, day):
    return [str(tax.percent) for tax in market(code).tax_on(date.fromisoformat(day), Taxed(taxed))]
