"""The lanes of the board in a narrow window: the empty ones fold, and what is beyond the edge is told."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hands import press
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from screen import Hands, at_the_window
from workshop import COOLING, VIN

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.rows import Lane
from lifecycle_desk.desktop.look.rows.lanes import HEAD, LANE, STRIP
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.board.screens.board import CARD, Board
from lifecycle_desk.stages.service.board.screens.workshop import EVERYBODY, MORE_LANES, WorkshopPage
from lifecycle_desk.stages.service.orders.rules.states import LANES, OrderState
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import MoveRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import move_repair_order

BOOKED, IN_WORK, WAITING, CHECK, READY, HANDED_OVER, CANCELLED = OrderState
NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)  # 13:00 in Bangkok
WAYS = ((), (IN_WORK,), (WAITING,), (IN_WORK, CHECK), (IN_WORK, CHECK, READY))  # to the lanes that are moved to


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    for technician in ("Somchai Pradit", "Anan Kittisak"):
        open_repair_order(own_shop, OpenRepairOrder(vin=VIN, technician=technician))
    move_repair_order(own_shop, MoveRepairOrder("RO-2026-0001", IN_WORK))
    with at_the_window(own_shop, qtbot) as found:
        yield found


def page_in(hands: Hands, wide: int, high: int = 720) -> WorkshopPage:
    page = hands.go("service")
    hands.window.resize(wide, high)
    hands.settle()
    assert isinstance(page, WorkshopPage)
    return page


def folded(board: Board) -> set[OrderState]:
    """The lanes that are strips; what is one shows no head, and what is none does."""
    lanes = board.lanes.items()
    assert all(lane.head.isVisible() != lane.is_folded for _, lane in lanes)
    assert all((lane.width() == theme.u(STRIP)) == lane.is_folded for _, lane in lanes)
    return {state for state, lane in lanes if lane.is_folded}


def is_whole(board: Board, lane: Lane) -> bool:
    left = lane.mapTo(board.viewport(), lane.rect().topLeft()).x()
    return left >= 0 and left + lane.width() <= board.viewport().width()


def test_six_lanes_stand_open_where_they_have_room(hands):
    page = page_in(hands, 1366)
    assert folded(page.board) == set()
    assert all(is_whole(page.board, lane) for lane in page.board.lanes.values())
    assert not page.after.isVisible()


def test_all_lanes_tell_their_hours_in_one_place(hands, own_shop):
    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(COOLING,))).value.number
    move_repair_order(own_shop, MoveRepairOrder(number, WAITING))
    for wide, below in ((1920, False), (1366, True)):
        page = page_in(hands, wide)
        heads = [lane.head for lane in page.board.lanes.values() if not lane.is_folded]
        one_line = theme.px(HEAD)
        assert {head.height() > one_line for head in heads} == {below}
        assert len({lane.list.y() for lane in page.board.lanes.values() if not lane.is_folded}) == 1
    which = "Flat-rate hours on these repair orders, not the hours booked in appointments."
    assert {state: lane.head.toolTip() for state, lane in page.board.lanes.items()} == dict.fromkeys(LANES, "") | {
        WAITING: which  # the others have no hours
    }


def test_empty_lanes_fold_so_that_all_six_are_seen(hands):
    page = page_in(hands, 1000)
    assert folded(page.board) == {WAITING, CHECK, READY, HANDED_OVER}
    assert all(is_whole(page.board, lane) for lane in page.board.lanes.values())
    assert page.board.beyond == (0, 0)
    assert page.board.lanes[READY].toolTip() == "Ready, 0"
    assert page.board.lanes[READY].list.accessibleName() == "Ready"
    page_in(hands, 1366)
    assert folded(page.board) == set()


def test_larger_text_folds_them_without_another_size_of_the_window(hands):
    page = page_in(hands, 1366)
    before = theme.scale
    try:
        theme.set_theme(scale=2.0)
        hands.settle()
        assert WAITING in folded(page.board)
    finally:
        theme.set_theme(scale=before)
    hands.settle()
    assert folded(page.board) == set()


def test_a_card_above_a_folded_lane_opens_it_and_may_be_dropped(hands, own_shop):
    page = page_in(hands, 1000)
    lane, carried = page.board.lanes[WAITING], QMimeData()
    carried.setData(CARD, QByteArray(b"RO-2026-0001"))
    action, button, plain = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPointF(5, 5), action, carried, button, plain)
    QApplication.sendEvent(lane, entered)
    assert entered.isAccepted()
    assert not lane.is_folded
    assert lane.width() >= theme.u(LANE)

    QApplication.sendEvent(lane, QDragLeaveEvent())
    assert lane.is_folded

    QApplication.sendEvent(lane, QDragEnterEvent(QPointF(5, 5), action, carried, button, plain))
    QApplication.sendEvent(lane, QDropEvent(QPointF(5, 5), action, carried, button, plain))
    hands.until(lambda: order(own_shop, "RO-2026-0001").order.state is WAITING)
    hands.until(lambda: folded(page.board) == {IN_WORK, CHECK, READY, HANDED_OVER})


def test_a_card_that_moves_by_the_keyboard_opens_its_lane_and_folds_the_one_it_left(hands):
    page = page_in(hands, 1000)
    page.board.stand_on("RO-2026-0001")
    hands.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    hands.until(lambda: page.board.current() == ("RO-2026-0001", WAITING))
    assert folded(page.board) == {IN_WORK, CHECK, READY, HANDED_OVER}
    assert page.board.lanes[WAITING].list.hasFocus()


def test_tab_opens_a_folded_lane_and_folds_it_behind(hands):
    page = page_in(hands, 1000)
    page.board.stand_on("RO-2026-0001")
    press(hands.window, Qt.Key.Key_Tab)
    assert hands.focus is page.board.lanes[WAITING].list
    assert folded(page.board) == {CHECK, READY, HANDED_OVER}
    press(hands.window, Qt.Key.Key_Tab)
    assert hands.focus is page.board.lanes[CHECK].list
    assert folded(page.board) == {WAITING, READY, HANDED_OVER}


def test_a_press_opens_a_folded_lane(hands):
    page = page_in(hands, 1000)
    lane = page.board.lanes[READY]
    QTest.mouseClick(lane, Qt.MouseButton.LeftButton, pos=lane.rect().center())
    assert not lane.is_folded
    assert lane.list.hasFocus()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_lanes_beyond_the_edge_are_told_and_reached(own_shop, qtbot, stopped_clock, code):
    stopped_clock(NOW)
    for nth, way in enumerate(WAYS, 1):
        open_repair_order(own_shop, OpenRepairOrder(vin=VIN))
        for state in way:
            move_repair_order(own_shop, MoveRepairOrder(f"RO-2026-{nth:04}", state))
    with at_the_window(own_shop, qtbot, spoken(own_shop, code)) as hands:
        page = page_in(hands, 780)
        board = page.board
        assert folded(board) == {HANDED_OVER}
        unseen = [state for state in LANES if not is_whole(board, board.lanes[state])]
        assert board.beyond == (0, len(unseen))
        hands.until(page.after.isVisible)
        assert page.after.text() == translator().current(MORE_LANES, n=len(unseen))
        seen_first = sum(is_whole(board, each) or each.visibleRegion().isEmpty() for each in board.lanes.values())
        assert seen_first == len(board.lanes)  # none is cut at the edge
        for _ in unseen:
            page.after.click()
        hands.settle()
        assert is_whole(board, board.lanes[HANDED_OVER])
        assert board.beyond[0] > 0
        hands.until(lambda: page.before.isVisible() and not page.after.isVisible())
        while board.beyond[0]:
            page.before.click()
        assert is_whole(board, board.lanes[BOOKED])


def test_the_technicians_are_read_whole(hands):
    page = page_in(hands, 1366)
    for code in ("en", "th"):
        translator().set_language(spoken(hands.window.app.user, code))
        hands.settle()
        page.technician.grab()
        assert page.technician.currentText() == translator().current(EVERYBODY)
        assert page.technician.toolTip() == ""
        assert page.technician.width() == page.technician.sizeHint().width()


@pytest.mark.parametrize(("code", "turned"), [("zh_CN", False), ("en", True), ("th", True), ("ar", True)])
def test_chinese_letters_of_a_folded_lane_stand_upright_below_one_another(hands, own_shop, monkeypatch, code, turned):
    page = page_in(hands, 1000)
    translator().set_language(spoken(own_shop, code))
    hands.settle()
    lane = next(lane for lane in page.board.lanes.values() if lane.is_folded)
    name, painted = lane.head._name, list[tuple[str, bool, int]]()

    def noting(brush, rect, words, *_how, **_more):
        painted.append((words, brush.p.worldTransform().isRotating(), rect.y()))
        return 0

    monkeypatch.setattr(Brush, "text", noting)
    hands.window.setUpdatesEnabled(True)
    lane.grab()
    said = [each for each in painted if each[0] in name]
    assert "".join(words for words, _, _ in said) == name
    assert {is_turned for _, is_turned, _ in said} == {turned}
    if not turned:
        assert [y for _, _, y in said] == sorted({y for _, _, y in said})
