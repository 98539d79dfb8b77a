"""A low window: the head of an order scrolls with its work, what is known stands in one line, and comes back."""

from collections.abc import Iterator

import pytest
from hands import dress_once, type_in
from PySide6.QtCore import QPoint, QRect, Qt
from screen import Hands, at_the_window
from workshop import COOLING, VIN

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import PageTitle
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.stages.service.orders.screens.entry.form import OrderFormPage
from lifecycle_desk.stages.service.orders.screens.sheet.car_notes import Note
from lifecycle_desk.stages.service.orders.screens.sheet.folded_facts import GAP, LEAST, PressingNote
from lifecycle_desk.stages.service.orders.screens.working.page import OneOrderPage
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import orders_of

NUMBER = "RO-2026-0001"
LOW, HIGH = (960, 540), (1440, 900)  # 1920x1080 at 200 %


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(COOLING,), odometer_in=Distance(47_990)))
    with at_the_window(own_shop, qtbot) as found:
        found.window.resize(*LOW)
        found.settle()
        yield found


def opened(hands: Hands) -> OneOrderPage:
    page = hands.go("order", NUMBER)
    assert isinstance(page, OneOrderPage)
    return page


def form(hands: Hands, key: str = "") -> OrderFormPage:
    page = hands.go("order_form", key)
    assert isinstance(page, OrderFormPage)
    return page


def top(page, part) -> int:
    return part.mapTo(page, QPoint(0, 0)).y()


def test_facts_stand_in_one_line_and_the_keyboard_begins_with_the_work(hands):
    page = opened(hands)
    assert page.fold.is_folded
    assert not page.reception.isVisible()
    assert page.fold.facts.text().startswith("47,990\u00a0km")
    assert hands.focus is page.jobs.cards[0].complaint.lines

    page.fold.toggle.setFocus()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert page.reception.isVisible()
    assert not page.fold.facts.isVisible()  # its fields say it
    assert page.head.vin.isVisible()
    assert page.fold.toggle.text() == "Hide details"
    hands.press(Qt.Key.Key_Return)
    assert page.fold.is_folded
    assert hands.focus is page.fold.toggle


@pytest.mark.parametrize("size", [LOW, HIGH, (860, 560)])
def test_who_to_call_about_which_car_is_seen_whole_however_low_the_page_is(hands, size):
    hands.window.resize(*size)
    page = opened(hands)
    hands.settle()
    head = page.head
    assert page.whole.is_low is (size != HIGH)
    assert (head.plate.text(), head.vehicle.text()) == ("3กข 4821", "MG4 Electric 64 kWh")
    for part in (head.plate, head.vehicle, head.owner, head.phone):
        assert part.text()
        assert part.isVisible()
        assert part.width() >= part.sizeHint().width()
        assert page.rect().contains(QRect(part.mapTo(page, QPoint(0, 0)), part.size()))
    beside = head.number if page.whole.is_low else head.phone
    assert abs(top(page, head.vehicle) - top(page, beside)) < head.plate.height()
    assert head.title.isVisible() is not page.whole.is_low
    assert head.vin.isVisible() is not page.whole.is_low


def test_what_is_most_pressing_gives_way_to_the_facts_and_is_told_where_one_points(qtbot):
    dress_once()
    note = PressingNote()
    qtbot.addWidget(note)
    note.show_notes(
        [
            Note("ink2", "history", "Last visit"),
            Note("danger", "clock-exclamation", "Overdue"),
            Note("warn", "tool", "Open"),
        ]
    )
    assert note.accessibleName() == "Overdue, and 2 more"
    for width, told in ((400, ""), (30, "Overdue, and 2 more")):
        note.resize(width, 30)
        note.grab()
        assert note.toolTip() == told
    tight = theme.width("Overdue", "body") + theme.u(GAP) + theme.width("and 2 more", "small") - 1
    said = [
        note.texts_in(room) for room in (300, tight, theme.width("3 notes", "body"), theme.width("3 notes", "body") - 1)
    ]
    assert said == [("Overdue", "and 2 more"), ("Overdue", "+2"), ("3 notes", ""), ("", "")]
    long = "Another repair order of the vehicle is open"
    note.show_notes([Note("warn", "tool", long)])
    alone = theme.width("1 note", "body")
    assert [note.texts_in(room)[0] for room in (theme.u(LEAST), alone, alone - 1)] == [long, "1 note", ""]
    assert note.minimumSizeHint().width() == theme.u(t.ICON) + theme.u(GAP) + alone
    note.show_notes([Note("ink2", "history", long)])
    assert note.minimumSizeHint().width() == 0
    note.show_notes([])
    assert not note.accessibleName()


