"""The VIN: one written form, precise refusals, and readings that warn but never stand in the way."""

from datetime import date

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as some

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.vehicle.rules.vin import (
    LETTERS,
    CheckDigit,
    Origin,
    OriginalVinDiffers,
    VinCheckDigitFails,
    VinHasHiddenCharacter,
    VinHasWrongLength,
    VinHasWrongLetter,
    VinIsPlaceholder,
    VinPassesAsOriginal,
    canonical,
    check_digit,
    decode,
    expected_check_digit,
    makers,
    model_years,
    restored,
    suggested,
    year_habits,
)

MG4 = "LSJWH4095PN000001"
vins = some.text(LETTERS, min_size=17, max_size=17)


@pytest.mark.parametrize(
    ("vin", "check", "make"),
    [
        (MG4, "5", "SAIC Motor"),
        ("LRW3E7FA0RC000001", "0", "Tesla (Shanghai)"),
        ("LGXCE4CB7R0000001", "7", "BYD Auto"),
        ("LC0CE4CB7P0000001", "7", "BYD Auto"),
        ("L6TCX2E76RE000001", "6", "Geely"),
        ("LVVDB21B7RD000001", "7", "Chery"),
        ("LGWFF4A50RH000001", "0", "Great Wall Motor"),
        ("LS4ASE2E4RJ000001", "4", "Changan"),
        ("LMGAC1G82R1000001", "2", "GAC Motor"),
        ("LJ1EEKRMXR7000001", "X", "JAC"),
        ("L1NSSGHB7RA000001", "7", "XPeng"),
        ("1G4AH59H45G118341", "4", "General Motors (US)"),
        ("1J9RP1A36A1644345", "6", None),
    ],
)
def test_sound_vins(vin, check, make):
    facts = decode(vin, year_now=2026)
    assert (facts.vin, facts.expected_check_digit, facts.check_digit) == (vin, check, CheckDigit.PASSES)
    assert (facts.maker.name if facts.maker else None) == make
    assert facts.notes == ()


def test_a_placeholder_that_is_arithmetically_sound():
    assert expected_check_digit("1" * 17) == "1"
    with pytest.raises(VinIsPlaceholder) as refused:
        canonical("1" * 17)
    assert refused.value.facts == {"vin": "1" * 17}


def test_a_wrong_check_digit_of_a_chinese_vin_is_noted_as_a_likely_mistake():
    facts = decode("LSJWH4097PN000001", year_now=2026)
    assert facts.check_digit is CheckDigit.FAILS
    (note,) = facts.notes
    assert isinstance(note, VinCheckDigitFails)
    assert (note.rule, note.field, note.facts) == ("vin_check_digit_fails", "vin", {"expected": "5", "found": "7"})


def test_a_european_vin_needs_no_check_digit():
    facts = decode("WVWZZZE1ZPP000001", year_now=2026)
    assert (facts.check_digit, facts.expected_check_digit) == (CheckDigit.NOT_USED, "5")
    assert facts.notes == ()
    assert not facts.year_is_sure


def test_an_assembled_car_is_judged_by_its_original_vin():
    alone = decode("XUUDB21B7RD000001", year_now=2026)
    assert (alone.check_digit, alone.expected_check_digit) == (CheckDigit.NOT_USED, "4")
    known = decode("XUUDB21B7RD000001", restored("XUUDB21B7RD000001", "LVV"), year_now=2026)
    assert known.check_digit is CheckDigit.PASSES
    assert known.maker is not None
    assert known.maker.name == "Chery"
    (note,) = known.notes
    assert isinstance(note, VinPassesAsOriginal)
    assert note.facts == {"original_vin": "LVVDB21B7RD000001"}


def test_an_original_vin_of_another_car_is_noted():
    (note,) = decode("XUUDB21B7RD000001", MG4, year_now=2026).notes
    assert isinstance(note, OriginalVinDiffers)
    assert note.facts == {"place": 4}


