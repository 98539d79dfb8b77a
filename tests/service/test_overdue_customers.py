"""A customer who has not come is overdue on every page, in one word and one colour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from screen import Hands, at_the_window
from test_diary import TUESDAY, booked

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.overview.rules import DueKind
from lifecycle_desk.overview.screens.due_rows import time_left
from lifecycle_desk.overview.usecases.today import today
from lifecycle_desk.stages.service.diary.screens.listing import COLUMNS, cells
from lifecycle_desk.stages.service.diary.screens.looks import overdue_look, whole_said
from lifecycle_desk.stages.service.diary.usecases.booking import confirm_appointment, mark_no_show
from lifecycle_desk.stages.service.diary.usecases.requests import ConfirmAppointment, MarkNoShow
from lifecycle_desk.stages.service.diary.usecases.showing import appointment_card

NINE = datetime(2026, 11, 24, 2, tzinfo=UTC)  # of a Tuesday in Bangkok, when the car is to come
STATE = [column.id for column in COLUMNS].index("state")


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NINE)
    booked(own_shop)
    with at_the_window(own_shop, qtbot) as found:
        yield found


@pytest.mark.parametrize(
    ("minutes", "word", "tone"), [(0, "Booked", "neutral"), (1, "Overdue", "warn"), (15, "Overdue", "danger")]
)
def test_every_page_says_it_in_one_word_and_one_colour(
    hands, own_shop, stopped_clock, monkeypatch, minutes, word, tone
):
    now = NINE + timedelta(minutes=minutes)
    stopped_clock(now)
    shown = appointment_card(own_shop, 1).shown
    cell = cells(shown)[STATE]
    assert isinstance(cell, Cell)
    assert (cell.text, cell.tone) == (word, tone)
    (due,) = [each for each in today(own_shop).dues if each.kind is DueKind.COMES]
    said, colour = time_left(due, now)
    assert ("overdue" in said, colour) == (word == "Overdue", "warn" if minutes < 15 else tone)

    page = hands.go("diary", TUESDAY.isoformat())
    hands.until(lambda: page.panel.to_come.list.rows.rows)
    row = page.panel.to_come.list.rows.rows[0]
    assert (row.end_detail, row.tone) == ((word, tone) if minutes else ("", None))
    wrote, write = list[str](), Brush.text

    def noting(brush, rect, words, *how, **more):
        wrote.append(words)
        return write(brush, rect, words, *how, **more)

    monkeypatch.setattr(Brush, "text", noting)
    hands.window.setUpdatesEnabled(True)
    page.grid.viewport().grab()
    assert {"Booked", "Overdue"} & {*wrote} == {word}
    page.grid.follow(1)
    hands.until(lambda: page.panel.card is not None)
    assert page.panel.state.text() == word


def test_the_diary_tells_it_while_nobody_writes(hands, stopped_clock):
    page = hands.go("diary", TUESDAY.isoformat())
    page.grid.follow(1)
    hands.until(lambda: page.panel.card is not None)
    assert page.panel.state.text() == "Booked"
    stopped_clock(NINE + timedelta(minutes=20))
    page._tick()
    hands.until(lambda: page.panel.state.text() == "Overdue")


def test_what_was_confirmed_is_still_read_of_one_that_is_overdue(hands, own_shop, stopped_clock):
    confirm_appointment(own_shop, ConfirmAppointment(1))
    stopped_clock(NINE + timedelta(hours=1))
    assert "Customer confirmed · Overdue" in whole_said(appointment_card(own_shop, 1).shown)


def test_who_missed_it_and_who_comes_another_day_are_not_overdue(hands, own_shop, stopped_clock):
    stopped_clock(NINE + timedelta(days=1))
    assert overdue_look(appointment_card(own_shop, 1).shown.of) is None  # of another day nobody waits for it
    mark_no_show(own_shop, MarkNoShow(1))
    stopped_clock(NINE + timedelta(hours=1))
    assert overdue_look(appointment_card(own_shop, 1).shown.of) is None
