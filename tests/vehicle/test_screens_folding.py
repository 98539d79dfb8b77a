"""A folded life on the screen: opened and closed by keys and by mouse, filtered, searched, and read aloud."""

from datetime import date

import pytest
from hands import NO_WARNINGS, go, pause, press, rest, type_in
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from screens_window import VIN

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.desktop.look.rows import EventRow, YearRow
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.vehicle.rules import folding, wording
from lifecycle_desk.vehicle.rules.folding import Group, Summary, by_fact
from lifecycle_desk.vehicle.rules.life import Event, Part
from lifecycle_desk.vehicle.rules.wording import Worded
from lifecycle_desk.vehicle.usecases import summing
from lifecycle_desk.vehicle.usecases.life import Note, TakeBack, note_event, take_back
from lifecycle_desk.vehicle.usecases.recording import record_event

pytestmark = NO_WARNINGS
BEGUN, DONE, PAID = "service.sample_begun", "service.sample_done", "sale.sample_paid"
VISIT = Group("sample", "RO-1")


@pytest.fixture
def visit(window, own_user, monkeypatch):
    """A visit of three entries, one of them much later and of another part of life."""
    belongs = {BEGUN: by_fact("sample", "order"), DONE: by_fact("sample", "order", 1), PAID: by_fact("sample", "order")}
    monkeypatch.setattr(folding, "_BELONGS", folding._BELONGS | belongs)
    whole = Worded(Said("Visit RO-1"), opens=("order_form", "RO-1"))
    monkeypatch.setattr(folding, "_TELLS", folding._TELLS | {"sample": lambda _row, _names: whole})
    words = {BEGUN: "Clock stopped", DONE: "Brakes bled", PAID: "Claim paid"}
    taught = dict.fromkeys(words, lambda told, _names: Worded(Said(words[told.kind])))
    monkeypatch.setattr(wording, "_KNOWN", wording._KNOWN | taught)
    with own_user.store.writing() as tx:
        of = {"order": "RO-1"}
        record_event(tx, Event(VIN, date(2025, 9, 1), BEGUN, of, odometer=Distance(45_000)))
        record_event(tx, Event(VIN, date(2025, 9, 3), DONE, of, paid=Money(120_000, "THB")))
        record_event(tx, Event(VIN, date(2026, 1, 7), PAID, of))


def titles(page) -> list[str]:
    return [each.title for each in page.life.list.rows.rows if isinstance(each, EventRow)]


def current(page) -> EventRow:
    return page.life.list.current()


def test_a_visit_is_one_row_with_its_reading_and_its_price(visit, window):
    page = go(window, "vehicle", VIN)
    assert titles(page)[0] == "Visit RO-1"
    assert "Claim paid" not in titles(page)
    row = page.life.list.rows.rows[1]
    assert (row.opened, row.odometer.replace("\u00a0", " "), row.key) == (False, "45,000 km", VISIT)
    assert "1,200" in row.paid
    assert "3 records inside, collapsed" in row.words()


@pytest.mark.parametrize(("language", "onward", "back"), [("en", "Right", "Left"), ("ar", "Left", "Right")])
def test_the_arrows_open_and_close_a_row_as_it_is_read(visit, window, language, onward, back):
    window.speak(language)
    page = go(window, "vehicle", VIN)
    onward, back = (getattr(Qt.Key, f"Key_{each}") for each in (onward, back))
    press(window, onward)
    assert current(page).opened is True
    inside = [each.title for each in page.life.list.rows.rows if isinstance(each, EventRow) and each.is_inside]
    assert inside == ["Claim paid", "Brakes bled", "Clock stopped"]
    press(window, Qt.Key.Key_Down, times=2)
    assert current(page).title == "Brakes bled"
    press(window, back)
    assert current(page).key == VISIT
    press(window, back)
    assert current(page).opened is False
    press(window, back)
    assert "Claim paid" not in titles(page)