@pytest.mark.parametrize(
    ("given", "refusal", "facts"),
    [
        ("LSJWH4098PN07011O", VinHasWrongLetter, {"letter": "O", "place": 17}),
        ("LSJWH4098PN070I10", VinHasWrongLetter, {"letter": "I", "place": 15}),
        ("QSJWH4098PN070110", VinHasWrongLetter, {"letter": "Q", "place": 1}),
        ("LSJWH4098PN0701", VinHasWrongLength, {"given": "LSJWH4098PN0701", "length": 15}),
        ("", VinHasWrongLength, {"given": "", "length": 0}),
        ("1HGCM82633A00435О", VinHasWrongLetter, {"letter": "О", "place": 17}),  # a Cyrillic letter
        ("1HGCM82633A00435٢", VinHasWrongLetter, {"letter": "٢", "place": 17}),
        ("1HGCM826\u202e33A004352", VinHasHiddenCharacter, {"code": "U+202E", "place": 9}),
        ("1HGCM82633A004352\u200b", VinHasHiddenCharacter, {"code": "U+200B", "place": 18}),
        ("1HGCM82633A004352\x00", VinHasHiddenCharacter, {"code": "U+0000", "place": 18}),
        ("1HGCM\ufe0f82633A004352", VinHasHiddenCharacter, {"code": "U+FE0F", "place": 6}),
        ("ß" * 17, VinHasWrongLength, {"given": "SS" * 17, "length": 34}),
        ("'; DROP TABLE v;--", VinHasWrongLength, {"given": "';DROPTABLEV;", "length": 13}),
        ("0" * 17, VinIsPlaceholder, {"vin": "0" * 17}),
        ("12345678901234567", VinIsPlaceholder, {"vin": "12345678901234567"}),
    ],
)
def test_what_is_no_vin_is_refused_with_the_place_of_the_fault(given, refusal, facts):
    with pytest.raises(refusal) as refused:
        canonical(given)
    assert refused.value.facts == facts
    assert refused.value.field == "vin"


def test_the_names_of_the_rules_are_what_other_programs_rely_on():
    with pytest.raises(Objection) as refused:
        canonical("LSJWH4098PN070O10")
    assert (refused.value.rule, refused.value.facts) == ("vin_has_wrong_letter", {"letter": "O", "place": 15})
    with pytest.raises(Objection) as refused:
        canonical("LSJ")
    assert refused.value.rule == "vin_has_wrong_length"


@pytest.mark.parametrize(
    "given",
    [
        "1hgcm82633a004352",
        "1HGCM82633A004352\n",
        " 1HG CM826-33A 004352 ",
        "1HG\u2011CM82633A004352",
        "１ＨＧＣＭ８２６３３Ａ００４３５２",
        "1HG\u00a0CM82633A\u3000004352",
    ],
)
def test_one_vin_has_one_form_however_it_is_typed(given):
    assert canonical(given) == "1HGCM82633A004352"


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        ("LSJWH4095PNOOOOO1", MG4),
        ("LSJWH4095PN00000I", MG4),
        ("LSJWН4О95РNOQО00I", MG4),  # Cyrillic letters among them
        (MG4, None),
        ("LSJWH4095PN0000O", None),
    ],
)
def test_what_was_probably_meant_is_offered(given, offered):
    assert suggested(given) == offered


@pytest.mark.parametrize(
    ("vin", "now", "years"),
    [
        (MG4, 2026, (2023,)),
        ("LVSJH4095TN000001", 2026, (2026,)),
        ("LVSJH4095VN000001", 2026, (2027, 1997)),
        ("LVSJH4095WN000001", 2026, (1998,)),
        ("LVSJH40951N000001", 2030, (2031, 2001)),
        ("LSJWH4095WN000001", 2026, ()),
        ("LSJWH4095AN000001", 2041, (2040, 2010)),
        ("9BWZZZ377AT004251", 2026, (2010, 1980)),
        ("VF1ZZZ000A1234567", 2026, ()),
        ("WDBZZZ000A1234567", 2026, ()),
        ("WF0ZZZ000AA234567", 2026, ()),
        ("1G4AH59H45G118341", 2026, (2005,)),
        ("1G4AH5AH4AG118341", 2026, (2010, 1980)),
        ("1G4AH59H4AG118341", 2026, (1980, 2010)),
        ("WVWZZZE1Z0P000001", 2026, ()),
        ("WVWZZZE1ZZP000001", 2026, ()),
    ],
)
def test_model_years_come_round_after_thirty(vin, now, years):
    assert model_years(vin, now) == years


def test_the_year_now_is_the_clocks_where_none_is_given():
    assert decode(MG4).model_year == 2023


@given(vins)
@settings(max_examples=100)
def test_a_canonical_vin_is_its_own_form(vin):
    assume(len(set(vin)) > 1)
    assert canonical(vin) == vin
    assert canonical(f" {vin[:3]} {vin[3:9]}-{vin[9:]} ".lower()) == vin


def value(character):
    """The value of a character, by the table of ISO 3779 as one line."""
    return "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ".index(character) % 10


