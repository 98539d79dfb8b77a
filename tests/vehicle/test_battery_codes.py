"""Battery codes: explained where they follow the standard, noted where they do not, and read whatever they are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.batteries.rules.codes import (
    DAYS,
    LONGEST,
    MONTHS,
    YEARS,
    BatteryCodeContinues,
    BatteryCodeHasHiddenCharacter,
    BatteryCodeMissing,
    BatteryCodeOfOtherLength,
    BatteryCodeTooLong,
    BatteryDayNotCome,
    BatteryDayNotTold,
    BatteryDayUnknown,
    BatteryLetterNotInStandard,
    BatteryMonthUnknown,
    BatteryProductUnknown,
    BatterySerialOdd,
    BatteryType,
    BatteryTypeUnknown,
    BatteryYearUnknown,
    CodeForm,
    DayMade,
    NoSuchBatteryDay,
    ProductType,
    SecondLifeBattery,
    fits,
    read_code,
)
from lifecycle_desk.batteries.rules.tree import (
    MOST_CODES,
    BatteryCodeTwice,
    BatteryPartAboveItsWhole,
    BatteryPartMissing,
    BatteryPartsNoList,
    BatteryPartUncoded,
    BatteryPartUnnamed,
    BatteryTooLarge,
    read_battery,
)
from lifecycle_desk.vehicle.rules.models import Chemistry

TODAY = date(2026, 11, 25)
PACK, MODULE, CELL = ProductType
LFP_PACK = "001PB0A0000001F3A0000001"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
signs = some.sampled_from("0123456789" + CAPITALS)


def noted(code) -> list[type]:
    return [type(note) for note in code.notes]


@pytest.mark.parametrize(
    ("given", "product", "battery_type", "made", "serial", "notes"),
    [
        (LFP_PACK, PACK, BatteryType.LFP, DayMade(2025, 3, 10), "0000001", []),
        ("03HPE0A1234567D1A0000001", PACK, BatteryType.TERNARY, DayMade(2023, 1, 10), "0000001", []),
        # two cells as their sellers print the codes, in small letters (diypow.com)
        ("001cb240000003b3c0221953", CELL, BatteryType.LFP, DayMade(2021, 3, 12), "0221953", []),
        ("04qcb76836300jbc40000903", CELL, BatteryType.LFP, DayMade(2021, 12, 4), "0000903", []),
        # a cell whose day is 0, which readers take for different days (diysolarforum.com, thread 72881)
        ("07HCBC1P22G06AC700002596", CELL, BatteryType.LFP, DayMade(2022, 7), "0002596", [BatteryDayNotTold]),
        # Catena-X's own samples are dated 2040
        (
            "X12MCPM27KLPCLX2M2382320",
            MODULE,
            BatteryType.LMO,
            DayMade(2040, 2, 21, sure=False),
            "2382320",
            [BatteryDayNotCome],
        ),
        (
            "X12PCPM27KLPCLX2M2382320",
            PACK,
            BatteryType.LMO,
            DayMade(2040, 2, 21, sure=False),
            "2382320",
            [BatteryDayNotCome],
        ),
        # Q is no product, D is no month
        (
            "001QB0A0000001F3A0000001",
            None,
            BatteryType.LFP,
            DayMade(2025, 3, 10),
            "0000001",
            [BatteryProductUnknown],
        ),
        (
            "03HPE0A1234567DDA0000001",
            PACK,
            BatteryType.TERNARY,
            DayMade(2023, None, 10),
            "0000001",
            [BatteryMonthUnknown],
        ),
    ],
)
def test_published_codes(given, product, battery_type, made, serial, notes):
    code = read_code(given, TODAY)
    assert (code.product, code.battery_type, code.made, code.serial) == (product, battery_type, made, serial)
    assert (code.raw, code.code, code.form, noted(code)) == (given, given.upper(), CodeForm.FULL, notes)


def test_the_parts_of_a_code():
    code = read_code("07HCBC1P22G06AC700002596", TODAY)
    assert (code.maker, code.spec, code.trace) == ("07H", "C1", "P22G06A")
    assert code.battery_type.chemistries == (Chemistry.LFP,)
    assert code.made.on is None
    assert read_code(LFP_PACK, TODAY).made.on == date(2025, 3, 10)


def test_a_second_life_code_has_no_trace_and_asks_for_the_first_code():
    code = read_code("001PB0AF3A0000001RP", TODAY)
    assert (code.form, code.maker, code.product, code.spec, code.trace) == (
        CodeForm.SECOND_LIFE,
        "001",
        PACK,
        "0A",
        "",
    )
    assert (code.made, code.serial, code.reused) == (DayMade(2025, 3, 10), "0000001", PACK)
    assert noted(code) == [SecondLifeBattery]
    # Catena-X calls this form one of 18 characters; its pattern takes 19
    sample = read_code("X12PCPMX2M2382320RP", TODAY)
    assert (sample.form, noted(sample)) == (CodeForm.SECOND_LIFE, [SecondLifeBattery, BatteryDayNotCome])
    odd = read_code("001PB0AF3A0000001RX", TODAY)
    assert (odd.reused, noted(odd)) == (None, [SecondLifeBattery, BatteryProductUnknown])
    assert odd.notes[-1].facts == {"letter": "X", "place": 19}


@pytest.mark.parametrize(
    ("given", "form", "notes", "facts"),
    [
        (LFP_PACK + "7", CodeForm.CONTINUED, [BatteryCodeContinues], {"rest": "7"}),
        (LFP_PACK[:-1], CodeForm.OTHER, [BatteryCodeOfOtherLength], {"length": 23}),
        ("?" + LFP_PACK, CodeForm.OTHER, [BatteryCodeOfOtherLength], {"length": 25}),
        ("001PB0AF3A0000001XP", CodeForm.OTHER, [BatteryCodeOfOtherLength], {"length": 19}),
        ("7", CodeForm.OTHER, [BatteryCodeOfOtherLength], {"length": 1}),
        ("001PH0A0000001F3A0000001", CodeForm.FULL, [BatteryTypeUnknown], {"letter": "H", "place": 5}),
        ("001PB0A0000001O3A0000001", CodeForm.FULL, [BatteryYearUnknown], {"letter": "O", "place": 15}),
        ("001PB0A0000001F0A0000001", CodeForm.FULL, [BatteryMonthUnknown], {"letter": "0", "place": 16}),
        ("001PB0A0000001F3Z0000001", CodeForm.FULL, [BatteryDayUnknown], {"letter": "Z", "place": 17}),
        ("001PB0A0000001F2W0000001", CodeForm.FULL, [NoSuchBatteryDay], {"day": "2025-02-29"}),
        ("001PB0A0000001GC10000001", CodeForm.FULL, [BatteryDayNotCome], {"on": date(2026, 12, 1)}),
        ("001PB0A0000001F3A000000A", CodeForm.FULL, [BatterySerialOdd], {"serial": "000000A"}),
        ("001PB0A00電001F3A0000001", CodeForm.OTHER, [BatteryCodeOfOtherLength], {"length": 23}),
        ("001PB0A000電001F3A0000001", CodeForm.FULL, [BatteryLetterNotInStandard], {"letter": "電", "place": 11}),
    ],
)
def test_what_is_odd_is_noted_and_the_rest_is_read(given, form, notes, facts):
    code = read_code(given, TODAY)
    assert (code.form, noted(code)) == (form, notes)
    assert code.notes[0].facts == facts
    assert code.notes[0].field == "battery_code"


@pytest.mark.parametrize(
    "given",
    [
        "001pb0a0000001f3a0000001",
        " 001PB0A 0000001 F3A 0000001\r\n",
        "001-PB0A-0000001-F3A–0000001",
        "００１ＰＢ０Ａ００００００１Ｆ３Ａ０００００0１",
        "001PB0A0000001\tF3A\n0000001",
    ],
)
def test_how_it_is_written_is_tidied_and_the_code_as_given_is_kept(given):
    code = read_code(given, TODAY)
    assert (code.code, code.raw, code.notes) == (LFP_PACK, given, ())


@pytest.mark.parametrize(
    ("given", "rule", "facts"),
    [
        ("", BatteryCodeMissing, {}),
        (" - \n", BatteryCodeMissing, {}),
        ("1" * 65, BatteryCodeTooLong, {"length": 65, "most": LONGEST}),
        ("\ufdfa" * 10, BatteryCodeTooLong, {"length": 150, "most": LONGEST}),
        ("001PB0A\x1d0000001", BatteryCodeHasHiddenCharacter, {"code": "U+001D", "place": 8}),
        ("001\u200bPB0A", BatteryCodeHasHiddenCharacter, {"code": "U+200B", "place": 4}),
        ("001\x00", BatteryCodeHasHiddenCharacter, {"code": "U+0000", "place": 4}),
    ],
)
def test_only_what_is_no_code_is_refused(given, rule, facts):
    with pytest.raises(rule) as refused:
        read_code(given, TODAY)
    assert refused.value.facts == facts


def test_each_letter_of_a_battery_type_tells_its_chemistry_or_none():
    told = {each.value: each.chemistries for each in BatteryType}
    assert told["E"] == (Chemistry.NMC, Chemistry.NCA)
    assert told["Z"] == told["F"] == ()
    assert "".join(told) == "ABCDEFGZ"


def test_a_module_is_noted_where_a_pack_is_expected():
    assert fits(read_code(LFP_PACK, TODAY), PACK) is None
    assert fits(read_code("7", TODAY), PACK) is None, "what says nothing says nothing else"
    note = fits(read_code("X12MCPM27KLPCLX2M2382320", TODAY), PACK)
    assert note.facts == {"expected": PACK, "said": MODULE}


@given(
    some.text(signs, min_size=3, max_size=3),
    some.sampled_from("PMC"),
    some.sampled_from("ABCDEFGZ"),
    some.text(signs, min_size=9, max_size=9),
    some.dates(date(2011, 1, 1), date(2041, 12, 31)),
    some.integers(0, 9_999_999),
    some.sampled_from(["", "RP", "RM", "RC"]),
)
def test_every_well_formed_code_reads_back_to_its_parts(maker, product, kind, own, on, serial, second):
    made = YEARS[on.year - 2011] + MONTHS[on.month - 1] + DAYS[on.day - 1]
    spec, trace = own[:2], "" if second else own[2:]
    code = read_code(f"{maker}{product}{kind}{spec}{trace}{made}{serial:07}{second}", on)
    assert (code.maker, code.spec, code.trace, int(code.serial)) == (maker, spec, trace, serial)
    assert (code.product, code.battery_type.value) == ({"P": PACK, "M": MODULE, "C": CELL}[product], kind)
    assert code.made == DayMade(on.year, on.month, on.day, sure=on.day <= 17)
    assert code.made.on == on
    assert noted(code) == ([SecondLifeBattery] if second else [])


@given(some.text() | some.text(signs, min_size=18, max_size=26))
def test_reading_never_raises_anything_but_an_objection(given):
    try:
        code = read_code(given, TODAY)
    except Objection as objection:
        refused = objection
    else:
        assert code.raw == given
        assert 0 < len(code.code) <= LONGEST
        assert all(note.message % note.facts for note in code.notes)
        return
    assert refused.message % refused.facts


def coded(kind: str, number: int) -> str:
    return f"001{kind}B0A0000001F3A{number:07}"


def part(kind: str, number: int, *parts) -> dict:
    told = {"productType": {"P": "pack", "M": "module", "C": "cell"}[kind], "tractionBatteryCode": coded(kind, number)}
    return told | ({"subcomponents": list(parts)} if parts else {})


def inner(*places: int) -> str:
    return "battery" + "".join(f".subcomponents[{place}]" for place in places)


TREE = part("P", 1, part("M", 1, part("C", 1), part("C", 2)), part("M", 2, part("C", 3)), part("C", 4))


def test_a_tree_of_codes_is_read_and_written_back():
    battery = read_battery(TREE, TODAY)
    assert [each.code.code for each in battery.each()] == [
        coded("P", 1), coded("M", 1), coded("C", 1), coded("C", 2), coded("M", 2), coded("C", 3), coded("C", 4)
    ]  # fmt: skip
    assert battery.plain() == TREE
    assert not any(each.notes for each in battery.each())
    assert read_battery(battery.plain(), TODAY) == battery


def test_catena_x_s_sample_says_pack_and_codes_a_module():
    sample = {"productType": "pack", "tractionBatteryCode": "X12MCPM27KLPCLX2M2382320", "subcomponents": []}
    late, differs = read_battery(sample, TODAY).notes
    assert (type(late), late.at) == (BatteryDayNotCome, "battery.tractionBatteryCode")
    assert (differs.facts, differs.at) == ({"expected": PACK, "said": MODULE}, "battery.productType")


@pytest.mark.parametrize(
    ("given", "rule", "at"),
    [
        ([TREE], BatteryPartMissing, "battery"),
        (part("P", 1, "001"), BatteryPartMissing, inner(0)),
        (part("P", 1, part("M", 1) | {"subcomponents": "x"}), BatteryPartsNoList, inner(0) + ".subcomponents"),
        ({"productType": "pack"}, BatteryPartUncoded, "battery.tractionBatteryCode"),
        ({"productType": "pack", "tractionBatteryCode": 7}, BatteryPartUncoded, "battery.tractionBatteryCode"),
        ({"productType": "pack", "tractionBatteryCode": " "}, BatteryCodeMissing, "battery.tractionBatteryCode"),
        (part("P", 1) | {"productType": "car"}, BatteryPartUnnamed, "battery.productType"),
        (part("P", 1) | {"productType": ["pack"]}, BatteryPartUnnamed, "battery.productType"),
        (part("M", 1, part("P", 1)), BatteryPartAboveItsWhole, inner(0)),
        (part("P", 1, part("M", 1, part("C", 1, part("C", 2)))), BatteryPartAboveItsWhole, inner(0, 0, 0)),
        (part("P", 1, part("M", 1), part("M", 1)), BatteryCodeTwice, inner(1) + ".tractionBatteryCode"),
    ],
)  # fmt: skip
def test_a_tree_is_refused_at_the_path_of_its_fault(given, rule, at):
    with pytest.raises(rule) as refused:
        read_battery(given, TODAY)
    assert refused.value.at == at
    assert refused.value.message % refused.value.facts


def test_a_tree_larger_than_any_battery_is_refused():
    with pytest.raises(BatteryTooLarge):
        read_battery(part("P", 1, *(part("C", number) for number in range(MOST_CODES))), TODAY)


def test_one_code_stands_once_however_it_is_written():
    twice = part("M", 1) | {"tractionBatteryCode": coded("M", 1).lower()}
    with pytest.raises(BatteryCodeTwice) as refused:
        read_battery(part("P", 1, part("M", 1), twice), TODAY)
    assert refused.value.first == "battery.subcomponents[0]"


values = some.recursive(
    some.none() | some.integers() | some.sampled_from(["pack", "module", "cell", coded("P", 1), coded("C", 1)]),
    lambda below: (
        some.lists(below, max_size=3)
        | some.dictionaries(some.sampled_from(["productType", "tractionBatteryCode", "subcomponents"]), below)
    ),
    max_leaves=20,
)


@given(values)
def test_no_plain_value_breaks_the_reading_of_a_tree(given):
    try:
        battery = read_battery(given, TODAY)
    except Objection as objection:
        refused = objection
    else:
        assert len({each.code.code for each in battery.each()}) == len(list(battery.each()))
        return
    assert refused.at.startswith("battery")
