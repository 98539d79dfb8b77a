"""Tariffs on the screen: typed, kept, read whole, used as a draft; by keys alone and without losing anything."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from charging_books import ONE, is_sound, session
from charging_window import NOON, PLATE, add_car, charge, charging_window
from hands import CTRL, ENTER, HOSTILE, NO_WARNINGS, TAB, all_of, go, press, rest, said, shown, type_in
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.forms import stored_draft
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.charging.sessions.rules.sessions import Place as Where
from lifecycle_desk.stages.charging.sessions.usecases.showing import charged
from lifecycle_desk.stages.charging.tariffs.rules.plain import plain
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Element, Season, Tariff
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Window as Hours
from lifecycle_desk.stages.charging.tariffs.usecases import KeepTariff, keep_tariff, tariffs

pytestmark = NO_WARNINGS
SPACE, DOWN, BACK_TAB = Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Backtab

WINTER_NIGHTS = Element(
    name="Winter nights",
    kwh=Fraction(12),
    minute=Fraction(5),
    after_minutes=240,
    weekdays=frozenset({1, 2, 3, 4, 5}),
    season=Season((10, 1), (3, 31)),
    window=Hours(1320, 360),
)
WHOLE = Tariff(
    place="Mall",
    currency="THB",
    valid_from=date(2026, 1, 1),
    valid_until=date(2026, 12, 31),
    zone="Asia/Bangkok",
    session_fee=1_050,
    elements=(
        WINTER_NIGHTS,
        Element(minute=Fraction(1, 3), weekdays=frozenset({6, 7}), window=Hours(0, 1440)),
        Element(kwh=Fraction(0)),
    ),
)


@pytest.fixture
def window(own_user: UserSession, qapp) -> Iterator[Window]:
    with standing_at(NOON):
        add_car(own_user, ONE, plate=PLATE)
        yield from shown(charging_window(own_user))


@pytest.fixture
def tab(window):
    return go(window, "charging", "tariffs").tabs["tariffs"]


def kept(window) -> list[Tariff]:
    return [tariff for _, tariff in tariffs(window.app.user)]


def rows(tab) -> list[list[str]]:
    long = tab.table.long
    return [[long.index(row, at).data() for at in range(long.columnCount())] for row in range(long.rowCount())]


def prices(tab) -> list[str]:
    return [each[1] for each in rows(tab)]


def keep(window, *texts: str) -> None:
    """Type a tariff and keep it."""
    type_in(window, *texts)
    press(window, ENTER, CTRL)


def toast(window) -> str:
    return " ".join(said(window.notices.toast))


def with_tariff(window, tariff: Tariff = WHOLE):
    """The page with a tariff that came from elsewhere, chosen in the list."""
    keep_tariff(window.app.user, KeepTariff(plain(tariff)))
    tab = go(window, "charging", "tariffs").tabs["tariffs"]
    tab.look()
    rest(window)
    tab.table.setFocus()
    press(window, DOWN)
    return tab


# As quick as most are ----------------------------------------------------------------------------------------------


def test_a_tariff_that_is_kept_by_form_prices_what_is_charged_at_home(window):
    user = window.app.user
    charge(user, [session(1, cost=None), session(2, cost=None, place=Where("Mall"))])
    tab = go(window, "charging", "tariffs").tabs["tariffs"]
    form = tab.form
    assert QApplication.focusWidget() is form.place.control
    keep(window, "", "4.5", "10", "", "", "", "")
    assert form.since.text == "25/11/2026"
    assert [each.session_fee for each in kept(window)] == [1_000]
    assert charged(user, ONE).total.unpriced == 2  # they were charged before
    assert QApplication.focusWidget() is form.place.control
    assert (form.quick.price.text, form.fee.text) == ("", "")
    form.since.set_text("")
    keep(window, "", "4.5", "10", "", "", "", "1/1/2026")

    assert prices(tab) == ["4.5 THB per kWh · 10 THB per session"] * 2
    page = go(window, "charging_of", ONE)
    long = page.table.long
    assert [(long.index(row, 5).data(), long.index(row, 6).data()) for row in range(2)] == [
        ("", ""),
        ("100.00", "by tariff"),
    ]
    assert page.facts[3]._note.text() == "1 without price"
    assert charged(user, ONE).lines[1].session.cost == Money(10_000, "THB")


def test_a_cheaper_time_stands_before_the_price_of_all_others(window, tab):
    keep(window, HOSTILE, "5", "", "3", "22:00", "06:00")

    assert [(row[0], row[1]) for row in rows(tab)] == [
        (HOSTILE, "22:00–06:00: 3 THB per kWh · All other times: 5 THB per kWh")
    ]
    assert "Tariff saved" in toast(window)
    press(window, Qt.Key.Key_Z, CTRL)
    assert (len(rows(tab)), kept(window)) == (0, [])


def test_a_tariff_may_end_and_a_time_of_day_at_midnight(window, tab):
    keep(window, "", "5", "", "3", "2200", "24", "1/1/2027", "31/12/2027")

    assert [(each.valid_from, each.valid_until) for each in kept(window)] == [(date(2027, 1, 1), date(2027, 12, 31))]
    assert kept(window)[0].elements[0].window == Hours(1320, 1440)
    assert rows(tab)[0][3] == "31 Dec 2027"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ((), "quick.price"),
        (("", "dear"), "quick.price"),
        (("", "-5"), "quick.price"),
        (("", "5", "-1"), "fee"),
        (("", "5", "0.001"), "fee"),
        (("", "5", "", "-3", "22:00", "06:00"), "quick.cheaper"),
        (("", "5", "", "", "22:00", "06:00"), "quick.cheaper"),
        (("", "", "", "3", "22:00", "06:00"), "quick.price"),
        (("", "5", "", "3"), "quick.begins"),
        (("", "5", "", "3", "22:00", "25:00"), "quick.ends"),
        (("", "5", "", "3", "22:00", "22:00"), "quick.ends"),
        (("", "5", "", "", "", "", "", "1/1/2020"), "until"),
    ],
)
def test_a_wrong_tariff_is_refused_beside_its_field_and_stays_as_it_was_typed(window, tab, typed, field):
    keep(window, *typed)
    found = tab.form
    for name in field.split("."):
        found = getattr(found, name)

    assert found.is_faulty
    assert QApplication.focusWidget() is found.control
    assert kept(window) == []
    stands = [tab.form.place, tab.form.quick.price, tab.form.fee, tab.form.quick.cheaper, tab.form.quick.begins]
    assert [each.text for each in stands][: len(typed)] == list(typed)[:5]


# With all conditions ------------------------------------------------------------------------------------------------


def test_every_condition_is_typed_by_keys_alone_and_read_back(window, tab):
    type_in(window, "Mall", "9", "10.50", "", "", "", "1/1/2026", "31/12/2026", "")
    assert QApplication.focusWidget() is tab.form.more
    press(window, SPACE)
    block = tab.form.list.blocks[0]
    assert QApplication.focusWidget() is block.kwh.line
    assert block.kwh.text == "9"
    block.kwh.line.clear()
    type_in(window, "0.12", "0.05", "240", "Winter nights", "")
    press(window, TAB)  # the first day, Sunday in Thailand, stays off
    for _ in range(5):
        press(window, SPACE)
        press(window, TAB)
    type_in(window, "", "1 oct", "31/3", "22", "6.00", "")
    assert QApplication.focusWidget() is tab.form.list.add
    assert said(block.season_from).count("1 Oct") >= 1
    press(window, ENTER, CTRL)

    (tariff,) = kept(window)
    assert tariff == replace(WHOLE, elements=(WINTER_NIGHTS,))
    assert is_sound(window.app.user)
    assert tab.form.is_quick
    assert tab.form.list.blocks == []


def test_a_price_is_added_before_the_one_that_always_applies_moved_and_removed(window, tab):
    type_in(window, "", "9")
    tab.form.more.click()
    blocks = tab.form.list.blocks
    press(window, ENTER)
    tab.form.list.add.setFocus()
    press(window, SPACE)
    assert [block.kwh.text for block in blocks] == ["", "9"]
    assert QApplication.focusWidget() is blocks[0].kwh.line
    type_in(window, "4")
    blocks[0].down.setFocus()
    press(window, SPACE)
    assert [block.kwh.text for block in blocks] == ["9", "4"]
    assert QApplication.focusWidget() is blocks[1].up
    press(window, ENTER, CTRL)
    assert blocks[1].kwh.is_faulty
    assert "Price 2 never applies, because price 1 always does." in blocks[1].kwh.control.accessibleDescription()

    blocks[0].remove.setFocus()
    press(window, SPACE)
    assert [block.kwh.text for block in blocks] == ["4"]
    assert QApplication.focusWidget() is blocks[0].remove
    tab.form.back.setFocus()
    press(window, SPACE)
    assert [block.kwh.text for block in tab.form.list.blocks] == ["9", "4"]


def test_tab_goes_through_the_prices_as_they_stand(window, tab):
    tab.form.use(WHOLE)
    tab.form.list.blocks[2].up.click()
    rest(window)
    stops = [tab.form.until.line, *(stop for stop in tab.form.list.stops() if stop.isEnabled())]
    stops[0].setFocus()
    for one, other in pairwise(stops):
        assert QApplication.focusWidget() is one
        press(window, TAB)
        assert QApplication.focusWidget() is other


def test_days_are_reached_by_arrows_too(window, tab):
    tab.form.use(WHOLE)
    first, second, *_ = tab.form.list.blocks[0].weekdays.days
    first.setFocus()
    press(window, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is second
    press(window, SPACE)
    assert tab.form.list.blocks[0].weekdays.value == [2, 3, 4, 5]


def test_a_tariff_without_an_element_is_its_fee_alone(window, tab):
    tab.form.use(replace(WHOLE, elements=()))
    assert QApplication.focusWidget() is tab.form.fee.line
    press(window, ENTER, CTRL)
    assert [each.elements for each in kept(window)] == [()]
    assert prices(tab)[0] == "10.5 THB per session"

    tab.form.use(replace(WHOLE, elements=()))
    tab.form.fee.set_text("")
    tab.form.save.click()
    rest(window)
    assert "The tariff has no price." in tab.form.fee.control.accessibleDescription()


# Read whole, and used as a draft ------------------------------------------------------------------------------------


def test_the_chosen_tariff_is_shown_whole_in_words(window):
    tab = with_tariff(window)
    texts = [label.text() for label in all_of(tab.reading, QLabel)]

    assert texts == [
        "Mall",
        "1 Jan 2026 to 31 Dec 2026 · 10.5 THB per session",
        "Winter nights",
        "Mon–Fri, 1 Oct–31 Mar, 22:00–06:00: 0.12 THB per kWh, 0.05 THB per minute after 240 minutes",
        "Sat–Sun, 00:00–24:00: 1/300 THB per minute",
        "All other times: 0 THB per kWh",
    ]
    window.speak("es")
    rest(window)
    assert any("lun–vie, 1 oct–31 mar, 22:00–06:00" in label.text() for label in all_of(tab.reading, QLabel))


def test_nothing_is_shown_while_no_tariff_is_chosen(window, tab):
    assert not tab.reading.isVisible()


def test_next_years_prices_are_a_draft_of_this_years_with_two_changes(window):
    tab = with_tariff(window, replace(WHOLE, valid_until=None))
    press(window, ENTER)
    assert QApplication.focusWidget() is tab.reading.use
    press(window, SPACE)
    assert QApplication.focusWidget() is tab.form.list.blocks[0].kwh.line
    type_in(window, "0.14")  # what stood there is selected
    tab.form.since.line.setFocus()
    tab.form.since.line.selectAll()
    type_in(window, "1/1/2027")
    press(window, ENTER, CTRL)

    dearer = replace(WINTER_NIGHTS, kwh=Fraction(14))
    latest = next(each for each in kept(window) if each.valid_from == date(2027, 1, 1))
    assert latest == replace(
        WHOLE, valid_from=date(2027, 1, 1), valid_until=None, elements=(dearer, *WHOLE.elements[1:])
    )


def test_a_simple_tariff_is_drafted_in_the_simple_form(window):
    night = Element(kwh=Fraction(300), window=Hours(1320, 360))
    tab = with_tariff(window, replace(WHOLE, place="home", elements=(night, Element(kwh=Fraction(500)))))
    tab.reading.use.click()
    quick = tab.form.quick
    assert [each.text for each in quick.all] == ["5", "3", "22:00", "06:00"]
    assert tab.form.place.text == ""
    assert tab.form.is_quick
    assert QApplication.focusWidget() is quick.price.line


def test_what_a_draft_replaces_can_be_brought_back(window):
    tab = with_tariff(window)
    assert not tab.form.back.isVisible()
    tab.form.place.setFocus()
    type_in(window, "Harbour", "7", "", "5")
    before = tab.form.texts
    tab.reading.use.click()
    assert tab.form.place.text == "Mall"
    tab.form.back.click()
    assert tab.form.texts == before
    tab.form.back.click()
    assert tab.form.place.text == "Mall"


def test_a_draft_keeps_the_currency_and_the_clocks_of_its_tariff_until_it_is_kept(window, tab):
    abroad = replace(WHOLE, currency="KWD", zone="Asia/Kuwait", elements=(Element(kwh=Fraction(25, 2)),))
    tab.form.use(abroad)
    assert tab.form.quick.price.text == "0.0125"
    assert "Prices in KWD, times in Asia/Kuwait" in said(tab.form)
    tab.form.save.click()
    rest(window)
    assert kept(window) == [abroad]
    assert "Prices in THB" in said(tab.form)


def test_a_tariff_is_dropped_and_comes_back_and_what_is_typed_stays(window):
    tab = with_tariff(window)
    tab.form.place.setFocus()
    type_in(window, "Harbour")
    tab.reading.drop.setFocus()
    press(window, SPACE)
    assert kept(window) == []
    assert not tab.reading.isVisible()
    assert tab.form.place.text == "Harbour"
    window.app.undo()
    rest(window)
    assert kept(window) == [WHOLE]


def test_what_was_typed_comes_back_after_a_crash_and_not_after_it_was_kept(window, tab):
    user = window.app.user
    tab.form.use(WHOLE)
    typed = tab.form.texts
    go(window, "vehicle")
    assert stored_draft(user.store, "tariff", "")
    for again in shown(charging_window(user)):
        form = go(again, "charging", "tariffs").tabs["tariffs"].form
        assert form.texts == typed
        form.save.click()
        rest(again)
        assert stored_draft(user.store, "tariff", "") is None
    assert kept(window) == [WHOLE]


# How it stands ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["en", "th", "ar"])
def test_fields_stand_at_even_distances_below_whatever_is_said_above_them(window, tab, code):
    window.speak(code)
    form = tab.form
    form.quick.ends.set_text("6")
    form.save.click()
    rest(window)
    assert [field.level for field in (form.place, form.quick.price, form.fee, form.quick.ends)] == [
        "",
        "fault",
        "",
        "echo",
    ]
    fields = (form.place, form.quick.price, form.quick.cheaper, form.since)
    tops = [field.mapTo(form, QPoint(0, 0)).y() for field in fields]
    ends = [top + field.height() for top, field in zip(tops, fields, strict=True)]
    assert len({top - end for end, top in zip(ends, tops[1:], strict=False)}) == 1