@given(vins, some.integers(1, 16), some.sampled_from(LETTERS))
@settings(max_examples=150)
def test_one_mistyped_character_of_another_value_is_always_found(vin, place, other):
    """No weight shares a divisor with eleven, so the sum always moves; only equals in value (B, K, S, 2) go unseen."""
    sound = f"L{vin[1:8]}{expected_check_digit('L' + vin[1:])}{vin[9:]}"
    assert check_digit(sound) is CheckDigit.PASSES
    assume(place != 8 and value(other) != value(sound[place]))
    assert check_digit(sound[:place] + other + sound[place + 1 :]) is CheckDigit.FAILS


@given(some.text(max_size=40))
@settings(max_examples=200)
@example("%(")
def test_any_text_is_taken_or_refused_in_a_sentence(text):
    try:
        made = canonical(text)
    except Objection as refused:
        made = None
        told = refused.message % dict.fromkeys(refused.facts, "")  # what was typed may look like a fact's place itself
    assert made.isascii() if made else "%(" not in told


def test_the_table_of_makers_is_whole():
    table = makers()
    assert len(table) >= 120
    for wmi, made in table.items():
        assert len(wmi) == 3
        assert set(wmi) <= set(LETTERS)
        assert made.confidence in {"A", "B", "M"}
        assert made.valid_from <= date(2026, 12, 31)
        assert made.source or made.basis
        assert made.verify or made.confidence != "M"
        assert len(made.country) == 2
        assert all(made.brands)
    chinese = [made for made in table.values() if made.country == "CN"]
    assert len(chinese) > 50
    assert all(made.wmi[0] in "LH" for made in chinese)


def test_origins():
    assert {decode(vin, year_now=2026).origin for vin in (MG4, "HESXR1C4XRS000001")} == {Origin.CHINA}
    assert decode("7SAYGDEE7PA000001", year_now=2026).origin is Origin.NORTH_AMERICA
    assert decode("7A8000000R0000001", year_now=2026).origin is Origin.ELSEWHERE


@pytest.mark.parametrize(
    ("vin", "maker", "country"),
    [
        ("9BWZZZ377VT004251", "Volkswagen Brazil", "BR"),
        ("9UWSHX76ARN000001", "Kia (Uruguay)", "UY"),
        ("8AJZZZ377VT004251", "Toyota Argentina", "AR"),
        ("MMLZZZ377VT004251", "SAIC Motor-CP (Thailand)", "TH"),
        ("MNUZZZ377VT004251", "Great Wall Motor (Thailand)", "TH"),
        ("LEFZZZ377VT004251", "Jiangling Motors (JMC)", "CN"),
        ("LVZZZZ377VT004251", "Dongfeng Sokon", "CN"),
        ("PL1ZZZ377VT004251", "Proton", "MY"),
    ],
)
def test_makers_of_south_america_thailand_and_malaysia_are_known_with_their_source(vin, maker, country):
    found = decode(vin, year_now=2026).maker
    assert (found.name, found.country) == (maker, country)
    assert found.source or found.basis


@pytest.mark.parametrize(
    ("vin", "make", "year", "plant"),
    [
        (MG4, ("MG", "possible"), (2023, "sure"), "CN N"),
        ("LRW3E7FA0RC000001", ("Tesla", "likely"), (2024, "sure"), "CN C"),
        ("1G4AH5AH4AG118341", ("Buick", "likely"), (2010, "sure"), "US G"),
        ("9BWZZZ377AT004251", ("Volkswagen", "likely"), (2010, "possible"), "BR T"),
        ("VF1ZZZ000A1234567", ("Renault", "likely"), None, "FR 1"),
        ("MMLZZZ377VT004251", ("MG", "possible"), (2027, "possible"), "TH T"),
        ("1J9RP1A36A1644345", None, (2010, "sure"), None),
    ],
)
def test_a_vin_suggests_make_year_and_plant_each_with_its_confidence(vin, make, year, plant):
    facts = decode(vin, year_now=2026)
    told = [(each.value, each.confidence.value) if each else None for each in (facts.make, facts.year)]
    assert told == [make, year]
    assert (facts.plant.value if facts.plant else None) == plant


def test_the_table_of_year_codes_names_its_source_and_marks_what_was_not_looked_up():
    for prefix, habit in year_habits().items():
        assert set(prefix) <= set(LETTERS)
        assert habit.source or (habit.basis and habit.verify)
        assert habit.coded is (habit.since is not None)
