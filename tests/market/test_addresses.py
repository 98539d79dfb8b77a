"""Addresses by country: their lines in order, and a postcode that is missed only where every address has one."""

import re

import pytest
from hands import seen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lifecycle_desk.desktop.look.parts import LineField, column, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.language.countries import countries
from lifecycle_desk.market.addresses import PARTS, address_form, in_one_line
from lifecycle_desk.overview.screens.record_history import _both
from lifecycle_desk.overview.screens.settings.telling import change_said
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.screens.address import AddressField, form_lines
from lifecycle_desk.vehicle.screens.customers import cells
from lifecycle_desk.vehicle.usecases.people_shown import PersonSummary
from lifecycle_desk.vehicle.usecases.record_history import Change

KNOWN = {code: form for code in countries() if (form := address_form(code))}


def test_nearly_every_country_has_a_form_and_each_names_its_street_once():
    assert len(KNOWN) > 180
    for code, form in KNOWN.items():
        parts = re.findall(r"{(\w+)}", "\n".join(form.form))
        assert parts.count("street") == 1, code
        assert set(parts) <= set(PARTS), code
        assert len(set(parts)) == len(parts), code
        assert ("postcode" in parts) or not form.postcode, code


@pytest.mark.parametrize("code", [code for code, form in KNOWN.items() if form.example])
def test_an_address_with_the_example_of_its_country_has_a_postcode(code):
    form = KNOWN[code]
    assert re.fullmatch(form.postcode, form.example), "the source's own example"
    said = dict.fromkeys(PARTS, "Calle Mayor 5") | {"postcode": form.example.lower()}
    assert form.look_at("\n".join(each.format_map(said) for each in form.form)) is None


@pytest.mark.parametrize(
    ("country", "address", "remarks"),
    [
        ("ES", "Calle Mayor 5\n28013 Madrid", False),
        ("ES", "Calle Mayor 28\nMadrid", True),
        ("ES", "Calle Mayor 5\n280134 Madrid", True),  # six digits are none
        ("GB", "10 High Street\nLeeds\nls1 4ap", False),
        ("GB", "10 High Street\nLeeds", True),
        ("BR", "Rua A, 5\nCentro\nSão Paulo-SP\n01310100", False),
        ("RU", "ул. Мира, 5\nМосква\n123001", False),
        ("TH", "99 ถนนสุขุมวิท\nกรุงเทพฯ", False),  # not every address has one there
        ("AE", "Street 27\nDubai", False),
        ("ES", "", False),
        ("ES", "٢٨٠١٣ Madrid", False),  # digits of any script
    ],
)
def test_only_a_missing_postcode_that_is_asked_for_is_remarked_on(country, address, remarks):
    found = address_form(country).look_at(address)
    assert bool(found) is remarks
    if found:
        assert found.example == address_form(country).example


def test_the_lines_are_named_in_the_order_of_the_country_in_every_language():
    assert form_lines(address_form("ES"), Language("en")) == ("Street and number", "Postcode, Town, Province")
    assert form_lines(address_form("AE"), Language("en")) == ("Street and number", "Emirate")
    for code in LANGUAGES:
        for form in KNOWN.values():
            assert all(each.strip() and "{" not in each for each in form_lines(form, Language(code)))


def test_the_field_shows_the_lines_of_the_country_and_remarks_once_it_is_left(qtbot):
    field, next_field = AddressField("Address"), LineField("Phone")
    page = wrap(column(field, next_field))
    qtbot.addWidget(page)
    field.follow("ES")
    page.show()
    page.activateWindow()
    translator().set_language(Language("en"))
    assert "Street and number · Postcode, Town, Province" in seen(field)
    field.lines.setFocus()
    qtbot.waitUntil(field.lines.hasFocus)
    QTest.keyClicks(field.lines, "Calle Mayor 5, Madrid")
    assert field.level == "hint"
    QTest.keyClick(field.lines, Qt.Key.Key_Tab)
    assert field.level == "warning"
    field.lines.setFocus()
    QTest.keyClicks(field.lines, " 28013")
    assert field.level == "hint", "it is being mended"
    QTest.keyClick(field.lines, Qt.Key.Key_Tab)
    assert field.level == "hint"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("150 หมู่ 5 ถนนบางนา-ตราด\nปทุมธานี 12120", "150 หมู่ 5 ถนนบางนา-ตราด ปทุมธานี 12120"),
        ("南山区科技路1号\n深圳市 518000", "南山区科技路1号 深圳市 518000"),
        ("شارع الشيخ زايد 12،\nدبي", "شارع الشيخ زايد 12، دبي"),
        ("Calle Mayor 5,\n\n 28013 Madrid ", "Calle Mayor 5, 28013 Madrid"),
        ("one line", "one line"),
        ("", ""),
    ],
)
def test_an_address_stands_in_one_line_as_its_own_script_parts_it(typed, line):
    assert in_one_line(typed) == line


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_address_reads_the_same_in_lists_of_every_language(code):
    translator().set_language(Language(code))
    typed, line = "150 หมู่ 5\nปทุมธานี 12120", "150 หมู่ 5 ปทุมธานี 12120"
    change = Change("Address", "5 High Street\nLeeds", typed)
    assert _both(change) == ("5 High Street, Leeds", line)
    assert line in change_said(change)
    assert "5 High Street, Leeds" in change_said(change)
    assert line in cells(PersonSummary(1, Person("A. B.", address=typed), 0))
    translator().set_language(Language("en"))
