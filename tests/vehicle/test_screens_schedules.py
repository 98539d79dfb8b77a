"""Schedules in the window: read whole, made and changed by keys, a car put on another, a service elsewhere told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hands import CTRL, ENTER, NO_WARNINGS, TAB, go, nameless, press, rest, seen, shown, type_in
from PySide6.QtCore import Qt
from screens_window import VIN, books, fill

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.look.rows import EventRow
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.schedules.rules import (
    Action,
    Interval,
    Item,
    ItemPart,
    ScheduleKind,
    Tolerance,
    Torque,
    Visits,
    published,
)
from lifecycle_desk.schedules.screens import entries, fields
from lifecycle_desk.schedules.usecases.schedules import KeepSchedule, keep_schedule, schedules_known, servicing_of
from lifecycle_desk.vehicle.rules.models import Energy

pytestmark = NO_WARNINGS
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
NAMED = {each.id: each for each in published()}
J = Qt.Key.Key_J


@pytest.fixture
def desk(own_user: UserSession, stopped_clock) -> Iterator[Window]:
    stopped_clock(NOW)
    fill(own_user)
    yield from shown(books(own_user))


def own(window):
    return [each.schedule for each in schedules_known(window.app.user) if each.schedule.kind is ScheduleKind.OWN]


@pytest.mark.parametrize(
    ("typed", "read", "echo"),
    [
        ("12 / 20,000", Interval(12, 20_000), "12 months or 20,000\xa0km, whichever comes first"),
        ("24", Interval(24), "24 months"),
        ("/ 10000", Interval(km=10_000), "10,000\u00a0km, at any age"),
        ("10000", Interval(km=10_000), "10,000\u00a0km, at any age"),
        ("5000 km", Interval(km=5_000), "5,000\u00a0km, at any age"),
        ("12/12500 mi", Interval(12, 20_117), "12 months or 20,117\xa0km, whichever comes first"),
    ],
)
def test_an_interval_is_read_as_people_write_it(desk, typed, read, echo):
    assert fields.read_interval(typed) == (read, echo)
    assert fields.read_interval(fields.written_interval(read))[0] == read


@pytest.mark.parametrize("typed", ["0", "often", "12 / many", "241 / 5"])
def test_what_is_no_interval_is_refused(desk, typed):
    with pytest.raises(Objection):
        fields.read_interval(typed)


def test_parts_torques_sizes_and_tolerances_are_written_back_as_they_were_read(desk):
    parts = (ItemPart(number="DOT4-1", text="Brake fluid", quantity=Decimal("0.5")), ItemPart(number="CF-80120"))
    assert fields.read_parts("DOT4-1 Brake fluid × 0.5; CF-80120")[0] == parts
    assert fields.read_parts(fields.written_parts(parts))[0] == parts
    torques = (Torque("Wheel bolts", Decimal(140)), Torque("Drain plug", Decimal("25.5")))
    assert fields.read_torques("Wheel bolts 140; Drain plug 25.5 Nm")[0] == torques
    assert fields.read_torques(fields.written_torques(torques))[0] == torques
    with pytest.raises(fields.TorqueUnread):
        fields.read_torques("Wheel bolts tight")
    assert fields.read_sizes("Minor service, B") == ("small", "B")
    assert fields.written_sizes(("small", "B")) == "Minor service, B"
    assert fields.read_tolerance("30 / 1500")[0] == Tolerance(30, 1_500)
    assert fields.written_tolerance(Tolerance()) == ""
    assert (fields.item_code("brake FLUID"), fields.item_code(" Sunroof drains ")) == ("brake_fluid", "Sunroof drains")


def test_the_published_schedules_are_read_whole_with_what_is_doubtful(desk):
    page = go(desk, "schedules")

    assert desk.focusWidget() is page.table
    page.table.setCurrentIndex(page.table.long.index(0, 0))
    rest(desk)

    said = seen(page)
    assert "BYD Atto 3, Australia" in said
    assert any("carsguide.com.au" in each for each in said)
    assert nameless(page) == []
    assert not page.reading.next.isVisible()


def test_a_schedule_is_made_by_keys_alone(desk):
    go(desk, "schedules")
    press(desk, Qt.Key.Key_N, CTRL)
    rest(desk)
    form = desk.page().form
    assert desk.focusWidget() is form.title.line
    type_in(desk, "MG4, by the booklet")
    for text in ("MG", "MG4*"):
        press(desk, TAB)
        type_in(desk, text)
    form.energy.set_value(Energy.BEV)
    form.source.line.setFocus()
    for text in ("Service booklet", "12 / 20000", "", "6 / 10000", "30 / 1500", "Minor service, Major service", "1.2"):
        type_in(desk, text)
        press(desk, TAB)
    press(desk, J, CTRL)
    for text in ("Brake fluid", "", "24"):
        type_in(desk, text)
        press(desk, TAB)
    card = form.items.cards[0]
    card.parts.line.setFocus()
    type_in(desk, "DOT4-1 Brake fluid × 0.5")
    press(desk, TAB)
    type_in(desk, "Bleed screws 10")
    press(desk, ENTER, CTRL)
    rest(desk)

    [made] = own(desk)
    assert (made.id, made.title, made.brands, made.models) == (
        "mg4-by-the-booklet",
        "MG4, by the booklet",
        ("MG",),
        ("MG4*",),
    )
    assert made.energies == (Energy.BEV,)
    assert made.valid_from == date(2026, 11, 25)
    assert made.visits == Visits(
        every=Interval(12, 20_000),
        severe=Interval(6, 10_000),
        sizes=("small", "large"),
        hours=Decimal("1.2"),
    )
    assert made.tolerance == Tolerance(30, 1_500)
    assert made.items == (
        Item(
            code="brake_fluid",
            action=Action.REPLACE,
            every=Interval(24),
            parts=(ItemPart(number="DOT4-1", text="Brake fluid", quantity=Decimal("0.5")),),
            torques=(Torque("Bleed screws", Decimal(10)),),
        ),
    )
    assert form.title.text == ""
    assert desk.place.page == "schedules"
    assert desk.page().table.model().index(0, 0).data() == "MG4, by the booklet"


def test_what_cannot_be_is_said_beside_its_field(desk):
    page = go(desk, "schedule")
    form = page.form
    form.title.set_text("Ours")
    form.source.set_text("Booklet")
    form.every.set_text("often")
    form.save.click()
    rest(desk)
    assert form.every.is_faulty

    form.every.set_text("")
    form.items.add.click()
    form.items.cards[0].what.set_text("Sunroof drains")
    form.save.click()
    rest(desk)
    assert form.items.cards[0].every.is_faulty
    assert own(desk) == []


def chosen(desk, row: int):
    """The list, with the schedule of one of its rows read beside it."""
    page = go(desk, "schedules")
    page.table.setCurrentIndex(page.table.long.index(row, 0))
    rest(desk)
    return page


def test_a_published_schedule_is_a_draft_of_ones_own_and_that_has_a_next_version(desk):
    page = chosen(desk, 0)
    published_one = page.reading.shown
    page.reading.use.click()
    rest(desk)
    form = desk.page().form
    assert (form.title.text, form.source.text) == (published_one.title, published_one.source)
    form.title.set_text("Ours")
    form.save.click()
    rest(desk)
    [first] = own(desk)
    assert (first.visits, first.items) == (published_one.visits, published_one.items)
    assert first.kind is ScheduleKind.OWN

    page = chosen(desk, 0)
    assert page.reading.history.parentWidget() is page.reading  # in sight, however long the schedule is
    page.reading.next.click()
    rest(desk)
    form = desk.page().form
    form.since.set_text("25/11/2026")
    form.save.click()
    rest(desk)
    assert form.since.is_faulty  # a version of today is there already
    form.since.set_text("1/12/2026")
    form.every.set_text("12 / 15000")
    form.save.click()
    rest(desk)

    later, earlier = own(desk)
    assert (later.id, later.valid_from, later.visits.every) == (earlier.id, date(2026, 12, 1), Interval(12, 15_000))
    assert earlier == first


def test_what_was_begun_from_a_schedule_stays_as_it_is_written_when_one_comes_back_to_it(desk):
    chosen(desk, 0).reading.use.click()
    rest(desk)
    form, place = desk.page().form, desk.place
    form.title.set_text("Ours, by half")
    go(desk, "schedules")
    desk.go(place)
    rest(desk)
    assert form.title.text == "Ours, by half"
    form.again.click()
    assert form.title.text == ""


def test_cars_of_earlier_versions_are_moved_by_one_button(desk):
    user = desk.app.user
    first = replace(NAMED["rule-of-thumb-bev"], id="mg4", brands=("MG",), valid_from=date(2020, 1, 1))
    for each in (first, replace(first, valid_from=date(2026, 11, 26))):
        drained(keep_schedule.steps(user, KeepSchedule(each)))
    page = go(desk, "schedules")
    page.table.setCurrentIndex(page.table.long.index(0, 0))
    rest(desk)
    assert page.reading.moving.text() == "Move 1 vehicle from earlier versions to this one"

    page.reading.moving.click()
    rest(desk)

    assert servicing_of(user, VIN).schedule.valid_from == date(2026, 11, 26)
    assert not page.reading.moving.isVisible()


def test_what_was_left_in_the_form_comes_back(desk):
    page = go(desk, "schedule")
    page.form.title.set_text("Half a schedule")
    page.form.items.add.click()
    page.form.items.cards[0].what.set_text("Brake fluid")
    page.form.save_draft()
    rest(desk)
    page.form.write({})
    page.form._drafts.begin("")
    assert page.form.title.text == "Half a schedule"
    assert page.form.items.cards[0].what.text == "Brake fluid"


def test_who_may_not_edit_schedules_reads_them(own_user, stopped_clock):
    take_on(own_user, Member("boss", "The Boss", Role.MANAGER))
    take_on(own_user, Member("somchai", "Somchai Pradit", Role.TECHNICIAN))
    switch_sign_in(UserSession(own_user.store, "boss", own_user.authorise), SignIn(on=True))
    with_it = shown(books(UserSession(own_user.store, "somchai", own_user.authorise)))
    desk = next(with_it)
    page = go(desk, "schedules")
    rest(desk)
    assert not page.begin.isEnabled()
    assert not page.reading.use.isVisible()
    next(with_it, None)


def test_a_service_elsewhere_is_told_on_the_vehicles_page(desk):
    page = go(desk, "vehicle", VIN)
    page.write(entries.serviced_elsewhere)
    entry = page.panel.entry
    entry.fields["on"].set_text("1/6/2026")
    entry.fields["workshop"].set_text("Somchai Garage")
    entry.fields["items"].set_text("Brake fluid, Flux capacitor")
    page.panel.save.click()
    rest(desk)
    assert entry.fields["items"].is_faulty

    entry.fields["items"].set_text("Brake fluid")
    page.panel.save.click()
    rest(desk)
    assert page.panel.entry is None
    [done] = servicing_of(desk.app.user, VIN).record.done
    assert (done.on, done.codes, done.authorised) == (date(2026, 6, 1), frozenset({"brake_fluid"}), None)
    assert "Serviced elsewhere" in [each.title for each in page.life.list.rows.rows if isinstance(each, EventRow)]


def test_a_vehicle_is_put_on_another_schedule_on_its_page(desk):
    page = go(desk, "vehicle", VIN)
    page.write(entries.on_schedule)
    entry = page.panel.entry
    entry.fields["schedule"].set_value("rule-of-thumb-ice 1990-01-01")
    entry.fields["severe"].tick.setChecked(True)
    page.panel.save.click()
    rest(desk)
    found = servicing_of(desk.app.user, VIN)
    assert (found.schedule.id, found.record.severe) == ("rule-of-thumb-ice", True)


def test_schedules_sort_narrow_and_keep_their_filter(desk):
    page = go(desk, "schedules")
    rest(desk)
    whole = page.table.long.rowCount()
    assert page.chips.counts == {
        ScheduleKind.OWN: 0,
        ScheduleKind.MAKER: whole - 3,
        ScheduleKind.RULE_OF_THUMB: 3,
        None: whole,
    }
    page.chips.choose(ScheduleKind.RULE_OF_THUMB)
    rest(desk)
    assert page.table.long.rowCount() == 3
    page.table.sort_by([Order("title", down=True)])
    rest(desk)
    said = [page.table.long.index(row, 0).data() for row in range(3)]
    assert said == sorted(said, reverse=True)
    page.body.save.click()
    rest(desk)
    [kept] = desk.app.remembered.filters
    assert (kept.page, kept.kind) == ("schedules", "rule_of_thumb")
    assert len(page.filtered(desk.app.user, kept.kind, kept.text).keys()) == 3
    page.show_key("")
    page.body.field.put("atto")
    page._narrow()
    rest(desk)
    assert "BYD Atto 3, Australia" in [
        page.table.long.index(row, 0).data() for row in range(page.table.long.rowCount())
    ]
    assert page.table.long.rowCount() < whole


def test_who_stands_on_a_version_stays_on_it_when_another_one_is_kept(desk):
    page = go(desk, "schedules")
    page.table.setCurrentIndex(page.table.long.index(2, 0))
    rest(desk)
    stood = page.table.current_key()
    own = replace(NAMED["rule-of-thumb-bev"], id="ours", brands=("MG",), valid_from=date(2020, 1, 1))
    drained(keep_schedule.steps(desk.app.user, KeepSchedule(own)))
    rest(desk)
    assert page.table.current_key() == stood
    assert page.table.currentIndex().row() == 3
