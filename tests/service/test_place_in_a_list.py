"""Who works down a list: what is done with a row leads to the next, and what others do moves nobody from theirs."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hands import CTRL, ENTER, SHIFT
from PySide6.QtCore import Qt
from screen import DOWN, Hands, at_the_window

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.list_place import Standing
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.schedules.rules import DueList
from lifecycle_desk.schedules.usecases.schedules import SnoozeDue, snooze_due
from lifecycle_desk.stages.service.due.screens.listing import DuePage
from lifecycle_desk.stages.service.due.usecases import DueCars
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

J, A = Qt.Key.Key_J, Qt.Key.Key_A
AWAY = date(2027, 3, 1)
CARS = 40


@pytest.fixture
def hands(own_dealer: UserSession, qtbot) -> Iterator[Hands]:
    """A dealer with many cars, each due some days later than the one before."""
    for number in range(CARS):
        sold = date(2025, 6, 1) + timedelta(days=3 * number)
        car = Description("BYD", "Seal", energy=Energy.BEV)
        vin = f"LGXCE4CC{number % 10}S00{number:05d}"
        add_vehicle(own_dealer, AddVehicle(vin, sold, car, None, Distance(5), first_registered_on=sold))
    with at_the_window(own_dealer, qtbot) as found:
        yield found


def page_of(hands: Hands) -> DuePage:
    page = hands.window.page()
    assert isinstance(page, DuePage)
    return page


def listed(hands: Hands, key: str = "") -> LongTable:
    table = hands.go("due", key).table
    hands.until(table.long.rowCount)
    hands.settle()
    return table


def stand(hands: Hands, table: LongTable, row: int) -> None:
    table.setFocus()
    table.setCurrentIndex(table.long.index(row, 0))
    hands.settle()


def vins(table: LongTable) -> list[str]:
    found = table.long.listing.rows(list(table.long.keys))
    return [found[key].vin for key in table.long.keys]


def here(table: LongTable) -> str:
    return vins(table)[table.currentIndex().row()]


def height(table: LongTable) -> int:
    """How far below the top of what is seen the row stands on which one is."""
    return table.rowViewportPosition(table.currentIndex().row())


def snooze(hands: Hands) -> None:
    """Snooze the car on which one stands by keys alone."""
    hands.press(J, CTRL)
    hands.press(DOWN)
    hands.press(ENTER)
    hands.settle()


def test_who_snoozes_down_a_list_comes_to_the_next_each_time_and_the_list_does_not_move(hands):
    table = listed(hands)
    stand(hands, table, CARS // 2)
    before, high = vins(table), height(table)
    assert 0 < high < surface(table).height()
    for _ in range(3):
        snooze(hands)
    at = CARS // 2
    assert vins(table)[-3:] == before[at : at + 3]
    assert (here(table), height(table)) == (before[at + 3], high)
    assert hands.focus is table
    assert page_of(hands).card.car.line.vin == before[at + 3]


def test_where_the_row_is_gone_from_a_narrowed_list_the_next_is_stood_on_and_at_its_end_the_one_before(hands):
    table = listed(hands, "overdue")
    before = vins(table)
    stand(hands, table, 4)
    snooze(hands)
    assert here(table) == before[5]
    stand(hands, table, table.long.rowCount() - 1)
    snooze(hands)
    assert vins(table) == before[:4] + before[5:-1]
    assert here(table) == before[-2]


def test_what_another_does_takes_whoever_stands_on_the_row_along(hands):
    table = listed(hands)
    stand(hands, table, 3)
    vin = here(table)
    snooze_due(hands.window.app.user, SnoozeDue(vin, AWAY))
    hands.settle()
    assert vins(table)[-1] == vin == here(table)


def test_what_another_does_long_after_an_own_deed_takes_along_as_ever(hands):
    table = listed(hands)
    stand(hands, table, 3)
    snooze(hands)
    vin = here(table)
    snooze_due(hands.window.app.user, SnoozeDue(vin, AWAY))
    hands.settle()
    assert here(table) == vin


def test_where_another_takes_the_row_away_the_next_is_stood_on(hands):
    table = listed(hands, "overdue")
    stand(hands, table, 4)
    before = vins(table)
    snooze_due(hands.window.app.user, SnoozeDue(before[4], AWAY))
    hands.settle()
    assert here(table) == before[5]


def test_several_rows_that_go_lead_to_the_first_behind_them(hands):
    table = listed(hands)
    stand(hands, table, 4)
    before = vins(table)
    for _ in range(2):
        hands.press(DOWN, SHIFT)
    hands.press(J, CTRL | SHIFT)
    hands.settle()
    hands.press(ENTER, CTRL)
    hands.settle()
    assert set(vins(table)[-3:]) == set(before[4:7])
    assert here(table) == before[7]
    assert table.count_chosen() == 1


def test_a_deed_that_leaves_the_row_in_its_place_leaves_everybody_there(hands):
    user = hands.window.app.user
    for vin in [each.vin for each in DueCars(user).rows(DueCars(user).keys()).values()][:6]:
        snooze_due(user, SnoozeDue(vin, AWAY))
    table = listed(hands, "snoozed")
    stand(hands, table, 2)
    vin = here(table)
    hands.window.app.do(snooze_due, SnoozeDue(vin, AWAY, "still away"))
    hands.settle()
    assert here(table) == vin
    assert len(DueCars(user, DueList.SNOOZED).keys()) == 6


def test_another_filter_begins_at_its_first_row_where_the_row_is_not_in_it(hands):
    table = listed(hands)
    snooze_due(hands.window.app.user, SnoozeDue(vins(table)[0], AWAY))
    snooze_due(hands.window.app.user, SnoozeDue(vins(table)[1], AWAY))
    hands.settle()
    stand(hands, table, CARS - 5)
    page_of(hands).chips.choose(DueList.SNOOZED)
    hands.settle()
    assert table.currentIndex().row() == 0


def test_who_comes_back_to_a_list_that_has_changed_stands_where_they_stood(hands):
    table = listed(hands)
    stand(hands, table, CARS - 5)
    vin = here(table)
    hands.go("today")
    snooze_due(hands.window.app.user, SnoozeDue(vins(table)[2], AWAY))
    assert listed(hands) is table
    assert here(table) == vin


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([1, 2, 3, 4, 5], 2),  # it stands where it stood
        ([9, 1, 2, 3, 8, 4, 5], 3),  # others came
        ([1, 2, 4, 5, 3], 2),  # it went to the end
        ([3, 1, 2, 4, 5], 3),  # or to the top
        ([1, 2, 4, 3, 5], 2),  # or a little down
        ([1, 2, 5], 2),  # it is gone, and the next
        ([2, 1], 0),  # and all behind it
        ([9, 8, 7], None),  # and all around it
        ([9, 3], 1),  # nothing else is left
    ],
)
def test_where_one_stands_after_something_was_done_with_the_row(keys, expected):
    assert Standing(3, behind=(4, 5), before=(2, 1), is_done=True).among(keys) == expected
