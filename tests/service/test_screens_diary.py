"""The diary by keys and mouse: walked, booked, moved, undone, drawn from the right in Arabic; messages and files."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

import icalendar
import pytest
from hands import CTRL, ENTER, rest, said
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from screen import CTRL_SHIFT, DOWN, LEFT, RIGHT, Hands, at_the_window
from test_diary import AT_NINE, TUESDAY, booked, of

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.desktop.keys import keys_of
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.appointments import ARRIVED, CANCELLED, CONFIRMED, NO_SHOW, WorkKind
from lifecycle_desk.stages.service.diary.rules.messages import MessageKind
from lifecycle_desk.stages.service.diary.rules.resources import ResourceKind
from lifecycle_desk.stages.service.diary.screens import messaging
from lifecycle_desk.stages.service.diary.screens.columns import By
from lifecycle_desk.stages.service.diary.screens.diary import DiaryPage
from lifecycle_desk.stages.service.diary.screens.form import AppointmentFormPage
from lifecycle_desk.stages.service.diary.screens.reminders import RemindersPage
from lifecycle_desk.stages.service.diary.usecases.booking import (
    cancel_appointment,
    confirm_appointment,
)
from lifecycle_desk.stages.service.diary.usecases.listing import AppointmentList
from lifecycle_desk.stages.service.diary.usecases.requests import (
    CancelAppointment,
    ConfirmAppointment,
)
from lifecycle_desk.stages.service.diary.usecases.setup import SaveResource, save_resource
from lifecycle_desk.stages.service.diary.usecases.showing import appointment_card, booking_form, diary_days
from lifecycle_desk.vehicle.rules.people import Person

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)  # a Tuesday, 10:00 in Bangkok


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    for name, full in (("anan", "Anan Kittisak"), ("somchai", "Somchai Pradit")):
        take_on(own_shop, Member(name, full, Role.TECHNICIAN))
    save_resource(own_shop, SaveResource(ResourceKind.BAY, "Bay 1"))
    booked(own_shop)
    booked(own_shop, start=660, tenths=10, work=WorkKind.TYRES)
    with at_the_window(own_shop, qtbot) as found:
        yield found


def diary(hands: Hands, key: str = TUESDAY.isoformat()) -> DiaryPage:
    page = hands.go("diary", key)
    assert isinstance(page, DiaryPage)
    return page


def test_the_arrows_walk_columns_and_stops_and_the_card_follows(hands):
    page = diary(hands)
    grid = page.grid
    assert hands.focus is grid
    assert [each.name for each in grid.sheet.columns] == ["Anan Kittisak", "Somchai Pradit"]
    assert (grid.place, grid.stop.minute, grid.stop.number) == (0, 600, 0)  # where the clock stands
    hands.press(RIGHT)
    assert (grid.place, grid.stop.number) == (1, 1)
    assert "Booked" in grid.accessibleDescription()
    hands.press(DOWN)
    hands.press(DOWN)
    assert grid.stop.number == 2
    hands.settle()
    assert page.panel.card.shown.number == 2
    hands.press(LEFT)
    assert grid.stop.number == 0
    assert page.load.text() == "2.5 of 16\xa0hrs booked"


def test_an_appointment_is_moved_by_keys_in_steps_of_six_minutes_and_to_another_column(hands, own_shop):
    page = diary(hands)
    hands.press(RIGHT)
    for _ in range(3):
        QTest.keyClick(page.grid, DOWN, CTRL_SHIFT)  # faster than it is saved
    hands.settle()
    assert (of(own_shop).start, of(own_shop).technician) == (558, "Somchai Pradit")
    hands.press(LEFT, CTRL_SHIFT)
    assert of(own_shop).technician == "Anan Kittisak"
    assert (page.grid.place, page.grid.stop.number) == (0, 1)
    assert "Appointment moved" in hands.told
    hands.window.app.undo()
    hands.settle()
    assert of(own_shop).technician == "Somchai Pradit"


def test_what_is_over_is_not_moved_and_that_is_said(hands, own_shop):
    page = diary(hands)
    hands.press(RIGHT)
    page.panel.no_show.click()
    hands.settle()
    assert of(own_shop).state is NO_SHOW
    hands.press(DOWN, CTRL_SHIFT)
    assert of(own_shop).start == 540
    assert "This appointment is over: it can no longer be moved." in hands.told


def test_n_books_in_a_free_slot_with_its_technician_and_the_form_saves_by_keys(hands, own_shop):
    page = diary(hands)
    hands.press(DOWN)
    minute = page.grid.stop.minute
    hands.press(Qt.Key.Key_N)
    form = hands.window.page()
    assert isinstance(form, AppointmentFormPage)
    assert (form.on.value, form.start.value, form.technician.value) == (TUESDAY, minute, "Anan Kittisak")
    form.vehicle.find_vehicle("3กข 4821")
    hands.until(lambda: form.vehicle.vehicle)
    form.tenths.set_text("0.5")
    hands.press(ENTER, CTRL)
    hands.settle()
    made = of(own_shop, 3)
    assert (made.start, made.tenths, made.technician) == (minute, 5, "Anan Kittisak")
    assert "Appointment booked" in hands.told
    assert isinstance(hands.window.page(), DiaryPage)
    assert hands.window.page().grid.stop.number == 3


def test_a_fault_stands_beside_its_field_and_nothing_is_booked(hands, own_shop):
    form = hands.go("appointment", f"on={TUESDAY.isoformat()}")
    hands.press(ENTER, CTRL)
    assert form.vehicle.is_faulty
    form.tenths.set_text("25")
    assert form.tenths.is_faulty
    assert len(diary_days(own_shop, TUESDAY).days[0].shown) == 2


def test_the_form_tells_how_full_the_day_is_before_it_is_booked(hands, own_shop):
    form = hands.go("appointment", f"on={TUESDAY.isoformat()}&technician=Somchai Pradit")
    assert "Somchai Pradit: 2.5 of 8\xa0hrs booked" in form.day_said.text()
    form.on.set_text("29/11/2026")
    hands.settle()
    assert "Closed" in form.day_said.text()


def test_enter_opens_an_appointment_and_the_form_shows_all_of_it(hands, own_shop):
    diary(hands)
    hands.press(RIGHT)
    hands.press(ENTER)
    form = hands.window.page()
    hands.until(lambda: form.vehicle.vehicle)
    assert (form.note.text, form.work.value, form.customer.number) == (
        "Blows warm air",
        "repair",
        of(own_shop).customer,
    )
    form.note.set_text("Blows cold air")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert of(own_shop).note == "Blows cold air"


def test_the_card_confirms_cancels_and_opens_the_order_on_arrival(hands, own_shop):
    page = diary(hands, "A-2")
    assert page.panel.card.shown.number == 2
    page.panel.confirm.click()
    hands.settle()
    assert of(own_shop, 2).state is CONFIRMED
    page.panel.cancel.click()
    hands.settle()
    assert of(own_shop, 2).state is CANCELLED
    diary(hands, "A-1")
    hands.press(ENTER, CTRL)
    hands.until(lambda: of(own_shop).state is ARRIVED)
    hands.settle()
    assert hands.window.place == Place("order", "RO-2026-0001")
    assert "Vehicle arrived; RO-2026-0001 opened" in hands.told


def test_a_cancelled_one_is_left_out_but_for_who_looks_for_it(hands, own_shop):
    cancel_appointment(own_shop, CancelAppointment(1))
    page = diary(hands)
    assert page.grid.sheet.place_of(1) is None
    page = diary(hands, "A-1")
    assert page.grid.stop.number == 1


def test_pages_turn_by_days_and_weeks_and_come_back_to_today(hands):
    page = diary(hands)
    hands.press(Qt.Key.Key_PageDown)
    assert page.grid.sheet.columns[0].on == date(2026, 11, 25)
    page.by[By.DAY].click()
    hands.settle()
    assert [each.on.day for each in page.grid.sheet.columns] == [23, 24, 25, 26, 27, 28, 29]
    hands.press(Qt.Key.Key_PageUp)
    assert page.grid.sheet.columns[0].on == date(2026, 11, 16)
    hands.press(Qt.Key.Key_Home, CTRL)
    assert page.grid.sheet.columns[1].on == TUESDAY
    page.by[By.BAY].click()
    hands.settle()
    assert [each.name for each in page.grid.sheet.columns] == ["Bay 1", ""]


def test_a_block_is_dragged_to_another_time_and_column(hands, own_shop):
    page = diary(hands)
    grid = page.grid
    block = grid.block_rect(1, grid.sheet.shown(1))
    start = block.topLeft() + QPoint(10, 6)
    there = QPoint(grid.column_rect(0).center().x(), start.y() + round(60 * grid.pitch))
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(grid.viewport(), (start + there) / 2)
    QTest.mouseMove(grid.viewport(), there)
    assert grid.dragged is not None
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=there)
    hands.settle()
    assert of(own_shop).technician == "Anan Kittisak"
    assert abs(of(own_shop).start - 600) <= 6


@pytest.mark.parametrize("hours", [5, 20])  # in a line, and in two
def test_of_four_at_once_each_tells_its_car_in_its_narrow_lane(hands, own_shop, monkeypatch, hours):
    for car in (cars := ("7ab 2725", "9cd 4241", "2ef 1003", "5gh 7500")):
        booked(own_shop, vin=None, car=f"{car} · Haval", customer=None, start=900, tenths=hours, technician="anan")
    hands.window.resize(960, 540)
    painted, signs = set[str](), list[str]()

    def noting(_brush, rect, words, *_how, **_more):
        plate = theme.width(words.partition(" · ")[0], "small-strong")
        painted.update({words} if rect.width() >= plate else ())
        return 0

    monkeypatch.setattr(Brush, "text", noting)
    monkeypatch.setattr(Brush, "icon", lambda _brush, _rect, name, *_how: signs.append(name))
    page = diary(hands)
    hands.window.setUpdatesEnabled(True)
    page.grid.grab()
    assert {f"{car} · Haval" for car in cars} <= painted
    assert signs.count("alert-triangle") == 4  # that they meet is told by nothing else


def test_who_is_late_and_double_booked_has_both_signs_and_the_tooltip_says_both(
    hands, own_shop, stopped_clock, monkeypatch
):
    booked(own_shop, vin=None, car="7ab 2725", customer=None, start=540, technician="somchai")
    signs = list[str]()
    monkeypatch.setattr(Brush, "icon", lambda _brush, _rect, name, *_how: signs.append(name))
    stopped_clock(NOW + timedelta(hours=2))
    page = diary(hands)
    hands.window.setUpdatesEnabled(True)
    page.grid.grab()
    assert (signs.count("alert-triangle"), signs.count("clock-exclamation")) == (2, 3)  # one more is late alone
    told = page.grid.told_at(page.grid.block_rect(1, page.grid.sheet.shown(1)).center())
    assert "Not arrived · Double-booked" in told


def test_a_tooltip_tells_all_of_a_block_and_of_a_columns_head(hands):
    grid = diary(hands).grid
    block = grid.block_rect(1, grid.sheet.shown(1))
    assert "Blows warm air" in grid.told_at(block.center())
    assert grid.told_at(QPoint(block.center().x(), 4)).startswith("Somchai Pradit · 2.5 of 8\xa0hrs booked\n")
    assert grid.told_at(QPoint(2, 2)) == ""


def test_it_is_mirrored_in_arabic_and_the_arrows_go_where_they_point(hands, own_shop):
    page = diary(hands)
    translator().set_language(spoken(own_shop, "ar"))
    rest(hands.window)
    grid = page.grid
    assert grid.column_rect(0).x() > grid.column_rect(1).x()
    assert grid.at(grid.block_rect(1, grid.sheet.shown(1)).center()) == (1, grid.sheet.columns[1].nearest(540))
    page.grid.setFocus()
    hands.press(LEFT)
    assert grid.place == 1


def test_the_sheet_of_keys_tells_what_the_diary_hears(hands):
    page = diary(hands)
    told = {each.keys: each.words for each in keys_of(page)}
    assert told["N"] == "Book an appointment at this time"
    assert told["Ctrl+Shift+Down"] == "Move the appointment by 6 minutes"


def test_bays_hours_and_single_days_are_set_up_by_keys(hands, own_shop):
    page = hands.go("diary_setup")
    hands.write("Bay 2")
    hands.settle()
    assert booking_form(own_shop).bays == ("Bay 1", "Bay 2")
    page.week[2].set_text("9-12:30")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert diary_days(own_shop, TUESDAY).days[0].opening.opens == 540
    page.on.set_text("25/11/2026")
    page.span.set_text("0")
    page.why.set_text("Outing")
    page.add_day.click()
    hands.settle()
    assert diary_days(own_shop, date(2026, 11, 25)).days[0].opening.why == "Outing"


def test_the_list_opens_a_row_where_it_stands_in_the_diary(hands):
    page = hands.go("appointments")
    hands.until(lambda: page.body.table.long.rowCount() == 2)
    hands.press(ENTER)
    hands.settle()
    assert hands.window.place == Place("diary", "A-1")


def test_the_customer_is_written_to_in_their_language_and_the_message_is_copied(hands, own_shop):
    card = appointment_card(own_shop, 1)
    text = messaging.text_of(card, MessageKind.CONFIRMATION, spoken(own_shop, "en"))
    assert "24 Nov 2026 at 09:00, Repair." in text
    assert card.language == "th"
    messaging._copy(hands.window.app, text)
    assert QGuiApplication.clipboard().text() == text


def test_a_calendar_takes_the_appointment_in(hands, own_shop, tmp_path, monkeypatch):
    page = diary(hands, "A-1")
    file = tmp_path / "appointment.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    messaging.save_calendar(hands.window.app, appointment_card(own_shop, 1), page)
    hands.settle()
    (event,) = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
    assert str(event["uid"]).startswith("A-1@")
    assert all(len(line) <= 75 for line in file.read_bytes().split(b"\r\n"))


def test_a_car_that_is_known_is_booked_from_its_page_and_a_new_customer_by_name(hands, own_shop):
    form = hands.go("appointment", AT_NINE.vin)
    hands.until(lambda: form.vehicle.vehicle)
    assert form.vehicle.vehicle.vin == AT_NINE.vin
    form.customer.name.line.setText("Malee")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert appointment_card(own_shop, 3).owner == Person("Malee")


def test_a_screen_reader_finds_each_appointment_with_its_words_and_the_focus_goes_with_the_arrows(hands):
    grid = diary(hands).grid
    read = QAccessible.queryAccessibleInterface(grid)
    assert read.childCount() == 2
    blocks = [read.child(at) for at in range(2)]
    first = blocks[0].text(QAccessible.Text.Name)
    for part in ("09:00", "3กข 4821", "สิริพร ชัยสิทธิ์", "Repair"):
        assert part in first, first
    assert [each.state().focused for each in blocks] == [False, False]
    hands.press(RIGHT)
    assert [each.state().focused for each in blocks] == [True, False]
    assert (read.focusChild().number, read.indexOfChild(blocks[1])) == (1, 1)
    place = blocks[0].rect()
    assert grid.at(grid.viewport().mapFromGlobal(place.center()))[1].number == 1
    assert blocks[0].parent().object() is grid
    QAccessible.setActive(True)  # as with a screen reader: the focus is told, and the program goes on
    try:
        hands.press(DOWN)
        hands.press(DOWN)
    finally:
        QAccessible.setActive(False)
    assert [each.state().focused for each in blocks] == [False, True]


def test_the_reminders_of_tomorrow_are_copied_in_each_customers_language_and_who_has_no_number_is_named(hands):
    user = hands.window.app.user
    tomorrow = TUESDAY + timedelta(days=1)
    booked(user, on=tomorrow, customer=Person("Ana Ruiz", phone="+34 600 000 000", language="es"))
    booked(user, on=tomorrow, start=780, customer=Person("John Smith", language="en"))
    booked(user, on=tomorrow, start=900, customer=Person("Zhang Wei", phone="1", no_reminders=True))
    page = hands.go("appointments")
    page.chips.chips[AppointmentList.TOMORROW].click()
    hands.settle()
    page.body.table.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    acts = page.body.table.acts
    acts.do(next(each for each in acts.offered if each.words == "Copy reminders"))
    hands.settle()
    _, *rows = (each.split("\t") for each in QGuiApplication.clipboard().text().splitlines())
    told = {row[0]: row for row in rows}
    assert set(told) == {"Ana Ruiz", "John Smith"}
    assert "le recordamos" in told["Ana Ruiz"][2].casefold()
    assert "this is a reminder" in told["John Smith"][2]
    assert "No phone number: John Smith" in " ".join(said(hands.window.notices.toast))
    assert "No reminders wanted: Zhang Wei" in " ".join(said(hands.window.notices.toast))


def test_reminders_are_gone_through_by_enter_each_way_greyed_with_its_reason_and_saved_as_calendar_entries(
    hands, tmp_path, monkeypatch
):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    user, tomorrow = hands.window.app.user, TUESDAY + timedelta(days=1)
    booked(user, on=tomorrow, customer=Person("Ana Ruiz", phone="089 555 0177", language="es"))
    booked(user, on=tomorrow, start=780, customer=Person("John Smith", language="en"))
    booked(user, on=tomorrow, start=900, customer=Person("Zhang Wei", email="wei@a.example", language="zh_CN"))
    cancel_appointment(user, CancelAppointment(2))
    page = hands.go("appointments")
    page.body.table.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    acts = page.body.table.acts
    acts.do(next(each for each in acts.offered if each.words == "Reminders"))
    hands.settle()
    page = hands.window.page()
    assert isinstance(page, RemindersPage)
    lines = list(page.lines.parts)
    hands.until(lambda: hands.focus is lines[0])
    assert [each.card.shown.number for each in lines] == [1, 3, 4, 5]  # by day and time, none that was cancelled
    assert all(each in lines[1].accessibleName() for each in ("Ana Ruiz", "Spanish"))
    assert [[each.reason for each in line.buttons] for line in lines[1:]] == [
        ["No e-mail address", "", ""],
        ["No e-mail address", "No phone number", "No phone number"],
        ["", "No phone number", "No phone number"],
    ]

    hands.press(DOWN)
    hands.press(ENTER)
    assert opened[-1].startswith("sms:+66895550177?body=")
    assert "le recordamos" in unquote(opened[-1]).casefold()
    assert hands.focus is lines[2]
    hands.press(ENTER)
    assert (len(opened), lines[2].sent.isChecked()) == (1, False)
    assert "No phone number and no e-mail address: John Smith" in hands.told
    hands.press(ENTER)
    assert opened[-1].startswith("mailto:wei@a.example?subject=")
    assert hands.focus is page.save_all
    assert [each.sent.isChecked() for each in lines] == [False, True, False, True]

    lines[1].setFocus()
    hands.press(Qt.Key.Key_Space)
    lines[1].buttons[2].click()
    assert opened[-1].startswith("https://wa.me/66895550177?text=")
    confirm_appointment(user, ConfirmAppointment(3))  # the page looks again, and knows where it was
    hands.until(lambda: page.lines.parts[1] is not lines[1])
    assert [each.sent.isChecked() for each in page.lines.parts] == [False, True, False, True]
    assert hands.focus is page.lines.parts[1]

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.save_all.click()
    hands.until(lambda: "4 calendar entries saved" in hands.told)
    assert sorted(each.name for each in tmp_path.glob("*.ics")) == [
        "2026-11-24 A-1.ics",
        *(f"2026-11-25 A-{number}.ics" for number in (3, 4, 5)),
    ]
