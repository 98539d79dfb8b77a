"""A stretch of the day of each role, by keyboard, at a machine that the workshop shares, in two languages.

The adviser's are `test_an_advisers_first_hour` and `test_an_advisers_day`. Everybody signs in by their own picture,
does their work, and comes upon something that is not theirs: that is greyed, and says who may.
"""

import pytest
from examples import NOON
from hands import CTRL, ENTER, NO_WARNINGS, SHIFT, TAB
from newcomer import Newcomer
from PySide6.QtCore import Qt
from shared_desk import at_the_desk, people_of, shared_example, signs_in

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases import staff
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.sign_in.guarding import Guard
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.service.claims.usecases.showing import claim_page
from lifecycle_desk.stages.service.clocks import tables as clocks
from lifecycle_desk.stages.service.orders.rules.states import BOOKED, CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.showing import order

pytestmark = NO_WARNINGS


@pytest.fixture(params=["en", "th"])
def desk(request, tmp_path, tmp_path_factory, stopped_clock, qtbot):
    """Somebody before the shared machine on a Wednesday noon."""
    stopped_clock(NOON)
    user = shared_example(tmp_path_factory.getbasetemp(), tmp_path / "books" / "desk.ldk")
    yield from at_the_desk(user, request.param, qtbot)


def one(who: Newcomer, role: Role) -> Member:
    return people_of(who.window.app.user)[role]


def says(message: str) -> str:
    return translator().current(message)


def running(user: UserSession) -> list[str]:
    """Whose clocks run."""
    with user.store.reading() as tx:
        return [each.technician for each in clocks.running(tx)]


def names(who: Newcomer, role: Role, text: str) -> bool:
    """Whether somebody with a role is named in a text."""
    return any(each.full_name in text for each in staff(who.window.app.user) if each.role is role)


def why_not(button) -> str:
    """What a button that is greyed says of who may."""
    assert not button.isEnabled()
    return button.toolTip()


def changes(who: Newcomer, to: Member) -> None:
    """Leave the machine to somebody else by the key that the sheet of keys names, and sign them in."""
    who.press(Qt.Key.Key_F1)
    who.press(Qt.Key.Key_Question)
    who.press(Qt.Key.Key_Escape)
    who.press(Qt.Key.Key_L, CTRL | SHIFT)
    screen = who.window.findChild(Guard).screen
    who.until(lambda: screen.is_up)
    signs_in(who, to)


def test_a_technician_clocks_on_brings_the_car_to_the_end_and_leaves_the_handover_to_others(desk):
    user, me = desk.window.app.user, one(desk, Role.TECHNICIAN)
    signs_in(desk, me)
    desk.find(says(N_("Workshop")), Place("service"))
    desk.press(ENTER)
    desk.until(lambda: desk.window.place.page == "order" and desk.page._page)
    number = desk.window.place.key
    assert order(user, number).order.state is BOOKED
    desk.type("21460")
    desk.press(Qt.Key.Key_T, CTRL)
    desk.until(lambda: me.full_name in running(user))
    desk.press(ENTER, CTRL)
    desk.until(lambda: order(user, number).order.state is IN_WORK)
    desk.press(Qt.Key.Key_T, CTRL)
    desk.until(lambda: me.full_name not in running(user))
    for state in (CHECK, READY):
        desk.press(ENTER, CTRL)
        desk.until(lambda state=state: order(user, number).order.state is state)
    desk.until(lambda: not desk.page.bar.primary.isEnabled())
    assert names(desk, Role.ADVISER, why_not(desk.page.bar.primary))


def test_a_warranty_clerk_writes_the_cause_into_a_claim_and_sends_it_and_books_nobody_in(desk):
    user = desk.window.app.user
    signs_in(desk, one(desk, Role.WARRANTY))
    desk.find(says(N_("Warranty claims")), Place("claims"))
    desk.press(ENTER)
    desk.until(lambda: desk.window.place.page == "claim" and desk.page.sheet.isAncestorOf(desk.at))
    number = desk.window.place.key
    assert claim_page(user, number).claim.state is ClaimState.DRAFT
    desk.type("Seal torn at the lower corner")
    desk.press(Qt.Key.Key_S, CTRL)
    desk.until(lambda: claim_page(user, number).claim.sheet.cause.startswith("Seal torn"))
    desk.press(ENTER, CTRL)
    desk.until(lambda: claim_page(user, number).claim.state is ClaimState.SUBMITTED)
    desk.find(says(N_("Appointments")), Place("diary"))
    desk.until(lambda: not desk.page.book.isEnabled())
    assert names(desk, Role.ADVISER, why_not(desk.page.book))