def test_the_space_bar_opens_and_closes_and_enter_goes_to_the_page(visit, window):
    page = go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_Space)
    assert "expanded" in current(page).words()
    press(window, Qt.Key.Key_Space)
    assert current(page).opened is False
    press(window, Qt.Key.Key_Return)
    assert window.place == Place("order_form", "RO-1")


def test_a_click_on_the_chevron_opens_a_row_and_one_beside_it_does_not(visit, window):
    page = go(window, "vehicle", VIN)
    life = page.life.list
    index = life.rows.index(1, 0)
    chevron = page.life.delegate.fold_place(life.visualRect(index)).center()
    QTest.mouseClick(life.viewport(), Qt.MouseButton.LeftButton, pos=chevron)
    rest(window)
    assert "Claim paid" in titles(page)
    assert current(page).key == VISIT
    QTest.mouseClick(life.viewport(), Qt.MouseButton.LeftButton, pos=chevron + QPoint(200, 0))
    rest(window)
    assert "Claim paid" in titles(page)


def test_an_entry_inside_names_its_year_where_that_is_another(visit, window):
    page = go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_Right)
    days = {each.title: each.day for each in page.life.list.rows.rows if isinstance(each, EventRow)}
    assert (days["Claim paid"], days["Brakes bled"]) == ("7 Jan 2026", "3 Sept")


def test_search_finds_what_is_inside_and_opens_it(visit, window):
    page = go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_F6)
    type_in(window, "brakes")
    pause(window)
    assert titles(page) == ["Visit RO-1", "Brakes bled"]
    assert page.life.list.rows.rows[1].opened is True


def test_filters_count_what_is_inside_too(visit, window):
    page = go(window, "vehicle", VIN)
    assert page.life.chips.counts[Part.SERVICE] == 2
    assert page.life.chips.counts[Part.SALE] == 1
    assert page.life.chips.counts[None] == len(page.shown.page.lines)
    page.life.chips.choose(Part.SALE)
    rest(window)
    assert titles(page) == ["Visit RO-1"]
    page.life.list.setFocus()
    press(window, Qt.Key.Key_Right)
    assert titles(page) == ["Visit RO-1", "Claim paid"]
    heading = page.life.list.rows.rows[0]
    assert isinstance(heading, YearRow)
    assert heading.summary == "1 record"


def test_what_was_opened_stays_open_when_something_else_is_saved(visit, window, own_user):
    page = go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_Right)
    note_event(own_user, Note(VIN, date(2025, 10, 9), "from another seat"))
    rest(window)
    assert "Brakes bled" in titles(page)
    assert current(page).key == VISIT


def test_another_vehicle_begins_closed(visit, window):
    go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_Right)
    go(window, "vehicle", "LGXCE4CC6S0010005")
    page = go(window, "vehicle", VIN)
    assert "Brakes bled" not in titles(page)


def test_what_was_voided_is_struck_through_with_the_voiding_inside(window, own_user):
    made = note_event(own_user, Note(VIN, date(2025, 10, 9), "for another car")).value
    take_back(own_user, TakeBack(made.event, "wrong car"))
    page = go(window, "vehicle", VIN)
    row = page.life.list.rows.rows[1]
    assert (row.title, row.opened) == ("Note", False)
    assert made.event in page.life.delegate.gone
    press(window, Qt.Key.Key_Right)
    assert "Record voided" in titles(page)


def test_a_month_that_a_room_sums_up_is_a_row_by_its_month(window, own_user, monkeypatch):
    words = Worded(Said("9 sessions"), opens=("order_form", "all"))
    month = Summary(Group("sample", "2025-10"), Part.CHARGING, date(2025, 10, 29), words, (Money(181_000, "THB"),))
    monkeypatch.setattr(summing._SUMS, "_tellers", [(0, lambda _user, _vin: [month])])
    page = go(window, "vehicle", VIN)
    row = current(page)
    assert (row.title, row.day, row.opened, row.stage) == ("9 sessions", "Oct", None, "charging")
    assert "1,810" in row.paid
    assert page.life.chips.counts[Part.CHARGING] == 1
    press(window, Qt.Key.Key_Return)
    assert window.place == Place("order_form", "all")
