"""Lines: nothing is lost, nothing is wider than it must be, and what belongs together stays together."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lifecycle_desk.paper import style
from lifecycle_desk.paper.typesetting import breaks
from lifecycle_desk.paper.typesetting.characters import HIDDEN, KIND, LONGEST, Kind, printable
from lifecycle_desk.paper.typesetting.lines import Type, Typesetter
from lifecycle_desk.paper.typesetting.shaping import shape

BODY = Type(9)
SCRIPTS = [style.script(code) for code in ("en", "ar", "th", "zh_CN")]
NAMES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ALPHABET = "abc XYZ019 .,-/()\n\u00a0 éđ กที่น้ำั๊ ผู้ ابلا ًّ٣،« 汉字，。（） 한글 क्षि \u2066\u2068\u2069\u200b😀"


def lined(text, script, width=float("inf"), used=BODY):
    found = Typesetter(script).typeset(text, used, width)
    return [found.text[line.start : line.end] for line in found.lines]


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("weight", [400, 500, 600])
def test_every_character_of_names_and_signs_has_a_glyph(script, weight):
    missing = {
        name: found.missing for _, name in NAMES if (found := Typesetter(script).typeset(name, Type(9, weight))).missing
    }
    assert not missing


def test_the_names_come_from_thirty_countries_and_more():
    assert len({country for country, _ in NAMES}) > 30


def test_a_character_that_no_face_has_is_told():
    assert Typesetter(SCRIPTS[0]).typeset("a\U00013000b", BODY).missing == {"\U00013000"}


@settings(max_examples=120)
@given(st.text(st.sampled_from(ALPHABET), max_size=60), st.floats(1, 200), st.sampled_from(SCRIPTS))
@example("น้ำที่ผู้", 5.0, SCRIPTS[2])
@example("لا إله", 1.0, SCRIPTS[1])
@example("ا \u094d", 1.0, SCRIPTS[0])
@example("اำ", 1.0, SCRIPTS[0])
def test_any_text_in_any_width_keeps_each_character_once_and_stays_within(text, width, script):
    found = Typesetter(script).typeset(text, BODY, width)
    at = 0
    for line in found.lines:
        assert found.text[at : line.start].strip("\n") == ""
        at = line.end
        shown = found.text[line.start : line.end]
        assert line.width <= width + 0.05 or only_one(line, shown), shown
        drawn = sorted(plain(c) for glyphs in line.glyphs for letters in glyphs.texts for c in letters)
        assert "".join(drawn).strip() == "".join(sorted(plain(c) for c in shown if ord(c) not in HIDDEN)).strip()
    assert at == len(found.text)


def plain(char):
    """A bracket without its side: in a right-to-left run its glyph is the other one."""
    return {")": "(", "）": "（", "»": "«", "]": "["}.get(char, char)


def only_one(line, shown):
    """Whether a line has no more than one letter, with its marks and Thai vowels, or one ligature."""
    drawn = [pair for glyphs in line.glyphs for pair in zip(glyphs.texts, glyphs.advances, strict=True)]
    letters = sum(bool(advance and text.strip() and KIND[text[0]] is not Kind.MARK) for text, advance in drawn)
    typed = "".join(each for each in shown if ord(each) not in HIDDEN)  # what is drawn may run the other way
    return letters < 2 or not breaks.last_resort(typed.strip())


def test_codes_numbers_with_units_and_plates_do_not_break():
    texts = (
        "VIN LGXCE4CB5P2012345 order RO-2026-1184 at 20,000 km",
        "call +971 4 123 4567 now",
        "ทะเบียน กข 1234 กรุงเทพ",
        "price AED 1,234.50 paid",
    )
    whole = ("LGXCE4CB5P2012345", "RO-2026-1184", "20,000 km", "+971 4 123 4567", "กข 1234", "AED 1,234.50")
    for text in texts:
        for width in range(110, 160, 3):
            lines = lined(text, SCRIPTS[0], width)
            for part in whole:
                assert part not in text or any(part in line for line in lines), (part, lines)


def test_a_code_wider_than_the_line_breaks_at_its_joints_first():
    assert lined("AAAA-BBBB-1CCCC", SCRIPTS[0], 40)[0].endswith("-")
    assert len(lined("LGXCE4CB5P2012345", SCRIPTS[0], 30)) > 1


def test_chinese_lines_begin_and_end_as_they_may():
    text = "车辆全生命周期报告：销售、充电、保养（含三电系统），二手车过户与报废回收。" * 3
    for width in range(50, 120, 7):
        for line in lined(text, SCRIPTS[3], width)[1:]:
            assert line[0] not in breaks.NO_START
        for line in lined(text, SCRIPTS[3], width)[:-1]:
            assert line[-1] not in breaks.NO_END


def test_thai_lines_end_between_words_and_never_before_a_mark():
    text = "รถยนต์ไฟฟ้าคันนี้ต้องเข้ารับการบำรุงรักษาตามระยะทางทุกสองหมื่นกิโลเมตร"
    lines = lined(text, SCRIPTS[2], 100)
    assert len(lines) > 2
    assert "".join(lines) == text
    assert all(KIND[line[0]] is not Kind.MARK for line in lines)
    assert not any(line.endswith(("เ", "แ", "โ", "ไ", "ใ")) for line in lines)
    assert lined("รถยนต์ไฟฟ้าบีวายดี", SCRIPTS[2], 40)[:2] == ["รถยนต์", "ไฟฟ้า"]  # a compound wider than its line


def test_words_that_stand_in_many_rows_are_shaped_once():
    shape.cache_clear()
    setter = Typesetter(SCRIPTS[0])
    for row in range(300):
        setter.typeset(f"Sensor replaced, system refilled: {row}", BODY, 90)
    assert shape.cache_info().misses == 300 + 4


def test_what_people_paste_is_neither_obeyed_nor_endless():
    assert printable("a\u202eb\x00c\x1b[0m\ufeff\r\nd\u2028e\tf") == "abc[0m\nd\ne f"
    assert len(printable("x" * 1_000_000)) == LONGEST + 1


def test_no_character_that_is_kept_from_papers_comes_through_alone():
    kept_away = [*map(chr, range(9)), *map(chr, range(0x7F, 0xA0)), *"\u00ad\u202e\ufeff\ufffe\ud800\U000e0041"]
    assert {char: printable(char) for char in kept_away if printable(char).strip("\n")} == {}
    assert printable("a\tb\u2029c\x85d") == "a b\nc\nd"
    assert printable("ก็ 汉 é \u00a0 ½ 😀") == "ก็ 汉 é \u00a0 ½ 😀"


@pytest.mark.parametrize(
    "letter", ["x", "ي", "ก", "汉", "x ", "(((", "-", "a-", "1 ", "+1 ", "1.", "ب-a", "ก ", "\u2067", "😀"]
)
def test_twenty_thousand_letters_are_quick(letter):
    began = time.process_time()
    Typesetter(SCRIPTS[1]).typeset("ب " + letter * (19_900 // len(letter)), BODY, 60)
    assert time.process_time() - began < 3