def test_an_auditor_finds_who_did_what_and_checks_the_books_and_writes_nothing(desk):
    user = desk.window.app.user
    before = check(user).events
    signs_in(desk, one(desk, Role.AUDITOR))
    desk.find(says(N_("Activity")), Place("settings", "history"))
    table = desk.page.tabs["history"].table
    desk.until(lambda: table.long.rowCount() > before // 2)
    assert desk.at is table
    desk.press(ENTER)  # the last that happened is that somebody signed in: it opens the staff
    desk.until(lambda: desk.window.place.page == "settings" and desk.window.place.key == "staff")
    desk.find(says(N_("Back up or check records")), Place("settings", "safety"))
    tab = desk.page.tabs["safety"]
    while desk.at is not tab.check:
        desk.press(TAB)
    desk.press(Qt.Key.Key_Space)
    desk.until(tab.sound.isVisible)
    desk.press(Qt.Key.Key_K, CTRL)
    desk.type(says(N_("New repair order")))  # what writes is not even offered
    desk.until(desk.window.palette_box.nothing.isVisible)
    desk.press(Qt.Key.Key_Escape)
    assert check(user).events == before + 1  # that somebody signed in is all that was written


def test_two_people_share_a_machine_and_what_each_may_changes_with_who_sits_down(desk):
    technician, adviser = one(desk, Role.TECHNICIAN), one(desk, Role.ADVISER)
    signs_in(desk, technician)
    desk.find(says(N_("New repair order")), Place("order_form"))
    desk.until(lambda: not desk.page.bar.primary.isEnabled())
    changes(desk, adviser)
    desk.find(says(N_("New repair order")), Place("order_form"))
    desk.until(desk.page.bar.primary.isEnabled)


def kept(user: UserSession, statement: str) -> int:
    """One number of the store."""
    with user.store.reading() as tx:
        return int(tx.connection.exec_driver_sql(statement).scalar_one() or 0)


def test_a_parts_clerk_receives_what_came_and_orders_what_lacks_and_corrects_no_stock(desk):
    user = desk.window.app.user
    pieces = (
        "SELECT sum(thousandths) FROM shelf_movement JOIN shelf_part ON number = part AND code = 'CF-80120'"
    ).replace("number = part", "shelf_part.number = shelf_movement.part")
    before, orders = kept(user, pieces), kept(user, "SELECT count(*) FROM purchase_order")
    signs_in(desk, one(desk, Role.PARTS))
    desk.find(says(C_("stock", "Parts")), Place("parts"))
    desk.press(Qt.Key.Key_N, CTRL)
    desk.until(lambda: desk.window.place.page == "part" and desk.at.text() == "")
    desk.type("CF-80120")
    for text in ("", "3", "410"):  # what it is called is known; how many, what one costs
        desk.press(TAB)
        desk.type(text)
    desk.press(ENTER, CTRL)
    desk.until(lambda: kept(user, pieces) == before + 3_000)

    desk.find(says(N_("Parts on order")), Place("parts_on_order"))
    desk.press(Qt.Key.Key_N, CTRL)
    desk.until(lambda: desk.window.place.page == "purchase_form")
    while desk.at.accessibleName() != says(N_("Part number")):  # past from whom, their number, by when
        desk.press(TAB)
    desk.type("BP-58101")
    desk.press(ENTER, CTRL)
    desk.until(lambda: kept(user, "SELECT count(*) FROM purchase_order") == orders + 1)


def test_a_manager_asks_how_it_went_and_opens_what_stands_behind_a_figure(desk):
    signs_in(desk, one(desk, Role.MANAGER))
    desk.find(says(N_("Figures")), Place("figures"))
    desk.until(lambda: desk.at is not None and desk.at.accessibleName())
    this_month = desk.at.accessibleName()
    assert says(N_("Workshop turnover")) in this_month
    desk.press(ENTER)
    desk.until(lambda: desk.window.place.page == "figure" and desk.at.accessibleName())
    desk.press(ENTER)
    desk.until(lambda: desk.window.place.page == "order")
