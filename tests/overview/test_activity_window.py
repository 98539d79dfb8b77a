"""Activity, histories and retention in the window: by keyboard, narrowed, kept by name, erased once confirmed."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from time import sleep

import pytest
from hands import CTRL, NO_WARNINGS, SHIFT, go, let_go, press, rest, seen, type_in
from overview_window import overview
from PySide6.QtCore import Qt

from lifecycle_desk.base import clock
from lifecycle_desk.base.steps import Step
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.tables import dealer, save_dealer
from lifecycle_desk.dealership.usecases.changing import ChangeMember, change_member, take_on
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_export import export
from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.overview.screens.settings import privacy
from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.rules.audit import Area
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.people import Customer, add_person, change_person
from lifecycle_desk.vehicle.usecases.retention import preview

pytestmark = NO_WARNINGS
LONG_AGO = datetime(2023, 5, 1, 5, tzinfo=UTC)


@pytest.fixture
def busy(own_user):
    """A store in which noi changed the role of lek, and somebody a customer's phone."""
    offered("commands")
    lek = take_on(own_user, Member("lek", "Lek", Role.SALES)).value
    take_on(own_user, Member("noi", "Noi", Role.MANAGER))
    change_member(replace(own_user, staff="noi"), ChangeMember(replace(lek, role=Role.MANAGER), lek))
    with clock.standing_at(LONG_AGO):
        number = add_person(own_user, Person("Somchai Jaidee", phone="0810000001")).value.number
    with clock.standing_at(LONG_AGO):
        change_person(own_user, Customer(number, Person("Somchai Jaidee", phone="0810000002")))
    return own_user


@pytest.fixture
def window(busy, qapp, qtbot):
    made = overview(busy)
    made.show()
    yield made
    let_go(made)


def cells(table, column):
    at = next(place for place, each in enumerate(table.long.columns) if each.key == column)
    rows = range(table.long.rowCount())
    return [table.long.index(row, at).data(Qt.ItemDataRole.DisplayRole) for row in rows]


def activity(window):
    return go(window, "settings", "history").tabs["history"]


def test_activity_says_who_what_and_which_fields_changed(window):
    tab = activity(window)
    table = tab.table
    at = cells(table, "who").index("noi")
    assert cells(table, "what")[at] == "Settings changed"
    assert "Role: Sales adviser → Manager" in cells(table, "details")[at]
    assert cells(table, "car")[at] == "Staff · lek"
    assert tab.chips.chips[Area.PEOPLE].isVisible()


def test_activity_is_narrowed_by_person_subject_and_letters_and_kept_by_name(window):
    tab = activity(window)
    tab.who.set_value("noi")
    tab._narrow()
    rest(window)
    assert set(cells(tab.table, "who")) == {"noi"}
    name, kind, text = tab.kept_as()
    assert (name, text) == ("Noi", "")
    tab.show_filter("", "")
    rest(window)
    assert len(set(cells(tab.table, "who"))) > 1
    assert len(type(window.page()).filtered(window.app.user, kind, text).keys()) == 1
    press(window, Qt.Key.Key_F6)
    type_in(window, "Somchai")
    tab._narrow()
    rest(window)
    assert set(cells(tab.table, "what")) == {"Customer data recorded"}
    window.close()


def test_enter_opens_what_an_entry_is_about_and_a_key_its_history(window):
    tab = activity(window)
    tab.table.setCurrentIndex(tab.table.long.index(cells(tab.table, "who").index("noi"), 0))
    tab.table.setFocus()
    press(window, Qt.Key.Key_H, CTRL | SHIFT)
    page = window.page()
    assert window.place.page == "history"
    assert cells(page.table, "field")[0] == "Role"
    assert (cells(page.table, "before")[0], cells(page.table, "after")[0]) == ("Sales adviser", "Manager")
    window.close()


@pytest.mark.parametrize(
    ("record", "place"),
    [("person 1", "customers"), ("campaign EX-26-014", "campaigns"), ("staff lek", "settings"), ("x 1", "settings")],
)
def test_the_history_of_a_record_stands_where_the_record_does(record, place):
    pages = {each.name: each for each in offered("pages")}
    assert pages["history"].stands_under(record) == place


def test_the_sidebar_marks_the_place_of_the_record_whose_history_is_shown(window):
    go(window, "history", "person 1")
    assert not [each.current() for each in window.side.lists if each.current()]  # this window has no customers
    go(window, "history", "staff lek")
    assert [each.current().key for each in window.side.lists if each.current()] == ["settings"]
    window.close()


