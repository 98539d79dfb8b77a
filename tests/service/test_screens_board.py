"""The board and the list: walked and moved with arrows, narrowed, taken back; what is late is said."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hands import CTRL, ENTER, rest, seen
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from screen import CTRL_SHIFT, DOWN, LEFT, RIGHT, Hands, at_the_window
from workshop import COOLING, LOGGED, VIN

from lifecycle_desk.base import clock
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.look.marks import initials
from lifecycle_desk.desktop.look.rows import BoardCard, Cell
from lifecycle_desk.desktop.look.rows.board import promised as form_in
from lifecycle_desk.desktop.look.rows.lanes import LANE
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Badge
from lifecycle_desk.desktop.remembered import SavedFilter, filter_key
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.board.screens import board as board_screen
from lifecycle_desk.stages.service.board.screens.board import CARD
from lifecycle_desk.stages.service.board.screens.listing import COLUMNS
from lifecycle_desk.stages.service.board.screens.listing import cells as listed
from lifecycle_desk.stages.service.board.screens.workshop import WorkshopPage
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.screens.looks import promise, promises
from lifecycle_desk.stages.service.orders.usecases.finding import FoundOrders
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import MoveRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import Orders, order
from lifecycle_desk.stages.service.orders.usecases.transitions import move_repair_order
from lifecycle_desk.stages.service.pages import PAGES
from lifecycle_desk.store.opening import open_store

BOOKED, IN_WORK, WAITING, CHECK, READY, HANDED_OVER, CANCELLED = OrderState
NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)  # 13:00 in Bangkok


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    for technician, hours in (("Somchai Pradit", -2), ("Anan Kittisak", 3), ("Somchai Pradit", 30)):
        asked = OpenRepairOrder(
            vin=VIN, jobs=(COOLING,), technician=technician, promised=NOW + timedelta(hours=hours), adviser="Nok"
        )
        open_repair_order(own_shop, asked)
    move_repair_order(own_shop, MoveRepairOrder("RO-2026-0001", IN_WORK))
    with at_the_window(own_shop, qtbot) as found:
        yield found


def board(hands: Hands) -> WorkshopPage:
    page = hands.go("service")
    assert isinstance(page, WorkshopPage)
    return page


def test_what_another_window_does_comes_to_the_board_by_itself(hands, own_shop, qtbot):
    page = board(hands)
    hands.window.app.look_around(every=20)
    rest(hands.window)
    another = UserSession(open_store(own_shop.store.where), None, authorise)
    move_repair_order(another, MoveRepairOrder("RO-2026-0002", WAITING))
    another.store.close()

    qtbot.waitUntil(lambda: cards(page).get(WAITING) == ["RO-2026-0002"])


def cards(page: WorkshopPage) -> dict[OrderState, list[str]]:
    lanes = page.board.lanes.items()
    return {state: [card.key for card in lane.list.rows.rows] for state, lane in lanes if lane.list.rows.rows}


def test_cards_stand_in_their_lanes_and_say_what_is_late(hands):
    page = board(hands)
    assert cards(page) == {BOOKED: ["RO-2026-0002", "RO-2026-0003"], IN_WORK: ["RO-2026-0001"]}
    assert page.count.text() == "3 vehicles, 1 overdue"
    late = page.board.lanes[IN_WORK].list.rows.rows[0]
    assert (late.plate, late.promised) == ("3กข 4821", "2\u00a0hrs overdue · 11:00")
    assert (late.tone, late.who) == ("danger", "SP")
    assert late.shorter == ("2\u00a0hours overdue", "2\u00a0hrs overdue")
    assert (late.model, late.owner) == ("MG4 Electric", "สิริพร ชัยสิทธิ์")
    assert "2 parts here" not in late.words()
    assert "Parts in" in late.words()
    assert page.board.lanes[BOOKED].head.accessibleName() == "Booked, 2, 1.2\u00a0hrs"
    assert page.board.lanes[BOOKED].list.rows.rows[1].promised == "Tomorrow 19:00"
    assert page.board.lanes[BOOKED].list.rows.rows[1].shorter == ("Tomorrow",)
    assert page.board.lanes[BOOKED].list.rows.rows[0].promised == "By 16:00"


def test_arrows_walk_the_board_and_enter_opens_a_card(hands):
    page = board(hands)
    assert page.board.current() == ("RO-2026-0002", BOOKED)
    hands.press(DOWN)
    assert page.board.current() == ("RO-2026-0003", BOOKED)
    hands.press(RIGHT)
    assert page.board.current() == ("RO-2026-0001", IN_WORK)
    hands.press(LEFT)
    assert page.board.current() == ("RO-2026-0002", BOOKED)
    hands.press(ENTER)
    assert (hands.went[-1].page, hands.went[-1].key) == ("order", "RO-2026-0002")


def test_a_card_is_moved_with_the_keyboard_and_taken_back(hands, own_shop):
    page = board(hands)
    hands.press(RIGHT, CTRL_SHIFT)
    hands.until(lambda: page.board.current() == ("RO-2026-0002", IN_WORK))
    assert order(own_shop, "RO-2026-0002").order.state is IN_WORK
    assert hands.told[-1] == "RO-2026-0002: In progress."
    hands.press(RIGHT, CTRL_SHIFT)
    hands.until(lambda: page.board.current() == ("RO-2026-0002", WAITING))
    hands.press(RIGHT, CTRL_SHIFT)  # from the parts it goes back to work, never on
    hands.until(lambda: "cannot be moved on" in hands.told[-1])
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: "RO-2026-0002" in cards(page)[IN_WORK])
    assert [step.said.state for step in order(own_shop, "RO-2026-0002").steps] == [BOOKED, IN_WORK, WAITING, IN_WORK]


def test_in_arabic_the_arrows_are_mirrored(own_shop, qtbot, stopped_clock):
    stopped_clock(NOW)
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN))
    with at_the_window(own_shop, qtbot, spoken(own_shop, "ar")) as hands:
        page = board(hands)
        assert page.board.lanes[BOOKED].x() > page.board.lanes[IN_WORK].x()
        hands.press(LEFT, CTRL_SHIFT)
        hands.until(lambda: page.board.current() == ("RO-2026-0001", IN_WORK))


def test_handing_over_is_done_on_the_page_of_the_order(hands, own_shop):
    for state in (CHECK, READY):
        move_repair_order(own_shop, MoveRepairOrder("RO-2026-0001", state))
    page = board(hands)
    page.board.stand_on("RO-2026-0001")
    hands.press(RIGHT, CTRL_SHIFT)
    assert (hands.went[-1].page, hands.went[-1].key) == ("order", "RO-2026-0001/hand-over")


def test_a_card_is_dropped_into_a_lane(hands, own_shop):
    page = board(hands)
    carried = QMimeData()
    carried.setData(CARD, QByteArray(b"RO-2026-0003"))
    for state, comes in ((READY, False), (IN_WORK, True)):
        where = page.board.lanes[state].list.viewport()
        action, button, plain = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entered = QDragEnterEvent(QPointF(5, 5), action, carried, button, plain)
        QApplication.sendEvent(where, entered)
        assert entered.isAccepted()
        QApplication.sendEvent(where, QDropEvent(QPointF(5, 5), action, carried, button, plain))
        hands.settle()
        assert (order(own_shop, "RO-2026-0003").order.state is state) is comes
    assert any("cannot go from" in words for words in hands.told)


def test_the_board_is_narrowed_to_a_technician_and_to_words(hands):
    page = board(hands)
    page.technician.setCurrentIndex(page.technician.place_of("Anan Kittisak"))
    assert cards(page) == {BOOKED: ["RO-2026-0002"]}
    page.technician.setCurrentIndex(0)
    hands.press(Qt.Key.Key_F6)
    assert hands.focus is page.field
    QTest.keyClicks(page.field, "0003")
    hands.until(lambda: cards(page) == {BOOKED: ["RO-2026-0003"]})
    hands.press(ENTER)
    assert page.board.current() == ("RO-2026-0003", BOOKED)


def test_mine_are_those_on_which_my_name_stands(own_shop, qtbot, stopped_clock):
    stopped_clock(NOW)
    take_on(own_shop, Member("som", "Somchai Pradit", Role.TECHNICIAN))
    user = UserSession(own_shop.store, "som", own_shop.authorise)
    for technician in ("Somchai Pradit", "Anan Kittisak"):
        open_repair_order(user, OpenRepairOrder(vin=VIN, technician=technician))
    with at_the_window(user, qtbot) as hands:
        page = board(hands)
        assert (page.mine.accessibleName(), page.all.accessibleName()) == ("Mine 1", "Whole workshop 2")
        page.mine.click()
        assert cards(page) == {BOOKED: ["RO-2026-0001"]}


def test_the_list_shows_all_orders_and_opens_one(hands, own_shop):
    log_repair_order(own_shop, LOGGED)
    page = board(hands)
    page.as_list.click()
    hands.settle()
    hands.until(lambda: page.list.table.long.rowCount() == 4)
    model = page.list.table.long
    first = [str(model.data(model.index(0, at))) for at in range(model.columnCount())]
    assert first[0] == "RO-2026-0004"
    assert first[4] == "Handed over"
    assert first[6] == "2,670.72"
    page.list.chips.choose(IN_WORK)
    hands.until(lambda: page.list.table.long.rowCount() == 1)
    page.list.table.setFocus()
    hands.press(ENTER)
    assert hands.went[-1].key == "RO-2026-0001"


def test_letters_find_orders_by_number_and_by_vehicle(hands, own_shop):
    found = FoundOrders(own_shop, "0002")
    assert [line.number for line in found.rows(found.keys()).values()] == ["RO-2026-0002"]
    assert len(FoundOrders(own_shop, "4821").keys()) == 3
    assert len(FoundOrders(own_shop, "4821", (IN_WORK,)).keys()) == 1
    assert len(FoundOrders(own_shop, "nobody").keys()) == 0


def test_an_empty_workshop_teaches(own_shop, qtbot):
    with at_the_window(own_shop, qtbot) as hands:
        page = board(hands)
        assert hands.focus is page.empty.primary
        assert "Workshop" in seen(page)
        hands.press(Qt.Key.Key_Space)
        assert hands.went[-1].page == "order_form"


def test_ctrl_n_begins_an_order(hands):
    board(hands)
    hands.press(Qt.Key.Key_N, CTRL)
    assert hands.went[-1].page == "order_form"


def test_a_new_order_of_another_user_comes_by_itself(hands, own_shop):
    page = board(hands)
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN))
    hands.until(lambda: "RO-2026-0004" in cards(page)[BOOKED])
    assert page.board.current() == ("RO-2026-0002", BOOKED)


def test_the_badge_counts_those_that_are_late(hands, own_shop, stopped_clock):
    badge = next(page.badge for page in PAGES if page.name == "service")
    assert badge(own_shop) == Badge(1, late=True)
    stopped_clock(NOW - timedelta(hours=3))
    assert badge(own_shop) == Badge(3)


@pytest.mark.parametrize(
    ("hours", "passed", "forms"),
    [
        (3, False, ("By 16:00",)),
        (30, False, ("Tomorrow 19:00", "Tomorrow")),
        (72, False, ("By 28 Nov 13:00", "By 28 Nov")),
        (-2, True, ("2\u00a0hrs overdue · 11:00", "2\u00a0hours overdue", "2\u00a0hrs overdue")),
        (-24, True, ("1\u00a0day overdue · 24 Nov 13:00", "1\u00a0day overdue")),
    ],
)
def test_no_form_of_a_promise_is_a_bare_time_and_each_of_a_missed_one_says_overdue(hands, hours, passed, forms):
    assert promises(clock.now() + timedelta(hours=hours), passed=passed) == forms


def test_a_narrow_card_says_how_long_it_is_overdue_in_one_line_by_the_sign_of_its_unit(hands):
    forms = promises(clock.now() - timedelta(hours=5), passed=True)
    card = BoardCard("3กข 4821", "", "", forms[0], "danger", shorter=forms[1:])
    wide = [theme.width(each, "small-strong") for each in forms]
    assert wide == sorted(wide, reverse=True)
    assert [form_in(card, room) for room in wide] == [*forms]
    beside = theme.u(LANE) - theme.u(2 * 6 + 2 * 8 + 14 + 5)  # the edges of lane and card, and its sign
    assert theme.width(forms[-1], "small-strong") <= beside


def test_a_card_that_is_ready_says_since_when_in_one_form(hands, own_shop):
    for state in (CHECK, READY):
        move_repair_order(own_shop, MoveRepairOrder("RO-2026-0001", state))
    page = board(hands)
    hands.until(lambda: READY in cards(page))
    card = page.board.lanes[READY].list.rows.rows[0]
    assert (card.promised, *card.shorter) == ("Since 13:00",)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-5, "5\u00a0mins overdue · 12:55"),
        (-90, "1\u00a0hr overdue · 11:30"),
        (-3 * 24 * 60, "3\u00a0days overdue · 22 Nov 13:00"),
    ],
)
def test_lateness_is_said_in_the_unit_that_matters(hands, minutes, words):
    assert promise(clock.now() + timedelta(minutes=minutes), passed=True) == words


@pytest.mark.parametrize(("minutes", "tone", "late"), [(1, "warn", 0), (14, "warn", 0), (15, "danger", 1)])
def test_a_promise_is_red_once_a_quarter_of_an_hour_has_passed_and_a_warning_before(
    hands, own_shop, stopped_clock, minutes, tone, late
):
    stopped_clock(NOW - timedelta(hours=2) + timedelta(minutes=minutes))
    page = board(hands)
    card = page.board.lanes[IN_WORK].list.rows.rows[0]
    assert (card.tone, card.promised) == (tone, promise(NOW - timedelta(hours=2), passed=True))
    assert page.count.text() == "3 vehicles, 1 overdue"  # which is what the card says from its first minute on
    promised = listed_cell(own_shop, "RO-2026-0001", "promised")
    assert isinstance(promised, Cell)
    assert promised.tone == tone
    badge = next(page.badge for page in PAGES if page.name == "service")
    assert badge(own_shop) == (Badge(1, late=True) if late else Badge(3))


def listed_cell(user: UserSession, number: str, column: str) -> str | Cell:
    """A cell of an order in the list."""
    listing = Orders(user)
    line = next(each for each in listing.rows(listing.keys()).values() if each.number == number)
    return listed(line)[[each.id for each in COLUMNS].index(column)]


def test_initials_are_those_of_the_first_two_names():
    assert (initials("Nok Kanjana Na Ayutthaya"), initials("วุฒิชัย"), initials("เอก"), initials("")) == (
        "NK",
        "ว",
        "อ",
        "",
    )


def test_the_board_speaks_another_language_at_once(hands, own_shop):
    page = board(hands)
    translator().set_language(spoken(own_shop, "th"))
    hands.settle()
    late = page.board.lanes[IN_WORK].list.rows.rows[0]
    assert late.promised.endswith("· 11:00")
    assert cards(page)[IN_WORK] == ["RO-2026-0001"]


def test_the_documents_of_all_chosen_orders_are_asked_for_at_once(hands):
    page = board(hands)
    page.as_list.click()
    hands.until(page.list.table.long.rowCount)
    page.list.table.setFocus()
    page.list.table.selectAll()
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    kind, _, named = hands.went[-1].key.partition(":")
    assert (hands.went[-1].page, kind) == ("reports", "repair-order")
    assert sorted(named.split(",")) == ["RO-2026-0001", "RO-2026-0002", "RO-2026-0003"]


def test_a_filter_of_the_orders_is_kept_counted_and_leads_back(hands):
    page = board(hands)
    page.as_list.click()
    hands.until(lambda: page.list.chips.counts.get(IN_WORK) == 1)
    assert (page.list.chips.counts[BOOKED], page.list.chips.counts[None]) == (2, 3)
    assert not page.list.save.isVisible()
    page.field.put("4821")
    page.list.chips.choose(IN_WORK)
    page._narrow()
    hands.settle()
    assert page.list.chips.counts == {IN_WORK: 1, BOOKED: 2, None: 3}
    page.list.save.click()
    hands.settle()
    saved = SavedFilter("In progress 4821", "service", "in_work", "4821")
    assert hands.window.app.remembered.filters == (saved,)
    assert not page.list.save.isVisible()
    shown = [each for each in hands.window.side.places.rows.rows if getattr(each, "saved", None)]
    assert [(each.title, each.badge.count) for each in shown] == [("In progress 4821", 1)]

    hands.go("service")
    assert (page.field.text(), page.list.state, page.as_board.isChecked()) == ("", None, True)
    hands.go("service", filter_key("in_work", "4821"))
    assert (page.field.text(), page.list.state, page.as_list.isChecked()) == ("4821", IN_WORK, True)
    assert page.list.table.long.rowCount() == 1


def test_a_kept_state_that_is_no_more_finds_nothing(hands):
    assert WorkshopPage.filtered(hands.window.app.user, "no-such-state", "") is None
    assert len(WorkshopPage.filtered(hands.window.app.user, "booked", "").keys()) == 2


def sits_a_clerk(hands: Hands, own_shop: UserSession) -> None:
    """Somebody sits at the window who may not move orders."""
    take_on(own_shop, Member("suda", "Suda Rattana", Role.MANAGER))
    take_on(own_shop, Member("prija", "Prija K.", Role.AUDITOR))
    switch_sign_in(own_shop, SignIn(on=True))
    hands.window.app.become("prija")


def test_who_may_not_move_an_order_is_told_before_a_card_moves(hands, own_shop, monkeypatch):
    sits_a_clerk(hands, own_shop)
    page = board(hands)
    hands.until(lambda: "Suda Rattana" in page.how_to_move.text())
    hands.press(RIGHT, CTRL_SHIFT)
    assert "Suda Rattana" in hands.told[-1]
    hands.told.clear()
    monkeypatch.setattr(board_screen, "QDrag", lambda _: pytest.fail("a card is dragged"))
    lane = page.board.lanes[BOOKED]
    page.board._drag(lane, lane.list.visualRect(lane.list.rows.index(0, 0)).center())
    assert "Suda Rattana" in hands.told[-1]
    assert order(own_shop, "RO-2026-0002").order.state is BOOKED
