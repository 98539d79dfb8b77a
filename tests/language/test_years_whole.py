"""Years of dates have all their figures, in every form, language, market and calendar; typed, two are enough."""

import itertools
import re
from datetime import date

import pytest

from lifecycle_desk.dealership.papers import customs_of
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.language import LANGUAGES, Language, calendars
from lifecycle_desk.language.reading import read_day
from lifecycle_desk.language.typed_days import _order
from lifecycle_desk.market.market import codes, market

DAY = date(2026, 12, 1)
FORMS = ("short", "medium", "long", "full")


def spoken(code: str) -> list[Language]:
    """A language in every market, by each calendar that the market has."""
    return [
        Language(code, customs_of(Dealer("Desk", of, code, calendar.value), market(of)))
        for of in codes()
        for calendar in market(of).calendars
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_year_has_four_figures_in_every_form(code):
    for language, form in itertools.product(spoken(code), (*FORMS, "cell")):
        written = language.formats.cell_day(DAY) if form == "cell" else language.formats.day(DAY, form)
        years = {calendars.GREGORIAN: "2026", calendars.BUDDHIST: "2569", calendars.HIJRI: "1448"}
        year = years[language.customs.calendar]
        assert re.findall(r"\d{3,}", written)[0] == year, (language.customs, form, written)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_year_of_two_figures_is_still_read(code):
    """By the market's order: a whole year tells the order by where it stands, one of two figures does not."""
    civil = [each for each in spoken(code) if each.customs.calendar == calendars.GREGORIAN]
    assert civil
    for language in civil:
        whole = language.formats.day(DAY, "short")
        assert read_day(whole, language, DAY).value == DAY
        if whole.startswith("2026") == _order(language).startswith("y"):
            assert read_day(whole.replace("2026", "26"), language, DAY).value == DAY, whole