def test_the_list_goes_out_as_it_is_shown(window, tmp_path):
    tab = activity(window)
    export(tab.table, tmp_path / "activity.csv", "csv")
    rest(window)
    with (tmp_path / "activity.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.reader(file)]
    assert len(rows) == len(tab.table.long.keys) + 1
    assert any("Role: Sales adviser → Manager" in cell for row in rows for cell in row)
    window.close()


def test_who_may_not_reads_why_neither_is_shown(busy, qapp, qtbot):
    take_on(busy, Member("dao", "Dao", Role.TECHNICIAN))
    with busy.store.writing() as tx:
        save_dealer(tx, replace(dealer(tx), sign_in=True))
    for who, may in (("noi", True), ("dao", False)):
        made = overview(replace(busy, staff=who))
        made.show()
        assert activity(made).refused.isVisible() is not may
        assert go(made, "settings", "privacy").tabs["privacy"].refused.isVisible() is not may
        made.close()


def test_terms_are_saved_and_what_is_due_is_erased_once_confirmed(busy, window):
    tab = go(window, "settings", "privacy").tabs["privacy"]
    assert tab.terms["customers"].line.hasFocus()
    assert (tab._nothing.isVisible(), tab.erase.isEnabled()) == (True, False)
    type_in(window, "24")
    press(window, Qt.Key.Key_Return, CTRL)
    assert preview(busy).terms == {"customers": 24}
    assert cells(tab.table, "what") == ["Somchai Jaidee"]
    tab.erase.click()
    rest(window)
    assert tab._ask.isVisible()
    with busy.store.reading() as tx:
        assert people.maybe_person(tx, 1)
    tab.sure.click()
    rest(window)
    with busy.store.reading() as tx:
        assert people.maybe_person(tx, 1) is None
    assert tab._nothing.isVisible()
    window.close()


def test_a_term_below_the_law_is_refused_at_its_field(window):
    tab = go(window, "settings", "privacy").tabs["privacy"]
    tab.terms["files"].line.setFocus()
    type_in(window, "12")
    press(window, Qt.Key.Key_Return, CTRL)
    assert any("at least 5 years" in each for each in seen(tab))
    assert preview(window.app.user).terms == {}
    window.close()


def test_what_is_due_is_looked_up_once_beside_all_else_and_can_be_cancelled(busy, qtbot, monkeypatch):
    asked = []

    def endless(user):
        asked.append(user)
        while True:
            sleep(0.002)
            yield Step(1)

    monkeypatch.setattr(privacy, "previewing", endless)
    app = AppContext(busy)
    tab = privacy.PrivacyTab(app)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: bool(app.long.open) and bool(asked))
    qtbot.waitUntil(lambda: not app.reads.busy)  # which it leaves to others
    assert "Looking up what is due…" in seen(tab)
    assert app.long.open[0].name == "Looking up what is due…"  # the strip of progress shows it, with Cancel
    app.long.open[0].cancel()
    qtbot.waitUntil(lambda: not app.long.busy)
    assert "Cancelled. Open this page again to look up what is due." in seen(tab)
    tab.hide()
    tab.show()
    qtbot.waitUntil(lambda: len(asked) == 2)
    app.long.cancel()
    app.close()


def test_the_source_gives_way_before_what_changed_is_cut(window, monkeypatch):
    monkeypatch.setattr(window.app.user.store, "source", "command_line")
    add_person(window.app.user, Person("Lek"))  # a column without any source would not be seen at all
    tab = activity(window)
    at = {each.key: place for place, each in enumerate(tab.table.long.columns)}
    for width, is_hidden in ((1000, True), (1920, False)):
        window.resize(width, 768)
        rest(window)
        assert tab.table.isColumnHidden(at["source"]) == is_hidden
        assert tab.table.columnWidth(at["details"]) > 250


def test_a_day_that_is_typed_above_the_list_moves_nothing_below_it(window):
    tab = activity(window)
    rest(window)
    chips = tab.chips.mapTo(tab, tab.chips.rect().topLeft()).y()
    foot = tab.until.control.mapTo(tab, tab.until.control.rect().bottomLeft()).y()
    line = tab.until._note.height()
    assert line < 2 * flow.pitch("small"), "one line is kept"
    assert chips - foot <= line + theme.u(12)
    tab.until.set_text("30/11/2026")
    rest(window)
    assert tab.until.level == "echo"
    assert tab.chips.mapTo(tab, tab.chips.rect().topLeft()).y() == chips


def test_what_is_wrong_with_a_term_stands_under_its_rule_and_moves_nothing(window):
    tab = go(window, "settings", "privacy").tabs["privacy"]
    rest(window)
    fields = list(tab.terms.values())
    before = [each.mapTo(tab, each.rect().topLeft()).y() for each in fields]
    step = before[1] - before[0]
    assert step < fields[0].control.height() + 3 * flow.pitch("small"), "no line is kept below a term"
    fields[0].set_text("x")
    rest(window)
    assert fields[0].is_faulty
    assert fields[0]._note.isVisible()
    assert fields[0]._note.width() > 2 * fields[0].width()
    assert [each.mapTo(tab, each.rect().topLeft()).y() for each in fields] == before
