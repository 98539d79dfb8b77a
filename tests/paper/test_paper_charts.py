"""Charts on paper: every role is drawn in its colour, words can be copied, time runs to the right, greys differ."""

import io

import pypdf
import pytest

from lifecycle_desk.base.scene import (
    Axis,
    Column,
    Columns,
    Curve,
    Drawn,
    Floor,
    HeatCell,
    HeatMap,
    HeatRow,
    Key,
    Moment,
    Reading,
    ReadingStatus,
    Role,
    Trend,
    Turn,
)
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Chart, Paper, style
from lifecycle_desk.paper.charts import inks
from lifecycle_desk.paper.sheet import Sheet

TEAL = "#0A7568"
UNITS, EMPTY = Axis(0, 1), "None yet"
YEARS = [(float(year), str(year)) for year in range(2020, 2027)]
TREND = Trend(
    Axis(2020, 2026, YEARS),
    Axis(70, 100, [(70, "70"), (100, "100 %")]),
    [Reading(2020 + n / 5, 99 - n / 4, standing=standing) for n, standing in enumerate([*ReadingStatus] * 5)],
    [
        Curve([(2020, 99), (2023, 94)], [(2020, 98, 100), (2023, 92, 96)]),
        Curve([(2023, 94), (2026, 90)], [(2023, 92, 96), (2026, 86, 94)], "90 % ± 4", forecast=True),
    ],
    [Floor(2020, 2026, 75, "Warranty")],
    [Moment(2023, "today", Turn.NOW)],
    [Key(what, f"key {what.value}") for what in (*ReadingStatus, *Drawn)],
)
COLUMNS = Columns([Column(f"M{n}", (n, 2, 1)) for n in range(12)], ("AC", "DC", "other"), Axis(0, 15, [(0, "0")]))

HEAT = HeatMap(["a", "b", "c", "d", "e"], [HeatRow("TH", [HeatCell(str(at), at / 5) for at in range(5)])])


def drawn(*blocks, code="en"):
    pdf = Paper("Charts", Language(code), blocks).pdf()
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0]


def grey(colour):
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("code", ["en", "ar", "th", "zh_CN"])
def test_charts_are_drawn_with_their_words_and_time_runs_to_the_right(code):
    text = drawn(Chart(TREND), Chart(COLUMNS), code=code).extract_text()
    for words in ("Warranty", "100 %", "90 % ± 4", "today", "AC", "DC", "M11", "key official"):
        assert words in text
    assert [text.index(words) for _, words in YEARS] == sorted(text.index(words) for _, words in YEARS)


def test_every_role_is_drawn_in_its_colour():
    page = drawn(*(Chart(each, TEAL) for each in (TREND, COLUMNS, HEAT)))
    code = page.get_contents().get_data().decode("latin-1")
    colours = inks(TEAL)
    assert {*colours} == {*Role}
    for role, colour in colours.items():
        written = Sheet._colour(colour)
        assert f"{written} rg" in code or f"{written} RG" in code, role


def test_a_chart_is_cut_to_the_width_that_it_is_given():
    long = Trend(UNITS, UNITS, moments=[Moment(0.5, "many words " * 20)])
    assert "…" in drawn(Chart(long)).extract_text()


@pytest.mark.parametrize(
    "shown", [Trend(Axis(0, 1), Axis(0, 1), nothing="None yet"), Columns((), (), Axis(0, 1), "None yet")]
)
def test_an_empty_chart_says_so(shown):
    assert EMPTY in drawn(Chart(shown)).extract_text()


def test_a_small_chart_has_no_notes():
    text = drawn(Chart(TREND, height=90, small=True)).extract_text()
    assert "100 %" in text
    assert "Warranty" not in text


@pytest.mark.parametrize("colour", [style.ACCENT, TEAL])
def test_a_grey_copy_can_be_read(colour):
    shade = {role: grey(ink) for role, ink in inks(colour).items()}
    for role in (
        Role.TREND,
        Role.READING,
        Role.LEFT_OUT,
        Role.OFFICIAL,
        Role.FLOOR,
        Role.MOMENT,
        Role.LABEL,
        Role.NOTE,
    ):
        assert shade[role] < 140, role  # of 255: 3 to 1 on white and more
    assert shade[Role.BAND] - shade[Role.READING] > 60
    assert 255 - shade[Role.BAND] > 25
    assert shade[Role.FORECAST] - shade[Role.EDGE] > 30
    assert shade[Role.FAINT] - shade[Role.TREND] > 80
