"""Two seats of a server that change the same role, rule or supplier: what differs is put together, else one chooses."""

from dataclasses import fields, replace
from datetime import timedelta
from functools import partial

import pytest
from hands import CTRL, NO_WARNINGS, go, hear, press, rest, shown, type_in
from overview_window import overview
from PySide6.QtCore import Qt
from screen import at_the_window
from workshop import COOLING, VIN, with_car

from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules.rights import BACKUP, DEALER_EDIT, STAFF_EDIT
from lifecycle_desk.dealership.rules.roles import OwnRole
from lifecycle_desk.dealership.usecases import own_roles
from lifecycle_desk.dealership.usecases.changing import DropRole, SaveRole, drop_role, save_role
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.dealership.usecases.market_rules import SetRule, market_rules, set_market_rule
from lifecycle_desk.desktop.look.parts import FilterChip
from lifecycle_desk.market.own_rules import RuleKind
from lifecycle_desk.stages.service.orders.usecases.orders import change_repair_order, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import ChangeRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.purchasing.tables import suppliers
from lifecycle_desk.stages.service.purchasing.usecases.requests import SaveSupplier
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import save_supplier

pytestmark = NO_WARNINGS

NUMBER = "RO-2026-0001"
ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
NIGHT = OwnRole("Night desk", Role.TECHNICIAN, frozenset({DEALER_EDIT.name}))


@pytest.fixture
def front(seat):
    return seat("front")


@pytest.fixture
def office(seat):
    return seat("office")


def choose(rows, key):
    keys = [getattr(each, "key", None) for each in rows.rows.rows]
    rows.setCurrentIndex(rows.rows.index(keys.index(key), 0))


def chips(form):
    return [each.text() for each in form.clashes.findChildren(FilterChip)]


def push(button):
    button.setFocus()
    press(button, SPACE)
    rest(button.window())


# Roles ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def roles(front):
    """The page of roles at a seat, with the role of the dealer's own chosen; it hears the other seat."""
    save_role(front, SaveRole(NIGHT))
    for window in shown(overview(front)):
        hear(window)
        tab = go(window, "settings", "roles").tabs["roles"]
        choose(tab.list, NIGHT.name)
        yield tab


def test_rights_that_two_seats_change_of_one_role_are_put_together(roles, front, office, qtbot):
    choose(roles.rights, BACKUP.name)
    roles.rights.setFocus()
    press(roles, SPACE)
    save_role(office, SaveRole(replace(NIGHT, rights=frozenset({STAFF_EDIT.name})), NIGHT))
    qtbot.waitUntil(lambda: roles._before.rights == {STAFF_EDIT.name})
    assert roles.meanwhile.isVisible()
    shown_as = {row.key for row in roles.rights.rows.rows if not row.disabled}
    assert {BACKUP.name, STAFF_EDIT.name} <= shown_as
    assert DEALER_EDIT.name not in shown_as
    press(roles.window(), ENTER, CTRL)
    rest(roles.window())
    assert own_roles(front) == [replace(NIGHT, rights=frozenset({BACKUP.name, STAFF_EDIT.name}))]


def test_a_name_typed_for_a_role_stays_while_another_seat_changes_its_rights(roles, front, office, qtbot):
    roles.name.line.setFocus()
    roles.name.line.selectAll()
    type_in(roles.window(), "Late desk")
    save_role(office, SaveRole(replace(NIGHT, rights=frozenset()), NIGHT))
    qtbot.waitUntil(lambda: roles._before.rights == frozenset())
    assert roles.name.text == "Late desk"
    press(roles.window(), ENTER, CTRL)
    rest(roles.window())
    assert own_roles(front) == [OwnRole("Late desk", Role.TECHNICIAN, frozenset())]


def test_a_role_that_another_seat_deleted_is_said_so_and_is_not_saved_again(roles, front, office, qtbot):
    choose(roles.rights, BACKUP.name)
    roles.rights.setFocus()
    press(roles, SPACE)
    drop_role(office, DropRole(NIGHT.name))
    qtbot.waitUntil(roles.meanwhile.isVisible)
    press(roles.window(), ENTER, CTRL)
    rest(roles.window())
    assert own_roles(front) == []
    push(roles.meanwhile.action)
    assert roles.meanwhile.isHidden()
    assert roles.name.isHidden()


# Rules of the market --------------------------------------------------------------------------------------------


