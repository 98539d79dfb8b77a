"""A car's charging on the screen, by key presses: added, put right, put together, split, taken out, taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from charging_books import ONE, is_sound, session, sessions_of, some
from charging_window import BARE, NONE, NOON, PLATE, add_car, charge, charging_window
from hands import CTRL, ENTER, HOSTILE, NO_WARNINGS, SHIFT, TAB, go, press, rest, said, seen, shown, type_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, taken_back
from lifecycle_desk.stages.charging.sessions.rules.sessions import Place as Where
from lifecycle_desk.stages.charging.sessions.screens.charging_of import COLUMNS, cells
from lifecycle_desk.stages.charging.sessions.usecases.showing import charged

pytestmark = NO_WARNINGS
FEE = Money(45_000, "THB")


@pytest.fixture
def window(own_user: UserSession, qapp) -> Iterator[Window]:
    with standing_at(NOON):
        add_car(own_user, ONE, plate=PLATE)
        yield from shown(charging_window(own_user))


@pytest.fixture
def page(window):
    """The page of a car with three sessions, one of them in the month before."""
    rows = [session(1, cost=FEE), session(2, cost=FEE), session(-20, cost=FEE, place=Where(HOSTILE, city="Rayong"))]
    charge(window.app.user, rows)
    return go(window, "charging_of", ONE)


def facts(page) -> list[str]:
    return [each._value.text() for each in page.facts]


def cells_of(page, row: int) -> list[str]:
    return [str(page.table.long.index(row, each).data() or "") for each in range(page.table.long.columnCount())]


def pairs(box) -> list[tuple[str, ...]]:
    return [tuple(seen(box.itemAt(each).widget())) for each in range(box.count())]


def here(page, name: str) -> bool:
    """Whether the keyboard is in a field of the entry."""
    return QApplication.focusWidget() is page.panel.entry.fields[name].control


def toast(window) -> str:
    return " ".join(said(window.notices.toast))


# Adding -----------------------------------------------------------------------------------------------------------


def test_a_session_is_added_by_keys_alone_and_taken_back_by_ctrl_z(window):
    page, user = go(window, "charging_of", ONE), window.app.user
    assert QApplication.focusWidget() is page.empty.primary
    press(window, Qt.Key.Key_N, CTRL)
    assert here(page, "started_at")
    assert not page.panel.entry.fields["started_at"].is_faulty
    type_in(window, "24/11 18:30", "24/11 22:00", "45.3", "41")
    type_in_next(window, "20", "80", "", "450", HOSTILE, "Bangkok", "1,200", "31.5")
    press(window, ENTER, CTRL)

    made = sessions_of(user)[0]
    assert (made.meter_wh, made.battery_wh, made.soc_start, made.soc_end, made.temperature) == (
        45_300,
        41_000,
        200,
        800,
        315,
    )
    assert (made.cost, made.place.name, made.place.city, made.odometer.value) == (FEE, HOSTILE, "Bangkok", 1_200)
    assert made.started_at.isoformat() == "2026-11-24T18:30:00+07:00"
    assert page.panel.isHidden()
    assert QApplication.focusWidget() is page.table
    assert cells_of(page, 0) == [
        "24 Nov 2026 18:30", "45.3\u00a0kWh", "20 → 80%", "", f"{HOSTILE} · Bangkok", "450.00", "",
    ]  # fmt: skip
    assert facts(page) == ["1", "45.3\u00a0kWh", "0%", "฿450.00", "24 Nov 2026"]
    assert pairs(page._months) == [("November 2026", "45.3\u00a0kWh · ฿450.00")]
    assert pairs(page._places) == [(HOSTILE, "45.3\u00a0kWh · ฿450.00")]
    assert "Session added" in toast(window)

    press(window, Qt.Key.Key_Z, CTRL)
    assert sessions_of(user) == []
    assert page.empty.isVisible()
    assert is_sound(user)


def type_in_next(window, *texts) -> None:
    """Go on in the fields behind the one that the keyboard is in."""
    press(window, TAB)
    type_in(window, *texts)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ((), "started_at", "Please fill this in."),
        (("yesterday evening", "", "20"), "started_at", "is not a date; write it like 25/11/2026"),
        (("24/11 18:30",), "energy", "The session has no energy value."),
        (("24/11 18:30", "24/11 17:00", "20"), "end", "The session ends before it starts."),
        (("24/11 18:30", "", "20", "", "120"), "soc_start", "100"),
        (("24/11 18:30", "", "2,000"), "energy", "1,000"),
        (("24/11 18:30", "", "20", "", "", "", "", "1.005"), "cost", "1.005"),
        (("26/12/2026 18:30", "", "20"), "start", "The session starts in the future."),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_written(window, typed, field, words):
    page = go(window, "charging_of", ONE)
    press(window, Qt.Key.Key_N, CTRL)
    type_in(window, *typed)
    press(window, ENTER, CTRL)

    faulty = page.panel.entry.fields[field]
    assert faulty.is_faulty
    assert words in faulty.control.accessibleDescription()
    assert here(page, field)
    assert sessions_of(window.app.user) == []


def test_escape_gives_up_and_gives_the_keyboard_back(window, page):
    press(window, Qt.Key.Key_N, CTRL)
    type_in(window, "24/11 18:30")
    press(window, Qt.Key.Key_Escape)

    assert page.panel.isHidden()
    assert QApplication.focusWidget() is page.table
    assert len(sessions_of(window.app.user)) == 3


def test_what_is_odd_is_written_and_said(window):
    go(window, "charging_of", ONE)
    press(window, Qt.Key.Key_N, CTRL)
    type_in(window, "24/11 18:30", "", "20", "", "80", "20")
    press(window, ENTER, CTRL)

    assert len(sessions_of(window.app.user)) == 1
    assert "The end state of charge is below the start." in toast(window)


def test_what_is_odd_is_said_beside_its_field_while_one_types(window):
    page = go(window, "charging_of", ONE)
    press(window, Qt.Key.Key_N, CTRL)
    type_in(window, "24/11 18:30", "", "20", "", "80", "20 %")
    press(window, TAB)

    after = page.panel.entry.fields["soc_end"]
    assert after.level == "warning"
    assert "end state of charge is below the start" in after.control.accessibleDescription()


# Sums -------------------------------------------------------------------------------------------------------------


def test_months_and_places_stand_beside_the_list_the_latest_and_the_largest_first(window, page):
    charge(window.app.user, [session(3, cost=None, current=Current.AC)])
    rest(window)

    assert [each[0] for each in pairs(page._months)] == ["January 2026", "December 2025"]
    assert [each[0] for each in pairs(page._places)] == ["At home or no location", HOSTILE]
    assert facts(page)[:4] == ["4", "80.0\u00a0kWh", "75%", "฿1,350.00"]
    assert page.facts[3]._note.text() == "1 without price"


def test_a_narrow_page_shows_the_sums_below_the_sessions(window, page):
    window.resize(1000, 700)
    rest(window)
    assert page.table.isVisible()
    assert page.columns.rail.isVisible()
    assert page.columns.rail.y() > page.columns.work.geometry().bottom()


# Putting right ----------------------------------------------------------------------------------------------------


def test_a_session_is_put_right_with_a_reason_and_it_is_undone(window, page):
    user = window.app.user
    before = charged(user, ONE).lines[0].session
    press(window, Qt.Key.Key_F2)
    fields = page.panel.entry.fields
    assert here(page, "started_at")
    assert [fields[each].text for each in ("started_at", "energy", "cost")] == ["13/01/2026 01:02", "20.002", "450.00"]
    press(window, TAB, times=2)
    type_in(window, "22.5")
    press(window, ENTER, CTRL)
    assert fields["why"].is_faulty
    assert here(page, "why")
    assert charged(user, ONE).lines[0].session == before

    type_in(window, "mistyped")
    press(window, ENTER, CTRL)
    after = charged(user, ONE).lines[0].session
    assert after == replace(before, meter_wh=22_500, started_at=after.started_at, ended_at=after.ended_at)
    assert cells_of(page, 0)[1] == "22.5\u00a0kWh"
    press(window, Qt.Key.Key_Z, CTRL)
    assert charged(user, ONE).lines[0].session == before
    assert is_sound(user)


def test_enter_puts_right_too_and_a_price_by_tariff_is_not_taken_for_a_paid_one(window):
    charge(window.app.user, [session(1, cost=None)])
    page = go(window, "charging_of", ONE)
    press(window, ENTER)

    assert here(page, "started_at")
    assert page.panel.entry.fields["cost"].text == ""


def test_what_was_free_stays_free_when_a_session_is_put_right(window):
    user = window.app.user
    add_car(user, BARE)
    charge(user, [session(1, cost=Money(0, "THB"))], vin=BARE)
    page = go(window, "charging_of", BARE)
    press(window, ENTER)
    assert page.panel.entry.fields["cost"].text == "0.00"
    page.panel.entry.fields["why"].set_text("read again")
    press(window, ENTER, CTRL)

    assert [each.cost for each in sessions_of(user, BARE)] == [Money(0, "THB")]


def test_two_chosen_rows_are_put_together_and_come_apart_again(window, page):
    user = window.app.user
    press(window, Qt.Key.Key_M, CTRL)
    assert page.panel.isHidden()
    assert "Shift and the arrow keys" in toast(window)

    press(window, Qt.Key.Key_Down, SHIFT)
    press(window, Qt.Key.Key_M, CTRL)
    assert "2 sessions become one with a total of 40.003\u00a0kWh." in seen(page.panel)
    assert here(page, "numbers")
    assert page.panel.entry.fields["numbers"].text == "12/01/2026 01:02"
    press(window, ENTER, CTRL)
    assert [each.energy_wh for each in sessions_of(user)] == [19_980, 40_003]
    assert cells_of(page, 0)[1::4] == ["40.0\u00a0kWh", "900.00"]

    press(window, Qt.Key.Key_Z, CTRL)
    assert len(sessions_of(user)) == 3
    assert is_sound(user)


def test_sessions_that_cannot_be_one_say_why_in_the_form(window):
    charge(window.app.user, [session(1), session(2, cost=FEE)])
    page = go(window, "charging_of", ONE)
    press(window, Qt.Key.Key_Down, SHIFT)
    press(window, Qt.Key.Key_M, CTRL)
    press(window, ENTER, CTRL)

    assert len(sessions_of(window.app.user)) == 2
    assert "EUR and THB" in toast(window)
    press(window, Qt.Key.Key_Escape)
    assert page.panel.isHidden()


def test_a_session_is_split_and_a_wrong_part_is_refused(window, page):
    user = window.app.user
    page.split.setFocus()
    press(window, Qt.Key.Key_Space)
    assert here(page, "at")
    type_in(window, "13/1/2026 02:00", "")
    press(window, ENTER, CTRL)
    assert page.panel.entry.fields["first_wh"].is_faulty
    type_in(window, "25")
    press(window, ENTER, CTRL)
    assert "less than all of the energy" in page.panel.entry.fields["first_wh"].control.accessibleDescription()
    QApplication.focusWidget().selectAll()
    type_in(window, "5", "40")
    press(window, ENTER, CTRL)

    assert [each.energy_wh for each in sessions_of(user)] == [19_980, 20_001, 5_000, 15_002]
    press(window, Qt.Key.Key_Z, CTRL)
    assert len(sessions_of(user)) == 3


def test_a_session_is_taken_out_with_a_reason_by_the_days_of_the_market(window, page):
    press(window, Qt.Key.Key_Delete)
    press(window, ENTER, CTRL)
    assert page.panel.entry.fields["why"].is_faulty
    type_in(window, "never was")
    press(window, ENTER, CTRL)

    assert len(sessions_of(window.app.user)) == 2
    assert cells_of(page, 0)[0] == "12 Jan 2026 01:02"
    assert "Session of 13 Jan 2026 01:02 removed" in toast(window)
    press(window, Qt.Key.Key_Z, CTRL)
    assert len(sessions_of(window.app.user)) == 3


# Going on ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Qt.Key.Key_B, Place("battery", ONE)),
        (Qt.Key.Key_O, Place("vehicle", ONE)),
        (Qt.Key.Key_P, Place("reports", f"charging-statement:{ONE}")),
    ],
)
def test_keys_lead_on_to_what_belongs_to_the_car(window, page, key, place):
    press(window, key, CTRL)
    assert window.place == place


def test_an_unknown_car_leads_to_where_it_can_be_added(window):
    go(window, "charging_of", NONE)
    assert window.place == Place("vehicle", NONE)


def test_another_car_shows_nothing_of_the_one_before(window, page):
    add_car(window.app.user, BARE)
    press(window, Qt.Key.Key_N, CTRL)
    other = go(window, "charging_of", BARE)

    assert other.empty.isVisible()
    assert other.panel.isHidden()
    assert PLATE not in seen(other)


def test_a_credit_and_what_it_took_back_are_named(window):
    told = session(1, cost=FEE)
    back = replace(taken_back(told, told.key), key="credit", started_at=told.started_at + timedelta(hours=1))
    charge(window.app.user, [told, back, *some(2, 2, cost=FEE)])
    page = go(window, "charging_of", ONE)

    assert [cells_of(page, each)[-1] for each in range(3)] == ["", "Credit", "Credited"]
    assert facts(page)[0] == "1"


def test_the_chart_stands_before_the_list_and_is_read_out_by_the_arrows(page, window):
    assert page.chart.isVisible()
    assert (
        page.chart.mapTo(page, page.chart.rect().bottomLeft()).y()
        < page.table.mapTo(page, page.table.rect().topLeft()).y()
    )
    page.chart.setFocus()
    press(window, Qt.Key.Key_Right)
    assert "kWh" in page.chart.accessibleDescription()
    stops = page.chart.scene.stops
    assert len(stops) == len(page.shown.charged.months)


def test_each_value_of_a_session_stands_under_its_own_head(page):
    heads = [str(each.title).rpartition("\x04")[2] for each in COLUMNS]
    assert all(heads)
    (line, *_) = page.table.long.listing.rows(page.table.long.keys[:1]).values()
    at_home = replace(line.session, current=Current.AC, most_watts=3_700, place=Where(""))
    away = replace(at_home, current=Current.DC, most_watts=50_000, place=Where("Station", city="Rayong"))
    for of, power, place in ((at_home, "AC · 3.7\u00a0kW", ""), (away, "DC · 50\u00a0kW", "Station · Rayong")):
        told = dict(zip(heads, cells(replace(line, session=of)), strict=True))
        assert (told["Power"], told["Location"]) == (power, place)
