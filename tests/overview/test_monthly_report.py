"""The monthly report of the dealership: six pages, equal to the figures, in every language, for managers."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise, staff
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in
from lifecycle_desk.figures.rules.figure import Section
from lifecycle_desk.figures.rules.periods import PeriodUnknown, period_of
from lifecycle_desk.figures.usecases.reading import figure_named, figures_of
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.overview.papers.monthly_report import OfMonth, monthly_report

MONTH = "2026-05"


def pages_of(user, month=MONTH, code="en"):
    drawn = PdfReader(BytesIO(monthly_report(user, OfMonth(month), spoken(user, code)).pdf())).pages
    return [each.extract_text() for each in drawn]


def test_it_has_six_pages_each_with_its_part_of_the_house(example):
    pages = pages_of(example)
    assert len(pages) == 6
    assert "The month at a glance" in pages[0]
    assert "What changed most, and where" in pages[0]
    parts = (Section.WORKSHOP, Section.WARRANTY, Section.SALES, Section.BATTERY, Section.END)
    for page, section in zip(pages[1:], parts, strict=True):
        assert spoken(example, "en")(section.label) in page
    assert "What the figures count" in pages[5]


def test_its_figures_are_those_that_are_kept(example):
    language, period = spoken(example, "en"), period_of(MONTH)
    visits = figure_named("visits")
    (told,) = figures_of(example, period, only=[visits]).readings
    assert told.now
    lines = [line for line in pages_of(example)[1].splitlines() if line.startswith(language(visits.title))]
    assert any(str(int(told.now)) in line for line in lines)


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_stays_on_six_pages_in_every_language(example, code):
    assert len(pages_of(example, code=code)) == 6


def test_without_a_month_it_is_of_the_last_that_is_over(example):
    assert "October 2026" in pages_of(example, "")[0]


def test_a_month_that_is_not_over_says_so(example):
    assert "not over" in pages_of(example, "2026-11")[0]


def test_what_is_no_month_is_refused(example):
    with pytest.raises(PeriodUnknown):
        pages_of(example, "2026-13")


def test_only_whoever_may_see_figures_has_it(example):
    technician = next(each for each in staff(example) if str(each.role) == "technician")
    switch_sign_in(example, SignIn(on=True))
    with pytest.raises(NotAllowed):
        pages_of(UserSession(example.store, technician.name, authorise))
