"""The monthly report of the dealership: six pages, equal to the figures, in every language, for managers."""

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from paper_figures import blocks
from pypdf import PdfReader

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise, staff
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in
from lifecycle_desk.figures.rules.figure import Section
from lifecycle_desk.figures.rules.periods import PeriodUnknown, period_of
from lifecycle_desk.figures.rules.readings import Series
from lifecycle_desk.figures.usecases.reading import figure_named, figures_of
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.overview.papers import monthly_report as monthly
from lifecycle_desk.overview.papers.monthly_report import EXTENTS, OfMonth, monthly_report
from lifecycle_desk.overview.papers.monthly_tables import month_chart
from lifecycle_desk.overview.papers.monthly_words import change_words, told_moves
from lifecycle_desk.overview.papers.months import months_found
from lifecycle_desk.overview.rules.moves import Move
from lifecycle_desk.paper import Chart, Table

MONTH = "2026-05"


def pages_of(user, month=MONTH, code="en"):
    drawn = PdfReader(BytesIO(monthly_report(user, OfMonth(month), spoken(user, code)).pdf())).pages
    return [each.extract_text() for each in drawn]


def test_it_has_six_pages_each_with_its_part_of_the_house(example):
    pages = pages_of(example)
    assert len(pages) == 6
    assert "The month at a glance" in pages[0]
    assert "What changed most, and where" in pages[0]
    parts = (Section.WORKSHOP, Section.WARRANTY, Section.SALES, Section.END)
    for page, section in zip(pages[1:5], parts, strict=True):
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


def test_nothing_is_left_out_where_that_saves_no_page(example, monkeypatch):
    def charts():
        report = monthly_report(example, OfMonth(MONTH), spoken(example, "en"))
        return sum(isinstance(each, Chart) for _, each in blocks(report))

    fitting = charts()
    monkeypatch.setattr(monthly, "SIX", 1)

    assert charts() == fitting


def test_without_a_month_it_is_of_the_last_that_is_over(example):
    assert "October 2026" in pages_of(example, "")[0]


def test_few_months_with_something_are_a_list_and_not_columns(example):
    language = spoken(example, "en")
    figure = replace(figure_named("visits"), sorts=None)
    values = [None] * 10 + [Fraction(2), None, Fraction(1)]
    series = [Series(figure, "", "", "", tuple(range(24_000, 24_013)), tuple(values))]
    (listed,) = month_chart(figure, series, EXTENTS[0], language).blocks
    assert isinstance(listed, Table)
    assert [list(each.cells) for each in listed.rows] == [["January 2001", "1"], ["November 2000", "2"]]
    many = [replace(series[0], values=(Fraction(1),) * 13)]
    assert isinstance(month_chart(figure, many, EXTENTS[0], language).blocks[0], Chart)


def test_a_chart_of_amounts_names_their_currency_as_the_tables_do(example):
    series = [Series(figure_named("turnover"), "", "", "THB", tuple(range(24_000, 24_013)), (Fraction(500),) * 13)]
    asides = [
        month_chart(replace(series[0].figure, sorts=None), series, EXTENTS[0], spoken(example, code)).aside
        for code in ("en", "de")
    ]
    assert asides == ["฿", "฿"]
    assert "THB" not in " ".join(pages_of(example, ""))


def test_a_month_that_is_not_over_says_so(example):
    assert "not over" in pages_of(example, "2026-11")[0]


def test_months_are_offered_by_their_names_and_found_by_number_or_name_in_any_language(example):
    offered = months_found(example, "")
    assert (offered[0].value, len(offered)) == ("2026-10", 36)
    assert Language("es").spoken(offered[0].name) == "octubre de 2026"
    for text in ("2026-10", "october 2026", "Octubre de 2026", "ตุลาคม 2026", "2026年10月"):
        assert [each.value for each in months_found(example, text)] == ["2026-10"], text


def test_what_is_no_month_is_refused(example):
    with pytest.raises(PeriodUnknown):
        pages_of(example, "2026-13")


def test_only_whoever_may_see_figures_has_it(example):
    technician = next(each for each in staff(example) if str(each.role) == "technician")
    switch_sign_in(example, SignIn(on=True))
    with pytest.raises(NotAllowed):
        pages_of(UserSession(example.store, technician.name, authorise))


def test_of_a_month_without_anything_it_is_one_page_without_definitions(example):
    (page,) = pages_of(example, "2001-01")
    assert "What the figures count" not in page
    assert page.count("Nothing was recorded in this month.") == len(Section) + 1


def test_a_move_that_the_written_digits_do_not_show_is_not_told():
    language = Language("en")
    figure = figure_named("utilisation")
    small, large = (Move(figure, "", Fraction(20, 100), Fraction(now, 100)) for now in (21, 90))
    assert [each.title for each in told_moves([small, large], language)] == [
        "Hours sold of hours present: up from 0.2% to 0.9%."
    ]
    assert len([*told_moves([small], language)]) == 1


@pytest.mark.parametrize(
    ("name", "before", "now", "said"),
    [
        ("utilisation", Fraction(54, 100), Fraction(56, 100), "+0.1 percentage points"),  # 0.5% and 0.6%
        ("utilisation", Fraction(51, 100), Fraction(54, 100), "0 percentage points"),
        ("turnover", Fraction(5_775_862), Fraction(5_775_862) + Fraction(1, 3), "£0.00"),
        ("hours_sold", Fraction(64, 10), Fraction(29, 10), "−3.5"),
    ],
)
def test_a_difference_is_that_of_the_figures_beside_it(name, before, now, said):
    told = str(change_words(figure_named(name), before, now, "GBP", Language("en")))
    assert told.strip("\u2068\u2069").startswith(said)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["turnover", "hours_sold", "utilisation", "visits"])
def test_what_rose_has_its_sign_where_what_fell_has_it(code, name):
    figure, language = figure_named(name), Language(code)
    rose, fell = (str(change_words(figure, *ends, "AED", language)) for ends in ((Fraction(1), 4), (4, Fraction(1))))
    assert rose == fell.replace("−", "+")
    assert "+" in rose
