"""Batteries on the screen: a figure with its interval, what it lacks, the floor of the cover, what others tell."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from charging_books import ONE, OTHER, is_sound, session, some
from charging_window import BARE, NONE, NOON, add_car, aged, charge, charging_window
from hands import (
    CTRL,
    ENTER,
    HOSTILE,
    NO_WARNINGS,
    TAB,
    all_of,
    go,
    name_of,
    pause,
    press,
    rest,
    said,
    seen,
    shown,
    type_in,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.usecases import KeepRule, keep_cover_rule
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.look.parts import InfoBar, Label
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.remembered import SavedFilter, filter_key
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.charging.health.rules import Official, OfficialKind
from lifecycle_desk.stages.charging.health.rules.batteries import BatteryList
from lifecycle_desk.stages.charging.health.screens.batteries import cells
from lifecycle_desk.stages.charging.health.usecases.health import Batteries, battery_page
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current
from lifecycle_desk.stages.charging.sessions.screens.charging import ChargingPage

pytestmark = NO_WARNINGS
NOT_KNOWN = "–"


@pytest.fixture
def window(tmp_path, qapp) -> Iterator[Window]:
    """A window at a Spanish dealer's, where a BYD's battery is covered for eight years down to 70%."""
    with standing_at(NOON):
        user = create(tmp_path / "desk.ldk", Dealer("Taller Sol", "ES", "en"))
        yield from shown(charging_window(user))
        user.store.close()


@pytest.fixture
def fleet(window) -> UserSession:
    """Three cars: a good battery, one that may fall below the floor inside its cover, one that does so sooner."""
    user = window.app.user
    for share, vin in ((0.97, ONE), (0.80, OTHER), (0.74, BARE)):
        add_car(user, vin, plate=f"{share}")
        charge(user, aged(share), vin)
    rest(window)
    return user


def facts(page) -> list[tuple[str, str]]:
    return [(each._value.text(), each._note.text()) for each in page.facts]


def bars(page) -> list[str]:
    return ["\n".join(each.text() for each in all_of(bar, Label)) for bar in all_of(page, InfoBar)]


def plain(text: str) -> str:
    """Without the signs that only keep a figure together."""
    return text.translate({0x2066: "", 0x2069: "", 0xA0: " "})


# The page of a battery --------------------------------------------------------------------------------------------


def test_a_figure_stands_with_its_interval_how_it_was_found_and_what_it_rests_on(window, fleet):
    page = go(window, "battery", ONE)
    shown_facts = [(plain(value), plain(note)) for value, note in facts(page)]

    assert shown_facts[:3] == [
        ("96,6%", "95% interval 94,8–98,5%"),
        ("58 of 60 kWh", "NMC"),
        ("−0,6 points per year", "from this car’s sessions"),
    ]
    assert shown_facts[3][1] == "on 28 Feb 2031"
    assert shown_facts[4:] == [("High", "60 sessions"), (NOT_KNOWN, "")]
    texts = " ".join(seen(page))
    assert "Method used: Energy counted by the car." in texts
    assert "does not decide a warranty claim" in texts
    assert bars(page) == []
    assert QApplication.focusWidget() is page.chart
    assert "Battery health over time" in name_of(page.chart)


def test_what_may_fall_below_the_floor_of_its_cover_is_warned_of_in_time(window, fleet):
    page = go(window, "battery", OTHER)

    assert [plain(each).split(". ")[0] for each in bars(page)] == [
        "Battery health may fall below 70% from 10 Jul 2028, within the battery warranty that ends on 28 Feb 2031"
    ]
    assert [plain(each) for each in facts(page)[3]] == ["56,8–74,5%", "on 28 Feb 2031"]


def test_a_floor_stands_beside_the_paper_that_promises_it_though_another_cover_runs_longer(window, fleet):
    page = go(window, "battery", OTHER)
    lines = [plain(each) for each in seen(page._cover_card)]
    maker = lines[lines.index("Minimum health") + 2]
    assert lines[lines.index("Minimum health") + 1] == "70%"
    keep_cover_rule(
        fleet,
        KeepRule({"id": "own", "brands": ["BYD"], "part": "battery", "months": 48, "km": 100_000,
                  "minimum_health_percent": "76.5", "valid_from": "2020-01-01", "looked_up_on": "2026-11-25",
                  "source": "Leaflet 2026"}),
    )  # fmt: skip
    rest(window)
    lines = [plain(each) for each in seen(page._cover_card)]

    here = lines.index("Minimum health")
    assert lines[here : here + 3] == ["Minimum health", "76,5%", "Leaflet 2026"]
    assert lines.index(maker) < here


def test_without_a_figure_it_is_said_what_is_missing(window):
    user = window.app.user
    add_car(user, ONE)
    charge(user, some(1, 4, meter_wh=20_000))
    page = go(window, "battery", ONE)

    assert facts(page)[0] == (NOT_KNOWN, "no figure yet")
    assert facts(page)[1] == ("60\u00a0kWh", "when new")
    assert bars(page) == [
        "Most sessions have no state of charge; import them from a source that includes it.",
        "Charge 3 more times from below 20% to above 90%.",
    ]
    assert seen(page._out_card)[1:] == ["No state of charge", "4"]


def test_a_car_of_which_nothing_is_known_says_so(window):
    user = window.app.user
    add_car(user, NONE, make=HOSTILE, model=HOSTILE)
    page = go(window, "battery", NONE)

    assert f"{HOSTILE} {HOSTILE}" in seen(page)
    assert facts(page)[3] == (NOT_KNOWN, "no known cover")
    assert len(bars(page)) == 1
    go(window, "battery", "LSJWH4090PN000009")
    assert window.place == Place("vehicle", "LSJWH4090PN000009")


def test_beside_sessions_that_say_nothing_it_is_told_of_how_many_the_figure_rests_on_some(window, fleet):
    charge(fleet, [session(1, key="alone")], ONE)
    page = go(window, "battery", ONE)
    assert page.shown.health.left_out.total() == 1
    assert facts(page)[4] == ("High", "60 of 61 sessions")


def test_new_sessions_show_at_once_in_an_open_page(window):
    user = window.app.user
    add_car(user, ONE)
    page = go(window, "battery", ONE)
    assert bars(page)
    charge(user, aged(0.93))
    rest(window)

    assert facts(page)[0][0].startswith("92,7")
    assert bars(page) == []


# Official readings ------------------------------------------------------------------------------------------------


def test_a_reading_told_by_others_is_entered_by_keys_alone_and_taken_back(window, fleet):
    page = go(window, "battery", ONE)
    press(window, Qt.Key.Key_N, CTRL)
    fields = page.panel.entry.fields
    assert QApplication.focusWidget() is fields["tenths"].control
    type_in(window, "93,8", "")
    press(window, Qt.Key.Key_Down)
    press(window, TAB)
    QApplication.focusWidget().selectAll()
    type_in(window, "20/11", HOSTILE)
    press(window, ENTER, CTRL)

    told = battery_page(fleet, ONE).health.officials
    assert told == (Official(date(2026, 11, 20), 938, OfficialKind.CERTIFICATE),)
    assert [plain(each) for each in facts(page)[5]] == ["93,8%", "Battery certificate, 20 Nov 2026"]
    assert page.panel.isHidden()
    assert QApplication.focusWidget() is page.chart
    assert "Battery reading saved" in " ".join(said(window.notices.toast))

    press(window, Qt.Key.Key_Z, CTRL)
    assert battery_page(fleet, ONE).health.officials == ()
    assert facts(page)[5][0] == NOT_KNOWN
    assert is_sound(fleet)


def test_where_no_session_tells_ac_or_dc_it_is_asked_once_for_its_source_and_answered_there(window):
    user = window.app.user
    add_car(user, ONE)
    silent = {"battery_wh": None, "current": None, "ended_at": None, "most_watts": None, "source": "evcc"}
    charge(user, aged(0.93, **silent))
    page = go(window, "battery", ONE)
    asked = "60 sessions from evcc do not state AC or DC: set it once for this source."
    assert [each.split("\n")[0] for each in bars(page)] == [asked]

    (bar,) = all_of(page, InfoBar)
    bar.action.click()
    rest(window)
    assert page.panel.entry.fields["current"].value is Current.AC
    press(window, ENTER, CTRL)
    assert bars(page) == []
    assert facts(page)[4][1] == "60 sessions"
    assert "Set for all sessions from this source" in " ".join(said(window.notices.toast))

    press(window, Qt.Key.Key_Z, CTRL)
    assert [each.split("\n")[0] for each in bars(page)] == [asked]
    assert is_sound(user)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Please fill this in."), ("many", "is not a number"), ("9", "10 to 120"), ("121", "10 to 120")],
)
def test_a_reading_that_no_battery_has_is_refused_beside_its_field(window, typed, words):
    add_car(window.app.user, ONE)
    page = go(window, "battery", ONE)
    press(window, Qt.Key.Key_N, CTRL)
    type_in(window, typed)
    press(window, ENTER, CTRL)

    faulty = page.panel.entry.fields["tenths"]
    assert faulty.is_faulty
    assert words in faulty.control.accessibleDescription()
    assert QApplication.focusWidget() is faulty.control
    assert battery_page(window.app.user, ONE).health.officials == ()


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Qt.Key.Key_B, Place("charging_of", ONE)),
        (Qt.Key.Key_P, Place("reports", f"battery-certificate:{ONE}")),
    ],
)
def test_keys_lead_on_to_sessions_and_papers(window, fleet, key, place):
    go(window, "battery", ONE)
    press(window, key, CTRL)
    assert window.place == place


def test_a_narrow_page_shows_below_the_chart_how_the_figure_was_found(window, fleet):
    page = go(window, "battery", ONE)
    window.resize(1000, 700)
    rest(window)
    rail, work = page.columns.rail, page.columns.work
    assert rail.isVisible()
    assert rail.y() > work.geometry().bottom()
    assert rail.height() >= rail.holder.heightForWidth(rail.width()), "its cards stand whole: it does not scroll"


# The list ---------------------------------------------------------------------------------------------------------


def listed(tab) -> list[list[str]]:
    long = tab.table.long
    return [
        [plain(str(long.index(row, each).data() or "")) for each in range(long.columnCount())]
        for row in range(long.rowCount())
    ]


def test_batteries_stand_soonest_first_and_open_by_enter(window, fleet):
    tab = go(window, "charging").tabs["batteries"]
    rows = listed(tab)

    assert [each[0] for each in rows] == ["0.74", "0.8", "0.97"]
    assert [each[-1] for each in rows] == [
        "22 Mar 2027: may fall below 70%",
        "10 Jul 2028: may fall below 70%",
        "well above the floor",
    ]
    assert rows[2][1:6] == ["BYD Atto 3", "96,6%", "94,8–98,5%", "60", "28 Feb 2031"]
    assert QApplication.focusWidget() is tab.table
    press(window, Qt.Key.Key_Down)
    press(window, ENTER)
    assert window.place == Place("battery", OTHER)


def test_an_interval_that_passes_the_stated_energy_says_how_that_can_be(window, fleet):
    go(window, "charging")
    listing = Batteries(fleet)
    line = next(iter(listing.rows(listing.keys()).values()))
    whole = cells(replace(line, health=replace(line.health, low=968, high=1_000)))[3]
    above = cells(replace(line, health=replace(line.health, low=985, high=1_012)))[3]
    assert isinstance(whole, str)
    assert (plain(above.text), "stated energy" in above.hint) == ("98,5–101,2%", True)


def test_a_battery_with_a_figure_whose_cover_names_no_minimum_says_so(window, fleet):
    go(window, "charging")
    listing = Batteries(fleet)
    line = next(iter(listing.rows(listing.keys()).values()))
    assert line.health.percent
    bare = replace(line, health=replace(line.health, floor=None, crosses_on=None))
    assert cells(bare)[-1] == "no minimum health known"


def test_in_half_a_screen_columns_give_way_and_the_list_does_not_scroll_across(window, fleet):
    table = go(window, "charging").tabs["batteries"].table
    for width, whole in ((560, False), (1440, True)):
        window.resize(width, 768)
        rest(window)
        assert (len(table.head.seen()) == len(table.long.columns), table.horizontalScrollBar().maximum()) == (whole, 0)


def test_chips_narrow_the_list_to_what_is_to_be_watched_or_has_no_figure(window, fleet):
    add_car(fleet, NONE)
    charge(fleet, [session(1, key="alone")], NONE)
    tab = go(window, "charging").tabs["batteries"]
    names = [chip.accessibleName() for chip in tab.chips.chips.values() if chip.isVisible()]
    assert names == ["All 4", "To watch 2", "No figure yet 1"]
    tab.chips.chips[BatteryList.TO_WATCH].setFocus()
    press(window, Qt.Key.Key_Space)
    assert [each[0] for each in listed(tab)] == ["0.74", "0.8"]
    tab.chips.choose(BatteryList.WITHOUT)
    rest(window)

    assert [each[-1] for each in listed(tab)] == ["no figure yet: sessions not conclusive"]


def test_a_list_of_batteries_without_any_figure_shows_those_without(window):
    user = window.app.user
    add_car(user, ONE)
    charge(user, some(1, 2))
    tab = go(window, "charging").tabs["batteries"]
    assert [each[-1] for each in listed(tab)] == ["no figure yet: sessions not conclusive"]

    charge(user, aged(0.93))
    rest(window)
    assert [each[2] for each in listed(tab)] == ["92,7%"]


def test_all_shows_a_car_that_was_never_charged_last_with_the_reason_and_as_soon_as_it_is_added(window, fleet):
    tab = go(window, "charging").tabs["batteries"]
    add_car(fleet, NONE, plate="new")
    rest(window)

    assert [each[0] for each in listed(tab)] == ["0.74", "0.8", "0.97", "new"]
    assert listed(tab)[-1][-1] == "no figure yet: no charging records"


def test_a_list_that_is_open_is_counted_anew_when_sessions_come(window, fleet):
    tab = go(window, "charging").tabs["batteries"]
    add_car(fleet, NONE, plate="0.71")
    charge(fleet, aged(0.71), NONE)
    rest(window)

    assert [each[0] for each in listed(tab)] == ["0.71", "0.74", "0.8", "0.97"]


def test_where_no_battery_is_known_the_way_in_has_the_keyboard(window):
    tab = go(window, "charging").tabs["batteries"]

    assert tab.empty.isVisible()
    assert QApplication.focusWidget() is tab.empty.primary
    press(window, Qt.Key.Key_N, CTRL)
    assert window.place == Place("charging_import")


def test_letters_narrow_the_batteries_and_the_filter_is_kept_and_leads_back(window, fleet):
    page = go(window, "charging")
    tab = page.tabs["batteries"]
    press(window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is tab.field
    type_in(window, OTHER)
    pause(window)
    assert [each[0] for each in listed(tab)] == ["0.8"]
    assert (tab.chips.counts[None], tab.chips.counts[BatteryList.TO_WATCH]) == (1, 1)
    tab.save.click()
    rest(window)
    assert window.app.remembered.filters == (SavedFilter(OTHER, "charging", "", OTHER),)
    assert not tab.save.isVisible()

    page.show_key("")
    rest(window)
    assert (tab.field.text(), len(listed(tab))) == ("", 3)
    page.show_key("tariffs")
    page.show_key(filter_key("to_watch", ""))
    rest(window)
    assert tab.isVisible()
    assert [each[0] for each in listed(tab)] == ["0.74", "0.8"]
    assert ChargingPage.filtered(window.app.user, "no-such-list", "") is None
