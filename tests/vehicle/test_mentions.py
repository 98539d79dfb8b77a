"""Finding people in free text: nothing of them remains, and nothing of another word is cut, in every language."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.vehicle.rules.mentions import Identity, Mentions, identity_of
from lifecycle_desk.vehicle.rules.people import Person, PersonKind

COVER = "•••"
# For each language: somebody's name and its parts, words in which these stand as letters only, and what parts words.
PEOPLE = {
    "en": (
        Identity(("Mark O'Brien-Hale", "An Li"), phones=("+44 7700 900123",), plates=("AB12 CDE",)),
        ("Mark", "MARK", "mark", "O'Brien", "O’Brien", "Hale", "Mark O'Brien-Hale", "An", "Li", "an li"),
        ("marker", "remarks", "Denmark", "inhale", "halected", "Anna", "light", "AB12", "900123"),
        " ",
    ),
    "es": (
        Identity(("José Muñoz de la Rosa",), phones=("55 1234 5678",), plates=("ABC-12-34",)),
        ("José", "Jose", "JOSÉ", "Muñoz", "munoz", "Rosa", "José Muñoz de la Rosa"),
        ("josefina", "rosado", "la", "de", "sonrosa", "muñozada", "ABC", "12345"),
        " ",
    ),
    "ar": (
        Identity(("علي حسن الشمري",), phones=("+971 50 123 4567",), plates=("أ ب ج 1234",)),
        ("علي", "حسن", "الشمري", "شمري", "وعلي", "لحسن", "والشمري", "عَلِيّ", "حســن", "علي حسن الشمري"),
        ("على", "العلية", "عليها", "فعلي", "محسنة", "أحسنت", "باب", "جديد", "حسناء"),
        " ",
    ),
    "th": (
        Identity(("นายสมชาย ใจดี", "ชัย"), phones=("081 234 5678",), plates=("1กข 234 กรุงเทพมหานคร",)),
        ("สมชาย", "สมชาย ใจดี", "สมชายใจดี", "ใจดี"),
        ("สมบูรณ์", "ชายคา", "ดี", "กรุงเทพ", "ขข", "2345"),
        "",
    ),
    "zh_CN": (
        Identity(("李娜", "王建国", "欧阳修明"), phones=("+86 138 1234 5678",), plates=("京A·D12345",)),
        ("李娜", "李 娜", "王建国", "建国", "欧阳修明", "修明"),
        ("行李箱", "李子", "国王", "建设", "婀娜", "伟大", "阳光", "北京", "最小"),
        "",
    ),
}
PHONES = {
    "en": ("07700 900123", "+44 7700 900 123", "0044 (0)7700-900123", "447700900123", "07700.900.123"),
    "es": ("5512345678", "+52 55 1234 5678", "+52 1 55 1234 5678", "(55) 1234-5678"),
    "ar": ("٠٥٠ ١٢٣ ٤٥٦٧", "050-123-4567", "+971501234567", "00971 50 1234567", "971 50 1234567"),
    "th": ("๐๘๑ ๒๓๔ ๕๖๗๘", "0812345678", "+66 81-234-5678", "66812345678", "08 1234 5678"),
    "zh_CN": ("13812345678", "138-1234-5678", "+8613812345678", "0086 138 1234 5678", "１３８１２３４５６７８"),
}
PLATES = {
    "en": ("AB12CDE", "ab12 cde", "AB12-CDE"),
    "es": ("ABC1234", "ABC 12 34", "abc-1234"),
    "ar": ("أبج ١٢٣٤", "ا ب ج 1234", "أ-ب-ج 1234"),
    "th": ("1กข234", "1กข 234", "๑กข-๒๓๔"),
    "zh_CN": ("京AD12345", "京A D12345", "AD12345"),
}


def names(language):
    return PEOPLE[language][1]


@pytest.mark.parametrize("language", PEOPLE)
@settings(max_examples=60)
@given(data=st.data())
def test_nothing_of_a_person_remains_and_nothing_of_another_word_is_cut(language, data):
    known, own, others, space = PEOPLE[language]
    seen = Mentions(known)
    apart = st.sampled_from([space or " ", " ", ", ", ": ", "; "] if language != "zh_CN" else ["，", " ", "：", "。"])
    theirs = st.sampled_from((*own, *PHONES[language], *PLATES[language]))
    pieces = data.draw(
        st.lists(
            st.one_of(theirs.map(lambda each: (True, each)), st.sampled_from(others).map(lambda each: (False, each)))
        )
    )
    text, expected = "", []
    for is_theirs, each in pieces:
        gap = data.draw(apart)
        text += each + gap
        expected.append("" if is_theirs else each)
    left = seen.covered(text, COVER)

    assert [each for each in re.split(r"[\s,:;，：。•]+", left) if each] == [each for each in expected if each]


@pytest.mark.parametrize("language", PEOPLE)
def test_a_name_is_found_within_the_line_in_which_people_write_it(language):
    said = {
        "en": (
            "Mark's car has an oil leak, called on 07700900123; a remark of Hale's",
            "•••'s car has an oil leak, called on •••; a remark of •••'s",
        ),
        "es": ("José dijo: ruido; llamar al 55-1234-5678.", "••• dijo: ruido; llamar al •••."),
        "ar": ("اتصل علي على الرقم ٠٥٠١٢٣٤٥٦٧ ومعه حسن", "اتصل ••• على الرقم ••• ومعه •••"),
        "th": ("คุณสมชายนำรถ1กข234เข้า ใช้ได้ดี โทร0812345678", "คุณ•••นำรถ•••เข้า ใช้ได้ดี โทร•••"),
        "zh_CN": ("李娜来取行李箱，李女士说老王的车牌京AD12345", "•••来取行李箱，•••女士说•••的车牌•••"),
    }
    text, expected = said[language]

    assert Mentions(PEOPLE[language][0]).covered(text, COVER) == expected


def test_a_short_thai_name_is_found_beside_a_space_or_a_title_and_in_no_other_word():
    seen = Mentions(Identity(("วิภา ชัย",)))

    assert seen.covered("มีชัย ชัยชนะ คุณชัยมา ชัย มา", COVER) == "มีชัย ชัยชนะ คุณ•••มา ••• มา"


def test_a_company_is_found_by_its_whole_name_and_its_town_is_left_alone():
    known = identity_of(Person("Bangkok Logistics Co., Ltd.", PersonKind.COMPANY, phone="02-123-4567"))
    text = "Bangkok Logistics called from Bangkok, 02 123 4567, for BANGKOK LOGISTICS CO., LTD."

    assert Mentions(known).covered(text, COVER) == "••• called from Bangkok, •••, for •••."


def test_mail_tax_number_and_street_are_found_as_a_whole():
    known = identity_of(Person("Q", email="m.smith@x.co.uk", tax_id="1-2345-67890", address="12 Elm Road\nBath"))
    text = "M.Smith@x.co.uk, tom.smith@x.co.uk; 1234567890; 12 elm road, Bath"

    assert Mentions(known).covered(text, COVER) == "•••, tom.smith@x.co.uk; •••; •••, Bath"


@settings(max_examples=60)
@given(st.text(), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_any_name_and_any_text_can_be_looked_for(text, given_names):
    seen = Mentions(Identity(tuple(given_names), tuple(given_names), tuple(given_names), tuple(given_names)))
    places = seen.places(text)

    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


def test_a_figure_beside_a_phone_number_stays():
    seen = Mentions(Identity(phones=("081 234 5678",)))

    assert seen.covered("45210 0812345678 12, 10812345678901", COVER) == "45210 ••• 12, 10812345678901"