@pytest.fixture
def market(front):
    """The page of the market at a seat, with the tax chosen; it hears the other seat once that is asked for."""
    for window in shown(overview(front)):
        tab = go(window, "settings", "market").tabs["market"]
        choose(tab.list, "tax")
        yield tab


def type_rule(tab, value, why):
    tab.typed.line.setFocus()
    tab.typed.line.selectAll()
    type_in(tab.window(), value)
    tab.why.line.setFocus()
    type_in(tab.window(), why)


def ruled(user):
    """The dealer's own rules of tax, by their day."""
    found = [each for each in market_rules(user).own if each.kind is RuleKind.TAX]
    return [(each.value, each.reason) for each in sorted(found, key=lambda each: each.valid_from)]


def test_a_rule_that_two_seats_set_is_chosen_from_both(market, front, office, qtbot):
    hear(market.window())
    type_rule(market, "8 VAT", "Decree")
    set_market_rule(office, SetRule(RuleKind.TAX, today_at(office), "9 VAT", "Letter"))
    qtbot.waitUntil(market.meanwhile.clashes.isVisible)
    qtbot.waitUntil(lambda: chips(market.meanwhile) == ["Yours: 8 VAT", "Theirs: 9 VAT"])
    assert (market.typed.text, market.why.text) == ("8 VAT", "Decree")
    mine, theirs = market.meanwhile.clashes.findChildren(FilterChip)
    push(theirs)
    assert market.typed.text == "9 VAT"
    push(mine)
    press(market.window(), ENTER, CTRL)
    rest(market.window())
    assert ruled(front) == [("8 VAT", "Decree")]
    qtbot.waitUntil(market.meanwhile.isHidden)


def test_a_rule_that_was_set_before_one_heard_of_it_is_not_overwritten_unseen(market, front, office, qtbot):
    type_rule(market, "8 VAT", "Decree")
    set_market_rule(office, SetRule(RuleKind.TAX, today_at(office), "9 VAT", "Letter"))
    press(market.window(), ENTER, CTRL)
    qtbot.waitUntil(market.meanwhile.clashes.isVisible)
    assert ruled(front) == [("9 VAT", "Letter")]
    press(market.window(), ENTER, CTRL)
    rest(market.window())
    assert ruled(front) == [("8 VAT", "Decree")]


def test_a_rule_from_another_day_stands_beside_it(market, front, office):
    type_rule(market, "8 VAT", "Decree")
    set_market_rule(office, SetRule(RuleKind.TAX, today_at(office) + timedelta(days=30), "9 VAT", "Letter"))
    press(market.window(), ENTER, CTRL)
    rest(market.window())
    assert ruled(front) == [("8 VAT", "Decree"), ("9 VAT", "Letter")]


def test_what_is_typed_stays_when_another_seat_changes_another_rule(market, office, qtbot):
    hear(market.window())
    type_rule(market, "8 VAT", "Decree")
    set_market_rule(office, SetRule(RuleKind.RETENTION, today_at(office), "30", "Lawyer"))
    qtbot.waitUntil(lambda: any(each.own and each.own.value == "30" for each in market._rows))
    assert (market.typed.text, market.why.text) == ("8 VAT", "Decree")
    assert market.meanwhile.isHidden()


# Suppliers ------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(front, qtbot):
    """The page of a supplier at a seat, with the form open; it hears the other seat."""
    save_supplier(front, SaveSupplier(name="SAIC Parts", phone="02 555 0100", email="a@parts.example"))
    with at_the_window(front, qtbot) as hands:
        hear(hands.window)
        shown_page = hands.go("supplier", "1")
        push(shown_page.edit)
        yield shown_page


def stored(user):
    with user.store.reading() as tx:
        return suppliers.supplier(tx, 1)


def changed(user, **said):
    now = stored(user)
    save_supplier(user, SaveSupplier(number=1, **{"name": now.name, "phone": now.phone, "email": now.email} | said))


def test_what_two_seats_change_of_a_supplier_is_put_together(page, front, office, qtbot):
    page._fields.fields["phone"].set_text("02 555 0199")
    changed(office, email="b@parts.example")
    qtbot.waitUntil(lambda: page._fields.fields["email"].text == "b@parts.example")
    assert page._fields.fields["phone"].text == "02 555 0199"
    assert page.meanwhile.isVisible()
    press(page.window(), ENTER, CTRL)
    rest(page.window())
    assert (stored(front).phone, stored(front).email) == ("02 555 0199", "b@parts.example")
    assert page.meanwhile.isHidden()


