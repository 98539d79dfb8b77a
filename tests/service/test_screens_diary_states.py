"""What the diary, its list and its card say of where an appointment stands."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hands import rest
from screen import Hands, at_the_window
from test_diary import TUESDAY, booked, of
from workshop import moved, opened

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.stages.service.diary.rules.appointments import ARRIVED
from lifecycle_desk.stages.service.diary.screens.drawing import EDGE, LINE
from lifecycle_desk.stages.service.diary.screens.grid import DiaryGrid
from lifecycle_desk.stages.service.diary.screens.listing import COLUMNS, cells
from lifecycle_desk.stages.service.diary.screens.looks import whole_said, work_said
from lifecycle_desk.stages.service.diary.usecases.arriving import mark_arrived
from lifecycle_desk.stages.service.diary.usecases.requests import MarkArrived
from lifecycle_desk.stages.service.diary.usecases.showing import appointment_card
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.requests import HandOverRepairOrder
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order
from lifecycle_desk.vehicle.screens.event_text import join

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)  # a Tuesday, 10:00 in Bangkok


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    take_on(own_shop, Member("somchai", "Somchai Pradit", Role.TECHNICIAN))
    booked(own_shop, start=600, tenths=30)
    with at_the_window(own_shop, qtbot) as found:
        yield found


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


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("tenths", [30, 10])
def test_a_block_of_who_has_not_come_says_so_before_what_they_come_for(
    hands, own_shop, stopped_clock, wrote, scale, tenths
):
    theme.set_theme(scale=scale)
    booked(own_shop, start=480, tenths=tenths)
    stopped_clock(NOW - timedelta(hours=1))  # the other one is still to come
    page = hands.go("diary", TUESDAY.isoformat())
    late = next(each for column in page.grid.sheet.columns for each in column.shown if each.number == 2)
    said = painted(hands, page.grid, wrote)
    assert said.count("Not arrived") == 1
    assert said.index(late.customer) < said.index("Not arrived")
    block = page.grid.block_rect(0, late)
    lines = (block.height() - 2 * EDGE) // theme.px(LINE)
    before = said[: said.index("Not arrived")]
    assert (join(work_said(late), late.of.bay) in before) == (lines > 3)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_tall_block_keeps_the_sign_of_its_state_in_every_width(hands, own_shop, stopped_clock, monkeypatch, scale):
    theme.set_theme(scale=scale)
    for _ in range(3):  # they meet, so that each is narrow and has a sign for that too
        booked(own_shop, start=600, tenths=30)
    stopped_clock(NOW + timedelta(hours=1))
    page = hands.go("diary", TUESDAY.isoformat())
    lates, signs = dict[int, int](), list[str]()
    monkeypatch.setattr(Brush, "icon", lambda _brush, _rect, name, *_how, **_more: signs.append(name))
    hands.window.setUpdatesEnabled(True)
    for width in range(1040, 1540, 20):
        signs.clear()
        hands.window.resize(width, 900)
        rest(hands.window)
        page.grid.grab()
        lates[width] = signs.count("clock-exclamation")
    assert min(lates.values()) >= 4
