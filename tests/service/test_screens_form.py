"""The form of a visit: logged with the keyboard alone, refused beside the fault, kept as a draft."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hands import ALT, CTRL, ENTER, TAB
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from screen import DELETE, DOWN, Hands, at_the_window
from workshop import COOLING, LOGGED, VIN

from lifecycle_desk.base import clock
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.rules.orders import LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.screens.entry.form import OrderFormPage
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OrderTemplate
from lifecycle_desk.stages.service.orders.usecases.showing import order, orders_of
from lifecycle_desk.stages.service.orders.usecases.templates import save_order_template
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, ReadOdometer, add_vehicle, read_odometer


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(own_shop, qtbot) as found:
        yield found


def form(hands: Hands, key: str = "") -> OrderFormPage:
    page = hands.go("order_form", key)
    assert isinstance(page, OrderFormPage)
    return page


def choose_car(hands: Hands, page: OrderFormPage) -> None:
    hands.write("000001")
    hands.until(lambda: page.vehicle.vehicle)


def test_a_whole_visit_is_logged_with_the_keyboard_alone(hands, own_shop):
    page = form(hands)
    assert hands.focus is page.vehicle.line
    choose_car(hands, page)
    hands.write("", "47,990", "tomorrow 15:30", "Nok Kanjana", "Somchai Pradit")
    hands.press(TAB)  # the paper's language stays the customer's own
    hands.write_text("Blows warm air.", "Sensor reads too high.", "Sensor replaced, system refilled.")
    hands.write("HV-2210", "Diagnose A/C", "0.6", "", "w", "")
    hands.write("HV-2214", "Replace sensor, refill", "1.2", "", "c", "")
    hands.press(Qt.Key.Key_P, ALT)  # as the button shows it; the blank line becomes a part
    hands.write("R1234YF", "Refrigerant", "0.48", "5200 -10%")
    hands.press(ENTER, CTRL)
    hands.until(lambda: orders_of(own_shop, VIN))

    found = order(own_shop, orders_of(own_shop, VIN)[0].number).order
    sheet, (job,) = found.sheet, found.sheet.jobs
    assert found.state is OrderState.HANDED_OVER
    assert found.opened_on == clock.now().astimezone(ZoneInfo("Asia/Bangkok")).date()
    assert (sheet.odometer_in, sheet.adviser, sheet.technician) == (Distance(47_990), "Nok Kanjana", "Somchai Pradit")
    assert sheet.promised is not None
    assert (job.complaint, job.cause, job.correction) == (
        "Blows warm air.",
        "Sensor reads too high.",
        "Sensor replaced, system refilled.",
    )
    assert [(line.kind, line.code, line.times, line.price, line.pays) for line in job.lines] == [
        (LineKind.LABOUR, "HV-2210", Decimal("0.6"), 115_000, PayType.WARRANTY),
        (LineKind.LABOUR, "HV-2214", Decimal("1.2"), 115_000, PayType.CAMPAIGN),
        (LineKind.PART, "R1234YF", Decimal("0.48"), 520_000, PayType.CUSTOMER),
    ]
    assert job.lines[2].discount == Decimal(10)
    assert job.lines[2].amount == 224_640


def test_two_jobs_with_three_lines_take_at_most_30_keys_beside_their_texts(hands, own_shop):
    visit = ("000001", "", "47,990", "tomorrow 15:30", "Nok", "Somchai", "")  # the day and the language as offered
    texts = (("Blows warm.", "Sensor.", "Replaced."), ("Squeaks.", "Dust.", "Cleaned."))
    lines = (("HV-2210", "Diagnose A/C", "0.6", "", "", "HV-2214", "Replace sensor", "1.2"), ("B1", "Clean", "0.5"))
    page = form(hands)
    choose_car(hands, page)
    hands.write(*visit[1:])
    keys = 1 + len(visit)  # with that which opens the form
    for job, (said, cells) in enumerate(zip(texts, lines, strict=True)):
        if job:
            hands.press(Qt.Key.Key_J, CTRL)
        hands.write_text(*said)
        hands.write(*cells[:-1])
        QTest.keyClicks(hands.focus, cells[-1])
        keys += len(said) + len(cells)  # the last cell needs none: another job begins, or all is saved
    hands.press(ENTER, CTRL)
    hands.until(lambda: orders_of(own_shop, VIN))

    jobs = order(own_shop, orders_of(own_shop, VIN)[0].number).order.sheet.jobs
    assert [[line.code for line in job.lines] for job in jobs] == [["HV-2210", "HV-2214"], ["B1"]]
    assert keys <= 30


def test_after_saving_the_next_begins_with_the_same_people(hands, own_shop):
    page = form(hands)
    choose_car(hands, page)
    hands.write("", "47,990", "", "Nok", "Somchai")
    hands.press(TAB)
    hands.write_text("Squeaks.", "", "Cleaned.")
    hands.write("B1", "Clean the brakes", "0.5", "")
    page._drafts.keep()  # as it is every two seconds
    hands.press(ENTER, CTRL)
    hands.until(lambda: orders_of(own_shop, VIN))
    hands.settle()

    assert hands.focus is page.done.next
    hands.press(ENTER)
    assert hands.focus is page.vehicle.line
    assert (page.vehicle.text, page.reception.odometer.text) == ("", "")
    assert page.reception.technician.text == "Somchai"
    assert not page.jobs.written()
    assert any("saved and closed" in words for words in hands.told)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: orders_of(own_shop, VIN)[0].state is OrderState.CANCELLED)


def test_what_is_booked_stands_on_the_board(hands, own_shop):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    assert hands.focus is page.reception.odometer.line
    page.jobs.cards[0].complaint.lines.setFocus()
    hands.write_text("Twenty thousand kilometres.")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: orders_of(own_shop, VIN))
    assert orders_of(own_shop, VIN)[0].state is OrderState.BOOKED


def test_amounts_are_reckoned_while_one_types(hands):
    page = form(hands, VIN)
    page.jobs.cards[0].rows[0].code.setFocus()
    hands.write("HV-2210", "Diagnose A/C", "0.6", "")
    row = page.jobs.cards[0].rows[0]
    assert row.amount.text() == "690.00"
    assert page.who.totals.customer == Money(73_830, "THB")  # 7 % on top in Thailand
    assert page.bar.summary.text() == "Customer pays ฿738.30"
    assert hands.focus is row.pays
    hands.press(Qt.Key.Key_G)
    assert row.pays.option.value is PayType.CUSTOMER
    hands.press(ENTER)
    assert row.pays.option.value is PayType.GOODWILL
    assert page.who.totals.customer == Money(0, "THB")


@pytest.mark.parametrize(
    ("code", "meant"),
    [("th", PayType.GOODWILL), ("ar", PayType.GOODWILL), ("es", PayType.WARRANTY)],  # Garantía
)
def test_latin_letters_choose_where_no_word_begins_with_them(hands, own_shop, code, meant):
    page = form(hands, VIN)
    translator().set_language(spoken(own_shop, code))
    row = page.jobs.cards[0].rows[0]
    row.kind.setFocus()
    hands.press(Qt.Key.Key_M)
    assert row.kind.option.value is LineKind.SUNDRIES
    row.pays.setFocus()
    hands.press(Qt.Key.Key_G)
    hands.press(ENTER)
    assert row.pays.option.value is meant


@pytest.mark.parametrize(
    ("typed", "cell", "words"),
    [
        (("HV-1", "Diagnose", "0.65", ""), "figure", "in steps of 0.1"),
        (("HV-1", "Diagnose", "", ""), "figure", "needs this value"),
        (("HV-1", "Diagnose", "1,5", ""), "figure", "is not a number; write it like 1,234.5"),
        (("HV-1", "Diagnose", "1", "12.345"), "price", "more decimals"),
        (("", "", "1", ""), "text", "needs a code or a description"),
    ],
)
def test_a_fault_stands_in_its_cell_and_gets_the_focus(hands, own_shop, typed, cell, words):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    card = page.jobs.cards[0]
    card.complaint.set_text("Squeaks.")
    card.correction.set_text("Cleaned.")
    card.rows[0].code.setFocus()
    hands.write(*typed)
    hands.press(ENTER, CTRL)
    faulty = getattr(card.rows[0], cell)
    hands.until(lambda: faulty.is_faulty)

    assert hands.focus is faulty
    assert words in card._note.label.text()
    assert not orders_of(own_shop, VIN)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.write("2")
    assert not faulty.is_faulty


def test_texts_that_are_missing_have_their_fault_below_them(hands, own_shop):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    page.jobs.cards[0].complaint.set_text("Squeaks.")
    page.jobs.add_job()
    page.jobs.cards[1].complaint.set_text("Pulls to the left.")
    page.jobs.cards[0].correction.set_text("Cleaned.")
    hands.press(ENTER, CTRL)
    hands.until(lambda: page.jobs.cards[1].correction.is_faulty)
    assert hands.focus is page.jobs.cards[1].correction.lines
    assert page.bar.missing.text() == "3 items outstanding"


def test_an_order_without_lines_asks_whether_that_is_meant(hands, own_shop):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    page.jobs.cards[0].complaint.set_text("A rattle.")
    page.jobs.cards[0].correction.set_text("Looked for, not found.")
    assert page.free.isHidden()
    hands.press(ENTER, CTRL)
    hands.until(lambda: page.free.is_faulty)
    hands.press(Qt.Key.Key_Space)
    hands.press(ENTER, CTRL)
    hands.until(lambda: orders_of(own_shop, VIN))


def test_an_order_needs_a_vehicle_of_the_books(hands):
    page = form(hands)
    hands.press(ENTER, CTRL)
    assert page.vehicle.is_faulty
    assert hands.focus is page.vehicle.line
    hands.write("LSJWH4095PN999999")
    hands.until(page.unknown.isVisible)
    page.unknown.action.click()
    assert (hands.went[-1].page, hands.went[-1].key) == ("add_vehicle", "LSJWH4095PN999999")


def test_of_several_vehicles_one_is_chosen_with_the_arrows(hands, own_shop):
    add_vehicle(
        own_shop, AddVehicle("LGXCE4CC6S0010005", date(2026, 1, 2), Description("MG", "MG4 Electric"), "3กข 9016")
    )
    page = form(hands)
    QTest.keyClicks(page.vehicle.line, "MG4")
    hands.until(lambda: page.vehicle.is_open)
    hands.press(DOWN)
    hands.press(DOWN)
    hands.press(ENTER)
    assert page.vehicle.vehicle is not None
    assert page.vehicle.vehicle.vin == page.vehicle._note.label.text().split(" · ")[1]
    assert hands.focus is page.on.line


def test_an_odd_reading_is_warned_of_and_may_stay(hands, own_shop):
    log_repair_order(own_shop, LOGGED)
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    page.reception.odometer.line.setFocus()
    hands.write("40,000")
    hands.until(lambda: page.reception.odometer.level == "warning")
    page.jobs.add_jobs([COOLING])
    hands.press(ENTER, CTRL)
    hands.until(lambda: len(orders_of(own_shop, VIN)) == 2)


def test_keys_add_lines_of_each_kind_and_take_them_away(hands):
    page = form(hands, VIN)
    card = page.jobs.cards[0]
    card.complaint.lines.setFocus()
    for key, kind in (("P", LineKind.PART), ("S", LineKind.SUBLET), ("M", LineKind.SUNDRIES), ("L", LineKind.LABOUR)):
        hands.press(getattr(Qt.Key, f"Key_{key}"), ALT)
        assert hands.focus is card.rows[-1].code
        assert card.rows[-1].kind.option.value is kind
        hands.write("X")
    assert [row.kind.option.value for row in card.rows] == [
        LineKind.PART,
        LineKind.SUBLET,
        LineKind.SUNDRIES,
        LineKind.LABOUR,
    ]
    hands.press(DELETE, CTRL)
    assert len(card.rows) == 3
    card.rows[0].kind.setFocus()
    hands.press(DELETE)
    assert [row.kind.option.value for row in card.rows] == [LineKind.SUBLET, LineKind.SUNDRIES]


def test_arrows_go_up_and_down_a_column(hands):
    page = form(hands, VIN)
    page.jobs.show_jobs([COOLING])
    rows = page.jobs.cards[0].rows
    rows[0].text.setFocus()
    hands.press(DOWN)
    assert hands.focus is rows[1].text
    hands.press(Qt.Key.Key_Up)
    assert hands.focus is rows[0].text


def test_lines_come_back_as_they_were_kept(hands):
    page = form(hands, VIN)
    page.jobs.show_jobs([COOLING])
    assert page.jobs.jobs() == (COOLING,)


def test_a_draft_comes_back_into_another_window(own_shop, qtbot):
    with at_the_window(own_shop, qtbot) as hands:
        page = form(hands)
        choose_car(hands, page)
        hands.write("", "47,990", "", "Nok")
        page.jobs.show_jobs([COOLING])
        page.jobs.edited.emit()
        hands.go("service")
    with at_the_window(own_shop, qtbot) as hands:
        page = form(hands)
        hands.until(lambda: page.vehicle.vehicle)
        assert page.vehicle.vehicle.vin == VIN
        assert page.reception.odometer.text == "47,990"
        assert page.jobs.jobs() == (COOLING,)


def test_a_template_brings_its_jobs_and_jobs_become_one(hands, own_shop):
    kept = save_order_template(own_shop, OrderTemplate("A/C", (COOLING,))).value.jobs
    page = form(hands, VIN)
    page.templates.menu.refill()
    actions = {action.text(): action for action in page.templates.menu.actions()}
    actions["A/C"].trigger()
    assert len(page.jobs.cards) == 1
    assert page.jobs.jobs() == kept

    actions["Save jobs as template…"].trigger()
    assert hands.focus is page.templates.field.line
    hands.write("Cooling & climate")
    hands.until(lambda: len(page.templates._known) == 2)
    page.templates.menu.refill()
    assert "Cooling && climate" in [action.text() for action in page.templates.menu.actions()]


def test_tab_follows_the_paper_through_all_jobs_and_round(hands):
    page = form(hands, VIN)
    page.jobs.show_jobs([COOLING, COOLING])
    hands.settle()
    page.reception.language.choice.setFocus()
    walked = []
    for _ in range(64):
        hands.press(TAB)
        walked.append(hands.focus)
        if hands.focus is page.log:
            break
    wanted = [stop for card in page.jobs.cards for stop in card.stops()]
    wanted = [stop for stop in wanted if stop.isEnabled()]
    about = (page.customer.customer.name.line, page.customer.note.lines)
    assert walked == [*wanted, page.jobs.add, *about, page.book, page.log]
    hands.press(TAB)
    assert hands.focus not in wanted


def test_tab_leads_from_the_texts_of_every_job_into_an_empty_line_at_its_code(hands, own_shop):
    page = form(hands, VIN)
    page.jobs.cards[0].complaint.lines.setFocus()
    for place in range(2):
        hands.write_text("Squeaks.", "", "")
        card = page.jobs.cards[place]
        assert hands.focus is card.rows[0].code
        hands.write("B1", "Clean", "0.5")
        assert (card.rows[0].code.typed, card.rows[0].text.typed) == ("B1", "Clean")
        hands.press(Qt.Key.Key_J, CTRL)
        assert hands.focus is page.jobs.cards[place + 1].complaint.lines


def test_what_is_typed_on_the_kind_of_a_line_is_the_beginning_of_its_code(hands, own_shop):
    page = form(hands, VIN)
    line = page.jobs.cards[0].rows[0]
    line.kind.setFocus()
    QTest.keyClicks(hands.focus, "7")
    QTest.keyClicks(hands.focus, "0-A")
    assert (line.code.typed, line.kind.option.value) == ("70-A", LineKind.LABOUR)


def test_a_letter_or_a_word_typed_on_the_closed_choice_does_not_change_who_pays(hands, own_shop):
    page = form(hands, VIN)
    line = page.jobs.cards[0].rows[0]
    before = line.pays.option.value
    for word in ("g", "w", "Cleaned the brakes", "Washed", "oil"):
        line.pays.setFocus()
        for letter in word.replace(" ", ""):
            QTest.keyClicks(QApplication.activePopupWidget() or hands.focus, letter)
            assert line.pays.option.value is before, word
        if QApplication.activePopupWidget():
            hands.press(Qt.Key.Key_Escape)
        assert line.pays.option.value is before, word
    line.pays.setFocus()
    QTest.keyClicks(hands.focus, "w")
    hands.press(ENTER)
    assert line.pays.option.value is PayType.WARRANTY


def test_an_odd_reading_is_warned_of_before_the_form_is_emptied_and_may_stay(hands, own_shop):
    read_odometer(own_shop, ReadOdometer(VIN, clock.now().date(), Distance(60_000)))
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    page.reception.odometer.line.setFocus()
    QTest.keyClicks(hands.focus, "41,000")
    hands.press(Qt.Key.Key_S, CTRL)  # at once: nobody left the field
    hands.until(lambda: page.reception.odometer.level == "warning")
    hands.settle()
    assert orders_of(own_shop, VIN) == []
    assert page.reception.odometer.text == "41,000"
    assert hands.focus is page.reception.odometer.line

    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: orders_of(own_shop, VIN))
    assert page.reception.odometer.text == ""


def test_all_that_is_said_of_the_lines_of_a_job_has_one_line_and_none_before_one_is_written(hands):
    page = form(hands)
    hands.settle()
    card = page.jobs.cards[0]
    note, cover = card._note, card.cover
    assert (note.y(), note.height()) == (cover.y(), cover.height())

    def below() -> int:
        return card._foot.y() - (card.rows[-1].y() + card.rows[-1].height())

    assert below() <= 16
    card.rows[0].code.setFocus()
    hands.settle()
    assert note.label.text()
    assert (note.y(), note.height()) == (cover.y(), cover.height())
    assert 16 < below() <= theme.px(20) + 16


@pytest.mark.parametrize("vin", ["", VIN])
def test_the_form_and_the_rail_begin_at_one_height_whether_something_is_known_of_the_car_or_not(hands, own_shop, vin):
    log_repair_order(own_shop, LOGGED)
    hands.window.resize(1440, 900)
    page = hands.go("order_form", vin)
    hands.until(lambda: page.advice.isVisible() == bool(vin))
    hands.settle()
    first = page.advice if vin else page.reception
    assert page.who.isVisible()
    assert first.mapTo(page, QPoint()).y() == page.who.mapTo(page, QPoint()).y()
