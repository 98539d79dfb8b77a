"""Every line of the Unicode Consortium's own test of the bidirectional algorithm."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.language import Language
from lifecycle_desk.paper.typesetting import bidi, directions

UNICODE = Path("/usr/share/unicode")
MISSING = "Install the package unicode-data: the bidirectional algorithm is only as good as its conformance test."


def test_every_line_of_the_conformance_test_is_right():
    file = UNICODE / "BidiCharacterTest.txt"
    assert file.exists(), MISSING
    tried = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        codes, direction, base, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        found = bidi.levels(text, {"0": 0, "1": 1, "2": None}[direction])
        expected = [None if level == "x" else int(level) for level in levels.split()]
        assert found == (int(base), expected), line
        kept = [i for i, level in enumerate(expected) if level is not None]
        assert [kept[i] for i in bidi.visual([expected[i] for i in kept])] == [int(i) for i in order.split()], line
        tried += 1
    assert tried == 91_707


def test_every_pair_of_brackets_is_known():
    file = UNICODE / "BidiBrackets.txt"
    assert file.exists(), MISSING
    rows = [line.split("#")[0].split(";") for line in file.read_text(encoding="utf-8").splitlines()]
    pairs = {chr(int(row[0], 16)): chr(int(row[1], 16)) for row in rows if len(row) == 3 and row[2].strip() == "o"}
    assert pairs == bidi._CLOSER


def test_short_cuts_agree_with_the_rules():
    texts = ["", "VIN 123", "سيارة", "سيارة (جديدة)، ٢٠٢٦", "قال: «نعم».", "كم 134", "ab (סוס) 12", "a\u202eb"]
    for text in texts:
        for base in (0, 1):
            last, slow = base, []
            for level in bidi.levels(text, base)[1]:
                last = last if level is None else level
                slow.append(last)
            assert list(directions.embedding(text, base)) == slow, (text, base)


@pytest.mark.parametrize(
    "code",
    [
        "13-5021",
        "+971 4 123 4567",
        "238 °C",
        "2026/03/15",
        "18:30",
        "P0A7F-00",
        "420 km/h",
        "1.234,50",
        "12.5 kWh",
        "12A-34",
        "215/55 R18",
        "215/55 R18 99V",
        "31x10.5 R15",
        "6.5 x 16 ET45",
        "12 V 70 Ah",
        "M14x1.5",
        "R-1234yf",
    ],
)
def test_codes_that_nobody_isolated_keep_their_order_between_arabic_words(code):
    text = f"رقم {code} من"
    seen = "".join(text[i] for i in bidi.visual(directions.embedding(text, 1)))
    assert code in seen
    assert seen.startswith("نم")


@pytest.mark.parametrize("name", ["MG4 Electric 64 kWh", "BYD Atto 3 60.5 kWh", "Lynk & Co 01 PHEV 17.6 kWh"])
def test_the_name_of_a_car_that_ends_with_a_quantity_keeps_its_order_in_an_arabic_line(name):
    for text in (f"{name} · تقدير", f"تقدير · {name}", f"سيارة {name} من"):
        seen = "".join(text[i] for i in bidi.visual(directions.embedding(text, 1)))
        assert name in seen


@given(st.text(st.sampled_from("aZ09 -/.,:+اب٣()%\u2066\u2068\u2069"), max_size=40), st.integers(0, 1))
def test_every_character_has_one_level(text, base):
    assert len(directions.embedding(text, base)) == len(text)
    assert sorted(bidi.visual(directions.embedding(text, base))) == list(range(len(text)))


def test_a_text_runs_as_its_letters_do():
    assert directions.direction("+971 4 123 4567", right_to_left=True) == 0
    assert directions.direction("19\u200f/7\u200f/2026", right_to_left=True) == 1  # else it reads 192026/7/
    assert directions.direction("\u200f15.50 AED", right_to_left=True) == 0
    assert directions.direction("BYD سيارة", right_to_left=True) == 1
    assert directions.direction("محمد", right_to_left=False) == 1
    assert directions.direction("Owner محمد", right_to_left=False) == 0
    assert directions.direction("…", right_to_left=False) == 0


def test_typed_arabic_that_holds_a_latin_letter_runs_to_the_left_in_a_paper_of_another_language():
    complaint = "السيارة BYD لا تشحن، الرمز P0A7F-00 يظهر"
    assert directions.direction(complaint, right_to_left=False) == 1
    assert directions.direction(f"12.5 kWh: {complaint}", right_to_left=False) == 0  # its first strong letter is a k
    assert directions.direction(f"(3) {complaint}", right_to_left=False) == 1
    level = directions.direction(complaint, right_to_left=False)
    seen = "".join(complaint[i] for i in bidi.visual(directions.embedding(complaint, level)))
    assert seen.startswith("رهظي P0A7F-00")
    assert seen.endswith("BYD ةرايسلا")


@pytest.mark.parametrize("name", ["محمد علي", "שרה כהן", "محمد BYD"])
def test_a_sentence_that_begins_with_a_quoted_arabic_name_keeps_the_direction_of_its_language(name):
    english = Language("en")
    assert directions.direction(english("%(name)s signed on the pad", name=name), right_to_left=False) == 0
    assert directions.direction(english.spoken([name, "Ann"]), right_to_left=False) == 0


@given(st.text(st.sampled_from("aZ09 -/.,:+اب٣()%"), max_size=40))
def test_the_direction_of_a_text_is_that_of_its_first_strong_letter(text):
    strong = [bidi.CLASS[char] for char in text if bidi.CLASS[char] in ("L", "R", "AL")]
    assert directions.direction(text, right_to_left=False) == int(bool(strong) and strong[0] != "L")