def test_a_field_of_a_supplier_that_two_seats_change_is_chosen_from_both(page, front, office, qtbot):
    page._fields.fields["phone"].set_text("02 555 0199")
    changed(office, phone="02 555 0777")
    qtbot.waitUntil(page.meanwhile.clashes.isVisible)
    qtbot.waitUntil(lambda: chips(page.meanwhile) == ["Yours: 02 555 0199", "Theirs: 02 555 0777"])
    _, theirs = page.meanwhile.clashes.findChildren(FilterChip)
    push(theirs)
    assert page._fields.fields["phone"].text == "02 555 0777"
    press(page.window(), ENTER, CTRL)
    rest(page.window())
    assert stored(front).phone == "02 555 0777"


def test_a_supplier_is_not_overwritten_by_who_has_not_heard_of_a_change(page, front, office):
    before = stored(front)
    changed(office, phone="02 555 0777")
    mine = partial(SaveSupplier, number=1, name=before.name, before=before)
    save_supplier(front, mine(phone=before.phone, email="c@parts.example"))
    assert (stored(front).phone, stored(front).email) == ("02 555 0777", "c@parts.example")
    with pytest.raises(ChangedMeanwhile):
        save_supplier(front, mine(phone="02 555 0199", email=before.email))


def test_show_current_version_lets_go_what_was_typed(page, office, qtbot):
    page._fields.fields["phone"].set_text("02 555 0199")
    changed(office, phone="02 555 0777")
    qtbot.waitUntil(page.meanwhile.clashes.isVisible)
    push(page.meanwhile.action)
    assert page._fields.fields["phone"].text == "02 555 0777"
    assert page.meanwhile.isHidden()


# Order sheets ---------------------------------------------------------------------------------------------------


@pytest.fixture
def order_page(front, qtbot):
    """The page of an order at a seat; it hears the other seat."""
    with_car(front)
    open_repair_order(front, OpenRepairOrder(vin=VIN, jobs=(COOLING,)))
    with at_the_window(front, qtbot) as hands:
        hear(hands.window)
        yield hands.go("order", NUMBER)


def saved(user, **said):
    """Another seat saves the order with something else on its sheet."""
    found = order(user, NUMBER).order
    kept = {
        each.name: getattr(found.sheet, each.name)
        for each in fields(ChangeRepairOrder)
        if hasattr(found.sheet, each.name)
    }
    change_repair_order(user, ChangeRepairOrder(**kept | {"number": NUMBER, "revision": found.revision} | said))


def test_what_two_seats_change_of_an_order_is_put_together_or_chosen_in_the_words_of_its_fields(
    order_page, front, office, qtbot
):
    order_page.jobs.cards[0].cause.set_text("Mine.")
    order_page.reception.language.set_value("th")
    (job,) = order(office, NUMBER).order.sheet.jobs
    saved(office, jobs=(replace(job, complaint="Theirs."),), language="es")
    qtbot.waitUntil(order_page.meanwhile.clashes.isVisible)
    qtbot.waitUntil(lambda: chips(order_page.meanwhile) == ["Yours: ไทย", "Theirs: Español"])
    assert order_page.jobs.cards[0].complaint.text == "Theirs."
    _, theirs = order_page.meanwhile.clashes.findChildren(FilterChip)
    push(theirs)
    press(order_page.window(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: order(front, NUMBER).order.sheet.language == "es")
    (now,) = order(front, NUMBER).order.sheet.jobs
    assert (now.complaint, now.cause) == ("Theirs.", "Mine.")


def test_a_field_of_an_order_that_nobody_chose_is_asked_for_again_after_a_further_change(order_page, office, qtbot):
    order_page.jobs.cards[0].cause.set_text("Mine.")
    (job,) = order(office, NUMBER).order.sheet.jobs
    saved(office, jobs=(replace(job, cause="Theirs."),))
    qtbot.waitUntil(order_page.meanwhile.clashes.isVisible)
    saved(office, jobs=(replace(job, cause="Theirs.", complaint="Further."),))
    qtbot.waitUntil(lambda: order_page.jobs.cards[0].complaint.text == "Further.")
    qtbot.waitUntil(lambda: chips(order_page.meanwhile) == ["Yours: Mine.", "Theirs: Theirs."])  # those before are gone
