"""Today: what is due, by which order, and how the day is worked off by keyboard alone."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from examples import NOON
from hands import CLOSE, CTRL, HOSTILE, NO_WARNINGS, OPEN, go, marked, nameless, press, rest, seen
from PySide6.QtCore import Qt

from lifecycle_desk.base.quantities import Lasting
from lifecycle_desk.campaigns.rules.campaign import Campaign
from lifecycle_desk.desktop.look.rows import DueRow, Heading
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.overview.pages import PAGES, PICTURES
from lifecycle_desk.overview.rules import Day, Due, DueGroup, DueKind
from lifecycle_desk.overview.screens.due_rows import (
    IN_DAYS,
    LOOKS,
    place_of,
    row_of,
    time_left,
)
from lifecycle_desk.overview.usecases.today import late_orders, today
from lifecycle_desk.schedules.screens.looks import DAYS_OVER
from lifecycle_desk.stages.service.diary.rules.appointments import ARRIVED, NO_SHOW
from lifecycle_desk.stages.service.diary.usecases.listing import AppointmentList, appointment_counts
from lifecycle_desk.stages.service.diary.usecases.showing import appointment_card
from lifecycle_desk.stages.service.orders.rules.states import READY, WAITING, OrderState
from lifecycle_desk.stages.service.orders.screens.looks import HOURS_LATE, MINUTES_LATE
from lifecycle_desk.stages.service.orders.usecases.requests import MoveRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import board
from lifecycle_desk.stages.service.orders.usecases.transitions import move_repair_order
from lifecycle_desk.vehicle.usecases.people import Customer, change_person
from lifecycle_desk.vehicle.usecases.people_shown import person
from lifecycle_desk.vehicle.usecases.showing import page as vehicle_page

pytestmark = NO_WARNINGS


def rows(page) -> list[DueRow]:
    return [each for each in page.list.rows.rows if isinstance(each, DueRow)]


def headings(page) -> dict[DueGroup, Heading]:
    return {each.key: each for each in page.list.rows.rows if isinstance(each, Heading)}


def test_every_kind_of_due_thing_of_the_example_is_found(example):
    ends = {DueKind.END_LATE, DueKind.END_DUE}  # no car of the example is on its way out
    came = {DueKind.PART_CAME}  # nothing came today
    assert {each.kind for each in today(example).dues} == set(DueKind) - ends - came


def test_what_is_late_was_promised_before_now_and_is_not_ready(example):
    late = today(example).of(DueGroup.LATE)

    assert len(late) == late_orders(example) > 0
    assert all(each.moment is not None and each.moment < NOON and each.order for each in late)
    assert [each.moment for each in late] == sorted(each.moment for each in late)


def test_what_was_promised_for_today_is_still_to_come(example):
    promised = [each.moment for each in today(example).dues if each.kind is DueKind.PROMISED]

    assert promised
    assert all(NOON <= each < NOON + timedelta(hours=12) for each in promised)


def test_what_is_due_of_an_order_names_whom_to_call(example):
    assert all(each.person and each.phone for each in today(example).dues if each.order)


@pytest.mark.usefixtures("qapp")
def test_a_car_in_the_workshop_says_that_it_must_not_be_driven(example):
    told = [each for each in today(example).dues if each.campaign and each.campaign.stops]

    assert len(told) == 1
    assert row_of(told[0], NOON).detail.startswith(f"Do not drive · {told[0].about}")


@pytest.mark.parametrize(
    ("orders", "words"),
    [
        ({}, "Open campaign · "),
        ({"park_outside": True}, "Park outside · "),
        ({"park_outside": True, "do_not_drive": True}, "Do not drive · "),
    ],
)
@pytest.mark.parametrize("kind", [DueKind.LATE, DueKind.PROMISED, DueKind.READY, DueKind.WAITING_FOR_PARTS])
@pytest.mark.usefixtures("qapp")
def test_an_open_campaign_stands_before_the_complaint(kind, orders, words):
    due = Due(kind, "VIN", None, "MG4", about="It whines", moment=NOON, campaign=Campaign("R-1", **orders))
    detail = row_of(due, NOON).detail
    assert detail.startswith(words)
    assert "It whines" in detail.removeprefix(words)


@pytest.mark.usefixtures("qapp")
def test_a_car_that_nobody_recorded_shows_its_plate_over_its_model_as_others_do():
    shown = row_of(Due(DueKind.COMES, "", "6ปย 5907 · GWM Haval H6", "", moment=NOON, appointment=1), NOON)
    assert (shown.name, shown.model) == ("6ปย 5907", "GWM Haval H6")


def test_storage_checks_are_due_longest_first(example):
    due = [each.until for each in today(example).of(DueGroup.STORAGE)]

    assert due == sorted(due)
    assert all(each <= NOON.date() for each in due)


def test_each_technician_is_booked_for_some_hours_or_none(example):
    booked = today(example).booked

    assert len(booked) == 3
    assert sum(each.hours for each in booked) > 0


def test_empty_books_hold_an_empty_day(own_user):
    found = today(own_user)

    assert found.dues == found.booked == found.expected == ()


def test_the_badge_counts_what_is_late_and_says_nothing_of_nothing(example, own_user):
    badge = next(page.badge for page in PAGES if page.name == "today")

    assert (badge(example).count, badge(example).late) == (late_orders(example), True)
    assert badge(own_user) is None


@pytest.mark.parametrize(
    ("minutes", "words", "tone"),
    [
        (1, "1\u00a0minute overdue", "warn"),
        (14, "14\u00a0minutes overdue", "warn"),
        (15, "15\u00a0minutes overdue", "danger"),
        (59, "59\u00a0minutes overdue", "danger"),
        (60, "1\u00a0hour overdue", "danger"),
        (23 * 60 + 59, "23\u00a0hours overdue", "danger"),
        (24 * 60, "1\u00a0day overdue", "danger"),
        (3 * 24 * 60 + 5, "3\u00a0days overdue", "danger"),
    ],
)
@pytest.mark.parametrize("kind", [DueKind.LATE, DueKind.PROMISED])
def test_lateness_is_told_in_the_unit_that_people_would_say_and_red_after_a_quarter_of_an_hour(
    qapp, kind, minutes, words, tone
):
    due = Due(kind, "V", None, "MG", order="RO-2026-0001", moment=NOON - timedelta(minutes=minutes))

    assert time_left(due, NOON) == (words, tone)
    assert time_left(replace(due, kind=DueKind.COMES), NOON) == ("Not arrived", tone)  # in its colour, not its words


def test_what_passed_a_moment_ago_is_not_counted_as_late_yet_and_stays_on_the_list(example, stopped_clock):
    first = today(example).of(DueGroup.LATE)[0]
    stopped_clock(first.moment + timedelta(minutes=14))
    assert first.order not in {each.order for each in today(example).of(DueGroup.LATE)}
    assert [each.kind for each in today(example).dues if each.order == first.order] == [DueKind.PROMISED]
    before = late_orders(example)
    stopped_clock(first.moment + timedelta(minutes=15))
    assert late_orders(example) == before + 1
    assert first.order in {each.order for each in today(example).of(DueGroup.LATE)}


@pytest.mark.parametrize(
    ("minutes", "words", "tone"),
    [(1, "in 1\u00a0minute", "warn"), (59, "in 59\u00a0minutes", "warn"), (60, "in 1\u00a0hr 0\u00a0mins", "neutral")],
)
def test_what_comes_within_the_hour_is_warned_of(qapp, minutes, words, tone):
    due = Due(DueKind.PROMISED, "V", None, "MG", moment=NOON + timedelta(minutes=minutes))

    assert time_left(due, NOON) == (words, tone)


@pytest.mark.parametrize("kind", DueKind)
def test_every_kind_says_something_and_leads_somewhere(qapp, kind):
    due = Due(kind, "LSJWH4095PN000001", None, "MG", order="RO-2026-0001", moment=NOON, since=NOON.date())
    shown = row_of(due, NOON)

    assert shown.reason
    assert shown.step
    assert place_of(due).key == ("RO-2026-0001" if LOOKS[kind].step.page == "order" else due.vin)


def test_a_day_counts_and_lists_by_kind():
    dues = tuple(Due(kind, "V", None, "") for kind in (DueKind.LATE, DueKind.READY, DueKind.READY))
    day = Day(NOON.date(), dues)

    assert day.count(DueKind.READY) == 2
    assert day.of(DueGroup.TODAY, (DueKind.PROMISED,)) == ()


def test_the_page_begins_in_the_list_with_who_comes_next(window):
    page = go(window, "today")

    assert page.list.hasFocus()
    assert list(headings(page)) == list(DueGroup)
    assert page.list.current().key.kind is DueKind.COMES
    moments = [each.key.moment for each in rows(page) if each.key.kind is DueKind.COMES]
    assert moments == sorted(moments)


def down_to(window, page, kind: DueKind) -> None:
    for _ in range(40):
        if page.list.current().key.kind is kind:
            break
        press(window, Qt.Key.Key_Down)


def test_one_key_lets_a_car_arrive_and_another_says_that_nobody_came(window):
    page = go(window, "today")
    first = page.list.current().key.appointment
    press(window, Qt.Key.Key_Delete)
    assert appointment_card(window.app.user, first).shown.of.state is NO_SHOW
    assert page.list.current().key.appointment != first
    comes = page.list.current().key
    press(window, Qt.Key.Key_Return)
    found = appointment_card(window.app.user, comes.appointment).shown
    assert found.of.state is ARRIVED
    assert window.place == (Place("order", found.order) if comes.vin else Place("today"))
    window.app.undo()
    rest(window)
    assert appointment_card(window.app.user, comes.appointment).shown.of.is_expected


def test_enter_opens_what_is_chosen(window):
    page = go(window, "today")
    down_to(window, page, DueKind.LATE)
    order = page.list.current().key.order
    press(window, Qt.Key.Key_Return)

    assert window.place == Place("order", order)


def test_the_arrow_passes_over_headings_and_enter_goes_where_the_step_is_done(window):
    page = go(window, "today")
    for _ in range(40):
        press(window, Qt.Key.Key_Down)
        if page.list.current().key.kind is DueKind.IN_QUARANTINE:
            break
    vin = page.list.current().key.vin
    press(window, Qt.Key.Key_Return)

    assert window.place == Place("inspection", vin)


def test_a_new_repair_order_is_a_key_away(window):
    go(window, "today")
    press(window, Qt.Key.Key_N, CTRL)

    assert window.place == Place("order_form")


def test_a_count_filters_the_list_and_the_next_one_takes_its_place(window):
    page = go(window, "today")
    first, second = page.stats[0], page.stats[1]
    first.setFocus()
    press(window, Qt.Key.Key_Space)
    assert {each.key.kind for each in rows(page)} == {DueKind.LATE}
    second.setFocus()
    press(window, Qt.Key.Key_Space)
    assert {each.key.kind for each in rows(page)} == {DueKind.LATE, DueKind.WAITING_FOR_PARTS}
    assert not first.isChecked()
    press(window, Qt.Key.Key_Space)
    assert len({each.key.kind for each in rows(page)}) > 4


def test_a_long_group_is_shown_whole_when_asked_for(window):
    page = go(window, "today")
    group = DueGroup.WAITING
    whole = len(page._day.of(group))
    before = [each for each in rows(page) if each.key.kind.group is group]
    page._delegate.link_pressed.emit(headings(page)[group])

    assert len(before) < len([each for each in rows(page) if each.key.kind.group is group]) == whole
    page._delegate.link_pressed.emit(headings(page)[group])
    assert len([each for each in rows(page) if each.key.kind.group is group]) == len(before)


def test_the_list_follows_the_books_and_the_choice_stays(window):
    page = go(window, "today")
    due = page.list.current().key
    others = [each.key for each in rows(page) if each.key.kind is DueKind.PROMISED]
    state = OrderState.WAITING_FOR_PARTS
    user = window.app.user
    moved = next(each for each in others if move_possible(user, each.order, state))
    rest(window)

    assert moved.vin in {each.key.vin for each in rows(page) if each.key.kind is DueKind.WAITING_FOR_PARTS}
    assert page.list.current().key == due


def move_possible(user, number, state) -> bool:
    from lifecycle_desk.base.objections import Objection

    try:
        move_repair_order(user, MoveRepairOrder(number, state))
    except Objection:
        return False
    return True


def test_the_rail_opens_an_order(window):
    page = go(window, "today")
    page.expected.list.setFocus()
    press(window, Qt.Key.Key_Down)
    number = page.expected.list.current().key
    press(window, Qt.Key.Key_Return)

    assert window.place == Place("order", number)


def test_an_empty_day_teaches_where_to_begin(bare_window):
    page = go(bare_window, "today")

    assert page.empty.isVisible()
    assert page.empty.primary.hasFocus()
    press(bare_window, Qt.Key.Key_Space)
    assert bare_window.place == Place("order_form")


def test_every_text_follows_the_language(window):
    page = go(window, "today")
    translator().set_language(marked(window.app.user))
    rest(window)
    names = {each.technician for each in page._day.booked}
    unmarked = [text for text in seen(page) if OPEN not in text and text not in names]

    assert [text for text in unmarked if not text[0].isalpha() or "2026" not in text] == []
    assert all(OPEN in each.reason and CLOSE in each.step for each in rows(page))
    assert all(OPEN in each.title for each in headings(page).values())


def test_it_reads_from_the_right_in_arabic(window):
    page = go(window, "today")
    window.speak("ar")
    rest(window)

    assert theme.rtl
    assert page.columns.rail.geometry().right() < page.columns.work.geometry().left()


def test_what_people_are_called_is_never_markup(window, example):
    due = next(each for each in today(example).dues if each.kind is DueKind.LATE)
    number = vehicle_page(example, due.vin).figures.owner
    known = person(example, number)
    change_person(example, Customer(number, replace_name(known)))
    page = go(window, "today")

    assert HOSTILE in {each.person for each in rows(page)}
    assert not [each for each in page.findChildren(type(page._date)) if each.textFormat() != Qt.TextFormat.PlainText]


def replace_name(known):
    return replace(known, name=HOSTILE)


def test_every_control_has_a_name(window):
    assert nameless(go(window, "today")) == []


def test_the_pictures_name_places_that_there_are(example):
    places = [place for names in PICTURES for _, place in names(example)]

    assert {each.page for each in places} <= {page.name for page in PAGES}
    assert all(each.key for each in places if each.page == "reports")


def test_no_row_waits_longer_than_the_count_above_it_says(window, example):
    page = go(window, "today")
    waiting = [each for each in today(example).dues if each.kind is DueKind.WAITING_FOR_PARTS]
    since = [each.since for each in waiting]
    assert len(set(since)) > 1
    assert since == sorted(since)
    longest = time_left(min(waiting, key=lambda each: each.since), NOON)[0]
    assert page.stats[1]._change == f"longest {longest}"


def test_the_counts_of_orders_are_those_of_the_lanes_of_the_board(window, example):
    page, lanes = go(window, "today"), {lane.state: len(lane.cards) for lane in board(example)}
    late = [each for each in today(example).dues if each.kind is DueKind.LATE and each.lane is WAITING]
    assert late  # of which the count would lack them if it went by what else is due
    assert page.stats[1]._figure == str(lanes[WAITING])

    handovers = today(example).count(DueKind.TO_HAND_OVER)
    assert page.stats[2]._figure == str(lanes[READY] + handovers)
    assert page.stats[2]._change == f"Workshop {lanes[READY]} · sales {handovers}"


def test_a_late_order_that_waits_for_parts_says_so(qapp):
    due = Due(DueKind.LATE, "V", None, "MG", about="It whines", moment=NOON - timedelta(hours=2), lane=WAITING)
    assert row_of(due, NOON).detail == "Waiting for parts · It whines"


def test_the_time_of_a_car_that_is_ready_says_what_it_is(qapp):
    ready = partial(Due, DueKind.READY, "V", "1กก 1", "MG", order="RO-2026-0001", moment=NOON + timedelta(hours=2))
    now = row_of(ready(ready_at=NOON - timedelta(hours=1), since=NOON.date()), NOON)
    said = translator().current.formats.clock
    assert now.left == f"since {said(NOON - timedelta(hours=1))}"
    assert now.detail == f"promised {said(NOON + timedelta(hours=2))} · RO-2026-0001"
    before = NOON - timedelta(days=2)
    assert row_of(ready(ready_at=before, since=before.date()), NOON).left == "2\u00a0days waiting"
    sold = Due(DueKind.TO_HAND_OVER, "V", None, "MG", since=before.date())
    assert row_of(sold, NOON).left == "2\u00a0days waiting"
    assert row_of(sold, NOON).tone == row_of(ready(ready_at=before, since=before.date()), NOON).tone


def test_an_appointment_says_that_its_car_is_expected_and_the_car_by_its_model(window, example):
    page = go(window, "today")
    due = next(each for each in today(example).dues if each.kind is DueKind.COMES and each.vin)
    shown = next(each for each in rows(page) if each.key == due)
    assert shown.reason.startswith("Expected at ")
    whole = appointment_card(example, due.appointment).shown.name
    assert whole.startswith(f"{shown.model} ")  # and goes on with the variant


def test_no_group_is_called_as_its_page_or_as_a_list_that_counts_who_has_come_too(window, example):
    page = go(window, "today")
    heads = {key: head.title for key, head in headings(page).items()}
    assert heads[DueGroup.APPOINTMENTS] == "Still expected today"
    assert heads[DueGroup.TODAY] == "To do today"
    counted, _ = appointment_counts(example)
    assert len(today(example).of(DueGroup.APPOINTMENTS)) < counted[AppointmentList.TODAY]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("message", [MINUTES_LATE, HOURS_LATE, DAYS_OVER, IN_DAYS])
def test_a_line_never_ends_between_a_time_and_its_unit(code, message):
    language = Language(code)
    plain, held = language(message, n=23), language(message, n=Lasting(23))
    assert held.replace("\u00a0", " ") == plain.replace("\u00a0", " ")
    assert not re.search(r"23[\u200f\u2069]* ", held)
