"""How dates break in narrow fields: between their calendars, else before the time, and nowhere else."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hands import dress_once

from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language, RegionalFormat, calendars
from lifecycle_desk.language.reading import read_day, read_moment

BOTH = (calendars.GREGORIAN, calendars.BUDDHIST)
BANGKOK = RegionalFormat("TH", "th_TH", zone="Asia/Bangkok", currency="THB", calendars=BOTH)
NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)
CALENDARS = (calendars.GREGORIAN, calendars.BUDDHIST, calendars.HIJRI)


@pytest.fixture(autouse=True)
def dressed() -> Iterator[None]:
    dress_once()
    yield
    translator().set_language(Language("en"))


def lines_of(words: str, width: int) -> list[str]:
    """The lines in which a text stands, as it is drawn."""
    laid = [layout for layout, _ in flow._paragraphs(words, "small", width, theme.script, theme.scale, False)]
    found = []
    for layout in laid:
        for line in map(layout.lineAt, range(layout.lineCount())):
            text = layout.text()[line.textStart() : line.textStart() + line.textLength()]
            found.append(text.replace(flow.JOINS, "").replace(flow.BINDS, " ").strip())
    return found


def echoed(code: str, calendar: str) -> str:
    """What is told of a time of today in a language, in two calendars."""
    language = Language(code, BANGKOK).dated_by(calendar)
    translator().set_language(language)
    return read_moment("9:00", language, NOW).echo


in_every_language = pytest.mark.parametrize("code", LANGUAGES)
by_every_calendar = pytest.mark.parametrize("calendar", CALENDARS)


@by_every_calendar
@in_every_language
def test_a_moment_of_two_calendars_stands_in_one_line_or_breaks_between_its_calendars(code, calendar):
    echo = echoed(code, calendar)
    day, _, other = echo.partition(" / ")
    assert day.endswith((" 09:00", " 09.00"))
    assert other
    wide, two = theme.width(echo, "small"), max(theme.width(each, "small") for each in (day, other))
    assert lines_of(echo, wide + 1) == [echo]
    for width in range(two + 1, wide):
        assert lines_of(echo, width) == [day, other], width


@by_every_calendar
@in_every_language
def test_where_day_and_time_have_no_room_beside_one_another_neither_is_broken(code, calendar):
    echo = echoed(code, calendar)
    said, _, other = echo.partition(" / ")
    day, _, clock = said.rpartition(" ")
    least = max(theme.width(each, "small") for each in (day, clock, other))
    for width in range(least + 1, theme.width(said, "small")):
        assert lines_of(echo, width) in ([day, f"{clock} / {other}"], [day, clock, other]), width


def test_amounts_beside_one_another_keep_what_parts_them():
    translator().set_language(Language("es", BANGKOK))
    words = "cada 12 meses / 5000 km"
    assert lines_of(words, theme.width("cada 12 meses", "small") + 2)[:2] == ["cada 12 meses", "/ 5000 km"]


@pytest.mark.parametrize("echo", ["2026年11月30日周一", "11月30日", "2026年11月"])
def test_a_chinese_date_is_never_broken_inside(echo):
    translator().set_language(Language("zh_CN"))
    words = f"上次到店{echo}，里程27,893 km，保养于{echo}到期"
    whole = theme.width(echo, "small") + 1
    for width in range(whole, theme.width(words, "small") + 12):
        lines = lines_of(words, width)
        assert "".join(lines).replace(" ", "") == words.replace(" ", "")
        assert sum(line.count(echo) for line in lines) == 2, (width, lines)


def test_a_chinese_date_that_has_no_room_in_a_line_is_broken_as_before():
    translator().set_language(Language("zh_CN"))
    date = "2026年11月30日"
    assert lines_of(date, theme.width("2026年11月", "small") + 1) == ["2026年11月", "30日"]


def test_the_rest_after_the_first_line_begins_where_that_ends():
    translator().set_language(Language("zh_CN"))
    words = "上次到店2026年11月30日，里程27,893 km"
    line, rest = flow.split(words, "small", theme.width("上次到店2026年11月30日，", "small") + 2)
    assert (line, rest) == ("上次到店2026年11月30日，", "里程27,893 km")


def test_a_day_without_a_time_breaks_between_its_calendars():
    language = Language("en", BANGKOK).dated_by(calendars.GREGORIAN)
    translator().set_language(language)
    echo = read_day("30/11/2026", language, NOW.date()).echo
    assert echo == "Mon 30 Nov 2026 / BE 2569"
    width = theme.width("Mon 30 Nov 2026 / BE 25", "small")
    assert lines_of(echo, width) == ["Mon 30 Nov 2026", "BE 2569"]
