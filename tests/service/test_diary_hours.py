"""What an appointment of an hour says in the diary, in every script and size of text."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hands import rest
from PySide6.QtCore import QPoint
from screen import Hands, at_the_window
from test_diary import TUESDAY, booked, of

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.screens.looks import state_said, work_said
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)  # a Tuesday, 10:00 in Bangkok
WIDE = "6ฎฌ 4078"  # a plate of broad letters


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    take_on(own_shop, Member("somchai", "Somchai Pradit", Role.TECHNICIAN))
    booked(own_shop, start=600, tenths=10)
    with at_the_window(own_shop, qtbot) as found:
        yield found


@pytest.mark.parametrize("code", ["en", "zh_CN", "th", "ar"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_an_hour_says_who_comes_and_what_for(hands, own_shop, monkeypatch, code, scale):
    page = hands.go("diary", TUESDAY.isoformat())
    theme.set_theme(scale=scale)
    translator().set_language(spoken(own_shop, code))
    hands.window.resize(1280, 720)
    rest(hands.window)
    painted = set[str]()
    monkeypatch.setattr(Brush, "text", lambda _brush, _rect, words, *_how, **_more: painted.add(words) or 0)
    hands.window.setUpdatesEnabled(True)
    page.grid.grab()
    assert translator().current(of(own_shop).work.label) in painted


@pytest.mark.parametrize("code", ["en", "th", "ar"])
def test_of_six_at_once_each_tells_its_plate_whole_in_any_width(hands, own_shop, monkeypatch, code):
    add_vehicle(own_shop, AddVehicle("LGXCE4CB3R0000077", TUESDAY - timedelta(days=30), plate=WIDE))
    for _ in range(5):
        booked(own_shop, vin="LGXCE4CB3R0000077", start=600, tenths=10)
    page = hands.go("diary", TUESDAY.isoformat())
    theme.set_theme(scale=1.5)
    translator().set_language(spoken(own_shop, code))
    painted = dict[int, list[bool]]()

    def noting(_brush, rect, words, role="body", *_how, **_more):
        if words == WIDE:
            painted.setdefault(hands.window.width(), []).append(theme.width(words, role) <= rect.width())
        return theme.width(words, role)

    monkeypatch.setattr(Brush, "text", noting)
    hands.window.setUpdatesEnabled(True)
    for width in (widths := range(1040, 1540, 20)):
        hands.window.resize(width, 720)
        rest(hands.window)
        page.grid.grab()
    assert set(painted) == set(widths)
    assert all(map(all, painted.values()))


def test_each_block_says_the_job_before_where_it_stands(hands, own_shop, stopped_clock, wrote):
    booked(own_shop, start=540, tenths=20)
    page = hands.go("diary", TUESDAY.isoformat())
    stopped_clock(NOW + timedelta(minutes=45))  # one is waited for, and one more is still to come
    booked(own_shop, start=660, tenths=30)
    rest(hands.window)
    wrote.clear()
    hands.window.setUpdatesEnabled(True)
    page.grid.grab()
    blocks = [shown for column in page.grid.sheet.columns for shown in column.shown]
    states = {state_said(each) for each in blocks}
    assert len(states) == 2  # in one column, which would tell each its own order
    said = [each for each in wrote if each in states or each == work_said(blocks[0])]
    assert [each in states for each in said[-4:]] == [False, True, False, True]


def test_the_hours_of_a_day_and_of_a_technician_say_which_they_are_where_one_points(hands):
    page = hands.go("diary", TUESDAY.isoformat())
    which = "Hours booked in appointments, not the flat-rate hours on repair orders."
    assert page.load.toolTip() == which
    assert page.grid.told_at(QPoint(page.grid.column_rect(0).center().x(), 4)).split("\n")[1:] == [which]