def test_a_note_is_said_in_few_words_where_its_sentence_has_no_room_and_counted_where_these_have_none(qtbot):
    dress_once()
    note = PressingNote()
    qtbot.addWidget(note)
    long, short = "The vehicle has another open repair order: RO-2026-0098.", "Open order: RO-2026-0098"
    other = Note("warn", "tool", long, short)
    whole, few, gap = theme.width(long, "body"), theme.width(short, "body"), theme.u(GAP)
    note.show_notes([other])
    assert [note.texts_in(room)[0] for room in (whole, whole - 1, few, few - 1)] == [long, short, short, "1 note"]
    note.show_notes([other, Note("ink2", "history", "Last visit")])
    more, plus = theme.width("and 1 more", "small"), theme.width("+1", "small")
    rooms = (whole + gap + more, whole + gap + plus, few + gap + more, few + gap + plus)
    assert [note.texts_in(room) for room in rooms] == [
        (long, "and 1 more"),
        (long, "+1"),
        (short, "and 1 more"),
        (short, "+1"),
    ]
    assert note.texts_in(rooms[1] - 1)[0] == short
    assert note.texts_in(rooms[3] - 1) == ("2 notes", "")
    assert note.accessibleName() == f"{long}, and 1 more"
    note.resize(rooms[2] + 40, 30)
    note.grab()
    assert note.toolTip() == f"{long}, and 1 more"


def test_the_head_scrolls_with_the_work_and_the_bar_stands(hands):
    page = opened(hands)
    bar = page.body.work.verticalScrollBar()
    before, foot = top(page, page.head), top(page, page.bar)
    bar.setValue(bar.maximum())
    hands.settle()
    assert top(page, page.head) < before - page.head.height()
    assert top(page, page.bar) == foot
    hands.window.resize(*HIGH)
    hands.settle()
    bar.setValue(bar.maximum())
    assert top(page, page.head) >= 0
    assert page.reception.isVisible()
    assert not page.fold.isVisible()
    assert page.head.findChild(PageTitle).isVisible()


def test_what_cannot_be_read_brings_its_field_back(hands):
    page = opened(hands)
    page.reception.odometer.line.setText("many")
    page.jobs.cards[0].complaint.set_text("Blows warm air.")
    page.save.click()
    hands.settle()
    assert page.reception.odometer.is_faulty
    assert page.reception.isVisible()
    assert hands.focus is page.reception.odometer.line


def test_what_somebody_writes_in_is_not_folded_away(hands):
    hands.window.resize(*HIGH)
    page = opened(hands)
    assert hands.focus is page.reception.odometer.line
    hands.window.resize(*LOW)
    hands.settle()
    assert page.whole.is_low
    assert not page.fold.is_folded
    assert hands.focus is page.reception.odometer.line
    type_in(hands.window, "1")
    assert page.reception.odometer.text.endswith("1")


def test_a_form_that_was_opened_for_a_car_folds_it_and_one_that_asks_for_it_does_not(hands):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle and page.advice.said)
    assert page.fold.is_folded
    assert not page.vehicle.isVisible()
    assert page.fold.facts.text().startswith("3กข 4821 · MG4 Electric")
    assert page.fold.note.accessibleName() == f"The vehicle has another open repair order: {NUMBER}."
    assert hands.focus is page.reception.odometer.line

    page = form(hands)
    assert page.vehicle.isVisible()
    assert not page.fold.isVisible()
    assert hands.focus is page.vehicle.line


def test_a_car_that_is_not_known_brings_the_field_back(hands):
    page = form(hands, "LSJWH4095PN000999")
    hands.until(page.unknown.isVisible)
    assert page.vehicle.isVisible()


def test_an_order_is_written_and_saved_by_keys_in_a_low_window(hands, own_shop):
    page = form(hands, VIN)
    hands.until(lambda: page.vehicle.vehicle)
    type_in(hands.window, "48100")
    card = page.jobs.cards[0]
    card.complaint.lines.setFocus()
    hands.write_text("Squeaks.")
    card.rows[0].code.setFocus()
    for code in ("B1", "B2", "B3"):
        hands.write(code, "Clean the brakes", "0.5", "", "")
    hands.settle()
    area = page.body.work
    seen = QRect(QPoint(0, 0), area.viewport().size())
    last = card.rows[3]
    assert hands.focus is last.code
    assert seen.contains(QRect(last.mapTo(area.viewport(), QPoint(0, 0)), last.size()))
    hands.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    hands.until(lambda: len(orders_of(own_shop, VIN)) == 2)


def test_a_text_takes_the_lines_that_are_written_where_the_page_is_low(hands):
    page = opened(hands)
    card = page.jobs.cards[0]
    for each in card.texts.values():
        each.set_text("Short.")
    hands.settle()
    one = card.complaint.lines.height()
    card.cause.set_text("Short.\nAnd more.\nAnd still more.")
    hands.settle()
    two = card.complaint.lines.height()
    assert two > one
    assert {each.lines.height() for each in card.texts.values()} == {two}
    card.cause.set_text("Short.")
    hands.window.resize(*HIGH)
    hands.settle()
    assert card.complaint.lines.height() == two
