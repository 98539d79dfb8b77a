"""The table of rules, what was looked for in vain, and the words that name parts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.options import Asks, options_of
from lifecycle_desk.cover.papers.table import OfBrand, _country
from lifecycle_desk.cover.reports import COVER_TABLE
from lifecycle_desk.cover.rules import (
    PartGroup,
    RuleTable,
    brands_of,
    is_electric,
    is_in_force,
    markets_of,
    part_words,
    proposed,
    published,
    searched,
    searches,
    table_of,
)
from lifecycle_desk.cover.usecases import KeepRule, MarketWithoutTerms, keep_cover_rule, rule_table
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.market.market import ANOTHER
from lifecycle_desk.overview.usecases.subjects import kind_of, subjects

TODAY = date(2026, 11, 26)

# brand market day -> some rules that are in force, and some that are not
TABLES = """
BYD   PL 2026-11-26 -> byd-europe-battery-2025 byd-pl-exclusions-2024-screen law-pl-new | byd-norway-battery-2025
BYD   PL 2025-01-01 -> byd-europe-battery-2023 byd-europe-vehicle-2023 | byd-europe-battery-2025
BYD   NO 2025-12-05 -> byd-norway-battery-2025 law-no-new | byd-europe-battery-2025 law-eu-new
Chery ZA 2023-01-01 -> chery-za-vehicle-2021 chery-za-engine law-za-new | chery-za-vehicle-2024
Chery ZA 2026-11-26 -> chery-za-vehicle-2024 | chery-pl-vehicle
mg    TH 2026-11-26 -> mg-th-vehicle mg-th-spare_parts law-th-new | mg-pl-vehicle
NIO   NO 2026-11-26 -> law-no-new | byd-norway-battery-2025
"""


@pytest.mark.parametrize("line", TABLES.strip().splitlines())
def test_the_table_holds_what_is_in_force_on_the_day(line):
    asked, _, told = line.partition("->")
    brand, market, day = asked.split()
    there, _, not_there = told.partition("|")
    names = {each.id for each in table_of(published(), brand, market, date.fromisoformat(day)).rules}
    assert set(there.split()) <= names
    assert not set(not_there.split()) & names


def test_the_brands_and_markets_of_the_published_overview_are_all_there():
    """What the dated overview of published terms lists, brand by brand; what was not found is told as such."""
    listed = {
        *("BYD PL", "BYD GB", "BYD AU", "BYD ZA", "MG PL", "MG AU", "MG ZA", "Chery PL", "Chery ZA", "Omoda HR"),
        *("Jaecoo HR", "Omoda ZA", "Jaecoo ZA", "Jetour ZA", "GWM ZA", "Haval ZA", "GAC ZA", "JAC ZA", "BAIC ZA"),
        *("Maxus ZA", "XPeng NO"),
    }
    for each in sorted(listed):
        brand, market = each.split()
        assert table_of(published(), brand, market, TODAY).is_brand_known, each
    for brand, market in (("Changan", "TH"), ("Deepal", "TH"), ("GAC Aion", "TH"), ("NIO", "DE"), ("NIO", "NO")):
        table = table_of(published(), brand, market, TODAY)
        assert not table.is_brand_known
        assert table.not_found, brand


def test_every_search_and_every_group_of_words_is_dated_and_sourced():
    assert all(each.looked_up_on and each.note and each.brands for each in searches())
    assert all(each.valid_from and (each.source or each.basis) and each.words for each in part_words())
    assert {"NIO", "BYD", "Zeekr"} <= set(brands_of(published()))
    assert {"TH", "ZA", "PL", "SE"} <= set(markets_of(published()))


@pytest.mark.parametrize("wrong", ["brands", "markets", "parts"])
def test_a_search_of_something_that_is_no_list_is_refused(wrong):
    """A name alone would be taken for a list of its letters."""
    entry = {"brands": ["NIO"], "markets": ["DE"], "parts": [], "looked_up_on": TODAY, "note": "none"}
    with pytest.raises(TypeError):
        searched._search(entry | {wrong: "NIO"})


def test_a_rule_is_in_force_from_its_first_day_to_its_last():
    rule = next(each for each in published() if each.id == "law-es-new-2003")
    days = [date(2003, 9, 11), date(2003, 9, 12), date(2021, 12, 31), date(2022, 1, 1)]
    assert [is_in_force(rule, day) for day in days] == [False, True, True, False]


def test_the_paper_says_each_rule_with_its_source_and_what_is_to_be_verified(user: UserSession):
    keep_cover_rule(user, KeepRule(own_rule()))
    english = spoken(user, "en")
    words = text_of(COVER_TABLE.draw(user, OfBrand("MG", "PL", TODAY), english).pdf())
    for each in rule_table(user, "MG", "PL", TODAY).rules:
        assert each.source.split()[0] in words
    assert "84 months / 150,000 km" in words
    assert "To be verified" in words
    assert "minimum health 70" in words
    assert "Our own booklet" in words
    missing = text_of(COVER_TABLE.draw(user, OfBrand("Deepal", "TH", TODAY), english).pdf())
    assert "earched on" in missing
    assert "nothing found" in missing


def test_markets_and_models_are_named_as_people_call_them(user: UserSession):
    english = spoken(user, "en")
    words = text_of(COVER_TABLE.draw(user, OfBrand("Aion", "BR", TODAY), english).pdf())
    assert "Aion, Brazil" in words
    assert "only Y " in words
    assert "*" not in words
    nobodys = RuleTable("Aion", ANOTHER, TODAY, (), ())  # the pack of a country that has none
    assert english.spoken(_country(nobodys, english)) == "Thailand"


def test_a_market_without_any_rule_is_refused(user: UserSession):
    with pytest.raises(MarketWithoutTerms) as refused:
        rule_table(user, "MG", "ZZ", None)
    assert refused.value.facts == {"market": "ZZ"}
    assert rule_table(user, "MG", "", None).market == "TH"


def own_rule() -> dict[str, object]:
    return {
        "id": "own-paint",
        "part": "paint",
        "months": 12,
        "km": "unlimited",
        "markets": ["PL"],
        "valid_from": "2020-01-01",
        "looked_up_on": "2026-11-01",
        "source": "Our own booklet",
    }


def text_of(pdf: bytes) -> str:
    import io

    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_window_offers_makes_a_market_and_a_day(user: UserSession):
    assert [(each.name, each.asks) for each in options_of(OfBrand)[1:]] == [("market", Asks.ONE), ("on", Asks.DAY)]
    assert [each.value for each in subjects(user, "brand", "jae")] == ["Jaecoo"]
    assert {"BYD", "NIO"} <= {each.value for each in subjects(user, "brand")}
    assert [kind_of(each) for each in ("mg", "RO-2026-0001", "LSJWH4095PN000001", "X12")] == [
        *("brand", "order", "vin", "code")
    ]


# text -> part, or - where the words say nothing
TEXTS = """
HV battery coolant hose          -> battery
Replace 12 V battery             -> twelve_volt
12V battery tested               -> twelve_volt
Battery                          -> -
Front brake pads and discs       -> wear
FRONT  BRAKE PADS                -> wear
Drive motor bearing noisy        -> drive_unit
Charging port lid                -> charge_port
Windscreen washer                -> -
Touchscreen dark                 -> screen
A/C pressure sensor              -> vehicle
Left rear shock absorber         -> shock_absorbers
更换动力电池模组                    -> battery
更换蓄电池                         -> twelve_volt
เปลี่ยนผ้าเบรกหน้า                  -> wear
Pastillas de freno delanteras    -> wear
استبدال شاشة                      -> screen
فحمات أمامية                      -> wear
Bremsbeläge vorne                -> wear
Замена высоковольтной батареи      -> battery
Турбокомпрессор шумит              -> engine
Машина не заводится                -> -
Filtre à air moteur              -> wear
Amortecedor traseiro             -> shock_absorbers
Ön far buğulu                    -> lights
Aki soak                         -> twelve_volt
更换汽车机油                        -> -
Seating                          -> -
"""


@pytest.mark.parametrize("line", TEXTS.strip().splitlines())
def test_words_propose_the_part(line):
    text, _, part = line.partition("->")
    found = proposed(text.strip(), TODAY)
    assert (found.value if found else "-") == part.strip()


def test_the_words_count_on_days_before_they_were_written_down():
    assert proposed("HV battery", date(2020, 1, 1)) is PartGroup.BATTERY


def test_electric_parts_are_data():
    assert {each for each in PartGroup if is_electric(each)} == {
        *(PartGroup.BATTERY, PartGroup.DRIVE_UNIT, PartGroup.CHARGE_PORT, PartGroup.SCREEN),
        *(PartGroup.LIGHTS, PartGroup.TWELVE_VOLT),
    }


@given(st.text(max_size=600), st.text(max_size=600))
def test_any_text_is_read_and_words_around_it_change_no_whole_word(before, after):
    found = proposed(f"{before[:100]} brake pads {after}", TODAY)
    assert found is not None  # the word is there, or a longer one
    assert proposed(before, TODAY) in {None, *PartGroup}


def test_no_word_names_two_parts():
    words = [word.casefold() for group in part_words() for word in group.words]
    assert len(words) == len(set(words))
