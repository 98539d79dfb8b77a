"""A customer who has not come has not arrived on every page, in one word and one colour, and is not called late."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from screen import Hands, at_the_window
from test_diary import TUESDAY, booked

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.pages import Badge
from lifecycle_desk.overview.rules import DueKind
from lifecycle_desk.overview.screens.due_rows import row_of, time_left
from lifecycle_desk.overview.screens.today import STATS
from lifecycle_desk.overview.usecases.today import late_orders, today
from lifecycle_desk.stages.service.diary.screens.listing import COLUMNS, cells
from lifecycle_desk.stages.service.diary.screens.looks import not_arrived_look, whole_said
from lifecycle_desk.stages.service.diary.usecases.booking import confirm_appointment, mark_no_show
from lifecycle_desk.stages.service.diary.usecases.requests import ConfirmAppointment, MarkNoShow
from lifecycle_desk.stages.service.diary.usecases.showing import appointment_card
from lifecycle_desk.stages.service.pages import PAGES

NINE = datetime(2026, 11, 24, 2, tzinfo=UTC)  # of a Tuesday in Bangkok, when the car is to come
STATE = [column.id for column in COLUMNS].index("state")


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NINE)
    booked(own_shop)
    with at_the_window(own_shop, qtbot) as found:
        yield found


@pytest.mark.parametrize(
    ("minutes", "word", "tone"), [(0, "Booked", "neutral"), (1, "Not arrived", "warn"), (15, "Not arrived", "danger")]
)
def test_every_page_says_it_in_one_word_and_one_colour(hands, own_shop, stopped_clock, wrote, minutes, word, tone):
    now = NINE + timedelta(minutes=minutes)
    stopped_clock(now)
    shown = appointment_card(own_shop, 1).shown
    cell = cells(shown)[STATE]
    assert isinstance(cell, Cell)
    assert (cell.text, cell.tone) == (word, tone)
    (due,) = [each for each in today(own_shop).dues if each.kind is DueKind.COMES]
    said, colour = time_left(due, now)
    assert (said if minutes else word, colour) == (word, "warn" if minutes < 15 else tone)

    page = hands.go("diary", TUESDAY.isoformat())
    hands.until(lambda: page.panel.to_come.list.rows.rows)
    row = page.panel.to_come.list.rows.rows[0]
    assert (row.end_detail, row.tone) == ((word, tone) if minutes else ("", None))
    wrote.clear()
    hands.window.setUpdatesEnabled(True)
    page.grid.viewport().grab()
    assert {"Booked", "Not arrived"} & {*wrote} == {word}
    page.grid.follow(1)
    hands.until(lambda: page.panel.card is not None)
    assert page.panel.state.text() == word


def test_the_diary_and_the_sidebar_tell_it_while_nobody_writes(hands, stopped_clock):
    page = hands.go("diary", TUESDAY.isoformat())
    page.grid.follow(1)
    hands.until(lambda: page.panel.card is not None)
    hands.until(lambda: in_the_sidebar(hands) == Badge(1))
    assert page.panel.state.text() == "Booked"
    stopped_clock(NINE + timedelta(minutes=20))
    hands.window.app.minute_passed.emit()
    hands.until(lambda: page.panel.state.text() == "Not arrived")
    hands.until(lambda: in_the_sidebar(hands) == Badge(1, late=True))


def in_the_sidebar(hands: Hands) -> Badge | None:
    """What stands beside the diary."""
    lists = hands.window.side.lists
    found = (row.badge for each in lists for row in each.rows.rows if getattr(row, "key", "") == "diary")
    return next(found)


def test_what_was_confirmed_is_still_read_of_one_that_has_not_arrived(hands, own_shop, stopped_clock):
    confirm_appointment(own_shop, ConfirmAppointment(1))
    stopped_clock(NINE + timedelta(hours=1))
    assert "Customer confirmed · Not arrived" in whole_said(appointment_card(own_shop, 1).shown)


def test_who_missed_it_and_who_comes_another_day_are_not_waited_for(hands, own_shop, stopped_clock):
    stopped_clock(NINE + timedelta(days=1))
    assert not_arrived_look(appointment_card(own_shop, 1).shown.of) is None  # of another day nobody waits for it
    mark_no_show(own_shop, MarkNoShow(1))
    stopped_clock(NINE + timedelta(hours=1))
    assert not_arrived_look(appointment_card(own_shop, 1).shown.of) is None


@pytest.mark.parametrize(
    ("minutes", "badge"), [(-60, Badge(2)), (0, Badge(2)), (14, Badge(2)), (15, Badge(1, late=True))]
)
def test_the_badge_of_the_diary_is_red_as_soon_as_its_customers_are_and_counts_them(
    hands, own_shop, stopped_clock, minutes, badge
):
    booked(own_shop, start=15 * 60)  # who is still to come is not counted beside who should have
    stopped_clock(NINE + timedelta(minutes=minutes))
    of_diary = next(page.badge for page in PAGES if page.name == "diary")
    assert of_diary(own_shop) == badge
    shown = [appointment_card(own_shop, number).shown.of for number in (1, 2)]
    looks = [look for look in map(not_arrived_look, shown) if look and look[0] == "danger"]
    assert len(looks) == (badge.count if badge.late else 0)


def test_who_has_not_come_is_in_no_count_of_what_is_late(hands, own_shop, stopped_clock):
    now = NINE + timedelta(hours=3)
    stopped_clock(now)
    (due,) = [each for each in today(own_shop).dues if each.kind is DueKind.COMES]
    assert late_orders(own_shop) == 0
    assert not STATS[0].counts(due)
    words = row_of(due, now).words()
    assert "Not arrived" in words
    assert not {"late", "overdue"} & {*words.lower().split()}
