"""What the diary and its list open with: now in the upper third of today, and the appointments that are to come."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QRect, Qt
from screen import Hands, at_the_window
from test_diary import TUESDAY, booked

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.remembered import filter_key
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.screens.columns import By
from lifecycle_desk.stages.service.diary.screens.drawing import LINE
from lifecycle_desk.stages.service.diary.screens.grid import DiaryGrid
from lifecycle_desk.stages.service.diary.screens.listing import AppointmentsPage
from lifecycle_desk.stages.service.diary.screens.looks import start_said, state_said
from lifecycle_desk.stages.service.diary.usecases.listing import AppointmentList

NOW, TWO_O_CLOCK = datetime(2026, 11, 24, 7, tzinfo=UTC), 14 * 60  # in Bangkok


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    take_on(own_shop, Member("somchai", "Somchai Pradit", Role.TECHNICIAN))
    booked(own_shop)
    booked(own_shop, start=960, tenths=10)
    booked(own_shop, on=date(2026, 11, 20), vin=None, car="y")
    with at_the_window(own_shop, qtbot) as found:
        theme.set_theme(scale=2.0)
        yield found


def depth(grid, minute: int) -> float:
    """How far down a minute stands in what is seen below the heads, from 0 to 1."""
    return (grid.y_of(minute) - grid.head) / (grid.viewport().height() - grid.head)


def test_today_opens_with_now_in_the_upper_third_and_another_day_with_its_first_hour(hands):
    grid = hands.go("diary").grid
    up = grid.verticalScrollBar()
    hands.until(lambda: grid.sheet.columns)
    assert 0 < up.value() < up.maximum()  # the day is longer than the window
    assert 0.3 < depth(grid, TWO_O_CLOCK) < 0.36
    assert grid.stop.minute == TWO_O_CLOCK

    hands.press(Qt.Key.Key_PageDown)
    hands.until(lambda: grid.sheet.columns[0].on != TUESDAY)
    assert (up.value(), grid.stop.minute) == (0, grid.sheet.first)

    hands.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: grid.sheet.columns[0].on == TUESDAY)
    assert 0.3 < depth(grid, TWO_O_CLOCK) < 0.36


@pytest.fixture
def said_in_place(monkeypatch) -> Callable[[DiaryGrid], dict[str, QRect]]:
    """What is said over the columns, which are drawn once: where in the sheet each of these texts stands now."""

    def found(grid: DiaryGrid) -> dict[str, QRect]:
        grid.grab()  # by now every column that is seen is drawn
        painted: dict[str, QRect] = {}
        with monkeypatch.context() as noting:
            noting.setattr(Brush, "text", lambda _brush, rect, words, *_how, **_more: painted.update({words: rect}))
            grid.grab()
        return painted

    return found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_appointment_that_began_above_what_is_seen_says_its_car_and_hour_where_it_is_seen(
    hands, own_shop, said_in_place, language
):
    booked(own_shop, start=546, tenths=30, vin=None, car="9cd 4241", technician="somchai", bay="")
    translator().set_language(spoken(own_shop, language))
    grid = hands.go("diary").grid
    hands.until(lambda: grid.sheet.columns)
    hands.window.setUpdatesEnabled(True)
    [(place, shown)] = [
        (at, each) for at, column in enumerate(grid.sheet.columns) for each in column.shown if each.car == "9cd 4241"
    ]
    up, words = grid.verticalScrollBar(), ("9cd 4241", start_said(shown))
    up.setValue(grid.depth_of(600))
    said, line = said_in_place(grid), theme.px(LINE)
    for each in words:
        assert grid.head <= said[each].top() <= said[each].bottom() < grid.block_rect(place, shown).bottom()
    assert said[words[1]].top() < grid.head + line
    assert state_said(shown) in said

    up.setValue(grid.depth_of(shown.of.end) - line // 2)  # half a line of it is left: no line would be whole
    said = said_in_place(grid)
    assert not {*words, state_said(shown)} & said.keys()
    assert {rect.top() >= grid.head for hour, rect in said.items() if hour.endswith(":00")} == {True}

    up.setValue(0)
    assert not {*words, state_said(shown)} & said_in_place(grid).keys()


def test_the_week_of_today_opens_with_now_too(hands):
    page = hands.go("diary")
    page.by[By.DAY].click()
    hands.until(lambda: len(page.grid.sheet.columns) == 7)
    assert 0.3 < depth(page.grid, TWO_O_CLOCK) < 0.36
    assert page.grid.column.on == TUESDAY


def test_what_somebody_stands_on_stays_in_sight_while_the_line_of_now_goes_on(hands):
    page = hands.go("diary")
    hands.until(lambda: page.grid.sheet.columns)
    hands.press(Qt.Key.Key_Home)
    before = page.grid.verticalScrollBar().value()
    page._tick()
    hands.settle()
    assert (page.grid.verticalScrollBar().value(), page.grid.stop.minute) == (before, page.grid.sheet.first)


def test_the_list_opens_with_what_is_to_come_and_all_stand_the_latest_first(hands):
    page = hands.go("appointments")
    hands.until(lambda: page.body.table.long.rowCount() == 2)
    assert list(page.body.table.long.keys) == [1, 2]
    assert page.chips.chips[None].text().startswith("To come")
    hands.until(lambda: page.chips.counts)
    assert (page.chips.counts[None], page.chips.counts[AppointmentList.ALL]) == (2, 3)
    page.chips.chips[AppointmentList.ALL].click()
    hands.until(lambda: page.body.table.long.rowCount() == 3)
    assert list(page.body.table.long.keys) == [2, 1, 3]


def test_a_filter_that_was_kept_while_the_list_opened_with_all_still_finds_all(hands, own_shop):
    def found(kind: str) -> list[int]:
        return list(AppointmentsPage.filtered(own_shop, kind, "").keys())

    assert (found(""), found("all"), found("coming")) == ([2, 1, 3], [2, 1, 3], [1, 2])
    assert AppointmentsPage.filtered(own_shop, "gone", "") is None
    page = hands.go("appointments", filter_key("", "4821"))
    assert (page.chips.value, page.kept_as()[1:]) == (AppointmentList.ALL, ("all", "4821"))
    page = hands.go("appointments", filter_key("coming", "4821"))
    assert (page.chips.value, page.kept_as()) == (None, ("4821", "coming", "4821"))
