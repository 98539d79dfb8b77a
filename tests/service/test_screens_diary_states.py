"""What the diary, its list and its card say of where an appointment stands."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hands import rest
from screen import Hands, at_the_window
from test_diary import booked, of
from workshop import moved, opened

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.stages.service.diary.rules.appointments import ARRIVED
from lifecycle_desk.stages.service.diary.screens.grid import DiaryGrid
from lifecycle_desk.stages.service.diary.screens.listing import COLUMNS, cells
from lifecycle_desk.stages.service.diary.screens.looks import whole_said
from lifecycle_desk.stages.service.diary.usecases.arriving import mark_arrived
from lifecycle_desk.stages.service.diary.usecases.requests import MarkArrived
from lifecycle_desk.stages.service.diary.usecases.showing import appointment_card
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.requests import HandOverRepairOrder
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)  # a Tuesday, 10:00 in Bangkok


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    take_on(own_shop, Member("somchai", "Somchai Pradit", Role.TECHNICIAN))
    booked(own_shop, start=600, tenths=30)
    with at_the_window(own_shop, qtbot) as found:
        yield found


@pytest.fixture
def wrote(monkeypatch) -> list[str]:
    """What is painted, in order."""
    found, write = list[str](), Brush.text

    def noting(brush, rect, words, *how, **more):
        found.append(words)
        return write(brush, rect, words, *how, **more)

    monkeypatch.setattr(Brush, "text", noting)
    return found


def painted(hands: Hands, grid: DiaryGrid, wrote: list[str]) -> list[str]:
    """What the sheet of the diary writes now, of which it keeps what did not change since it was painted last."""
    rest(hands.window)
    wrote.clear()
    hands.window.setUpdatesEnabled(True)
    grid.grab()
    hands.window.setUpdatesEnabled(False)
    return wrote


def test_a_car_that_was_handed_over_is_no_longer_called_checked_in(hands, own_shop, wrote):
    number = opened(own_shop).number
    mark_arrived(own_shop, MarkArrived(1, order=number))
    page = hands.go("diary", "A-1")
    hands.until(lambda: page.panel.state.text() == "Checked in")
    assert "Checked in" in painted(hands, page.grid, wrote)

    moved(own_shop, number, IN_WORK, CHECK, READY)
    hand_over_repair_order(own_shop, HandOverRepairOrder(number=number, odometer_out=Distance(47_995)))
    own_shop.store.look_around()
    hands.until(lambda: page.panel.state.text() == "Handed over" and page.grid.sheet.shown(1).has_left)
    said = painted(hands, page.grid, wrote)
    assert "Handed over" in said
    assert "Checked in" not in said

    shown = appointment_card(own_shop, 1).shown
    state = cells(shown)[[each.id for each in COLUMNS].index("state")]
    assert state == Cell("Handed over", "neutral", "key")  # as orders that were handed over look
    assert "Handed over" in whole_said(shown)
    assert of(own_shop).state is ARRIVED
