"""Beside the diary, until an appointment is chosen, stands who is still to come: by keys and by the mouse."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hands import ENTER, rest, seen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from screen import Hands, at_the_window
from test_diary import TUESDAY, booked

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.stages.service.diary.rules.appointments import WorkKind
from lifecycle_desk.stages.service.diary.screens.diary import DiaryPage
from lifecycle_desk.stages.service.diary.screens.to_come import NONE_CHOSEN

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)  # a Tuesday, 10:00 in Bangkok


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    take_on(own_shop, Member("anan", "Anan Kittisak", Role.TECHNICIAN))
    booked(own_shop, start=660, tenths=10, work=WorkKind.TYRES)
    booked(own_shop)
    with at_the_window(own_shop, qtbot) as found:
        found.window.resize(1440, 900)
        rest(found.window)
        yield found


def diary(hands: Hands, on: date = TUESDAY) -> DiaryPage:
    page = hands.go("diary", on.isoformat())
    assert isinstance(page, DiaryPage)
    return page


def test_who_is_to_come_stands_in_the_order_in_which_they_do_and_enter_chooses(hands):
    page = diary(hands)
    to_come = page.panel.to_come
    assert to_come.isVisible()
    assert [(row.key, row.end) for row in to_come.list.rows.rows] == [(2, "09:00"), (1, "11:00")]
    to_come.list.setFocus()
    to_come.list.setCurrentIndex(to_come.list.rows.index(1, 0))
    QTest.keyClick(to_come.list, ENTER)
    hands.settle()
    assert page.grid.stop.number == 1
    assert hands.focus is page.grid
    assert page.panel.card.shown.number == 1
    assert not to_come.isVisible()
    page.panel.no_show.click()
    hands.settle()
    assert [row.key for row in to_come.list.rows.rows] == [2]


def test_a_click_chooses_too(hands):
    page = diary(hands)
    rows = page.panel.to_come.list
    where = rows.visualRect(rows.rows.index(0, 0)).center()
    QTest.mouseClick(surface(rows), Qt.MouseButton.LeftButton, pos=where)
    hands.settle()
    assert page.panel.card.shown.number == 2


def test_in_a_week_each_says_its_day(hands):
    page = diary(hands)
    page.by[list(page.by)[-1]].click()
    hands.settle()
    assert [row.end_detail for row in page.panel.to_come.list.rows.rows] == ["24 Nov · Not arrived", "24 Nov"]


def test_on_a_day_that_is_over_nobody_is_to_come(hands):
    page = diary(hands, TUESDAY - timedelta(days=7))
    assert page.panel.to_come.isVisible()
    assert not page.panel.to_come.list.isVisible()
    assert NONE_CHOSEN in seen(page.panel)
