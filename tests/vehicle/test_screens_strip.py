"""The strip of a car: six facts about how it stands, each the way to its page, told by icon and word."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hands import NO_WARNINGS, go, press, rest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from screens_window import OTHER, VIN

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.cover.rules import Answer, Cover, PartGroup, published
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import By, Due, Interval, Record, Setting
from lifecycle_desk.schedules.usecases.due import Servicing
from lifecycle_desk.vehicle.usecases import glance
from lifecycle_desk.vehicle.usecases.glance import BatteryGlance, PlaceGlance, place_of
from lifecycle_desk.vehicle_file.screens.strip import battery_fact, cover_fact, due_fact
from lifecycle_desk.vehicle_file.screens.vehicle import shown_of

pytestmark = NO_WARNINGS


@pytest.fixture
def shown(window, own_user):
    return shown_of(own_user, VIN)


def spaced(*texts: str) -> list[str]:
    return [each.replace("\u00a0", " ") for each in texts]


ON = date(2025, 1, 1)
NOTHING_DUE = Servicing(
    VIN, None, Setting(), Record(begins=ON, known_from=ON, done=(), readings=(), pace=None), (), None, is_gone=False
)


def today():
    return translator().current.formats.today()


def due(days: int) -> Servicing:
    on = today() + timedelta(days)
    one = Due(code="brake_fluid", interval=Interval(24, None), on=on, at_km=None, forecast=on, by=By.DATE)
    return replace(NOTHING_DUE, dues=(one,))


def covers(answer: Answer, days: int, part: PartGroup = PartGroup.VEHICLE) -> tuple[Cover, ...]:
    until = today() + timedelta(days)
    return (Cover(part, until, 150_000, None, answer, Said(N_("Because.")), published()[0]),)


def test_each_fact_says_what_is_known_and_what_is_not(window):
    page = go(window, "vehicle", VIN)
    facts = {each.words[0]: each.words[1:] for each in page.head.strip.facts}
    assert list(facts) == ["Battery health", "Warranty cover", "Next due", "Campaigns", "Last seen", "Owner"]
    assert facts["Battery health"] == ("–", "no figure yet")
    assert facts["Owner"] == ("Anan Wongsakul", "since 10 Mar 2023")
    assert facts["Campaigns"][0] == "None open"
    assert spaced(*facts["Last seen"]) == ["With its owner", "44,655 km · 12 Aug 2025"]


@pytest.mark.parametrize(("days", "words", "look"), [
    (-3, "3 days overdue", states.OVERDUE),
    (0, "today", states.SOON),
    (20, "in 20 days", states.SOON),
    (90, "in 90 days", states.LATER),
])  # fmt: skip
def test_what_is_due_says_how_long_and_overdue_is_red(shown, days, words, look):
    value, note, found = due_fact(replace(shown, servicing=due(days)))
    assert (value.text, note.text, found) == ("Brake fluid", words, look)
    assert states.OVERDUE[0] == "danger"


@pytest.mark.parametrize(("answer", "days", "look"), [
    (Answer.COVERED, 300, states.COVERED),
    (Answer.NOT_COVERED, 300, states.NOT_COVERED),
    (Answer.NOT_COVERED, -1, states.COVER_ENDED),
    (Answer.NOT_KNOWN, 300, states.COVER_NOT_KNOWN),
])  # fmt: skip
def test_a_cover_that_ran_its_time_is_no_alarm(shown, answer, days, look):
    assert cover_fact(replace(shown, covers=covers(answer, days)))[2] == look


def test_of_a_car_out_of_warranty_the_battery_is_told_where_that_is_still_covered(shown):
    both = covers(Answer.NOT_COVERED, -10) + covers(Answer.COVERED, 900, PartGroup.BATTERY)
    _, note, look = cover_fact(replace(shown, covers=both))
    assert look == states.COVERED
    assert note.text.startswith("High-voltage battery")


def test_battery_health_has_its_certainty_beside_it(shown):
    health = BatteryGlance(934, 18, (Said(N_("61 sessions")),))
    value, note, look = battery_fact(replace(shown, battery=health))
    assert spaced(value.text) == ["93.4 % ± 1.8"] or spaced(value.text) == ["93.4% ± 1.8"]
    assert (note.text, look) == ("61 sessions", states.GOOD)
    assert battery_fact(replace(shown, battery=replace(health, is_sure=False)))[2] == states.UNSURE
    assert battery_fact(replace(shown, battery=replace(health, falls_on=today())))[2] == states.TO_WATCH


def test_a_stage_that_has_the_car_says_where_it_is_and_leads_there(window, own_user, monkeypatch):
    stock = PlaceGlance(Said(N_("In stock")), "A-23")
    workshop = PlaceGlance(Said(N_("Here")), "RO-7", ("order_form", "RO-7"))
    known = [(2, lambda _tx, _vin: stock), (1, lambda _tx, vin: workshop if vin == VIN else None)]
    monkeypatch.setattr(glance, "_PLACES", known)
    assert place_of(own_user, VIN) == workshop
    assert place_of(own_user, OTHER) == stock
    page = go(window, "vehicle", VIN)
    assert spaced(*page.head.strip.place.words[1:]) == ["Here", "RO-7 · 44,655 km"]
    page.head.strip.place.click()
    rest(window)
    assert window.place == Place("order_form", "RO-7")


def test_each_fact_leads_to_its_page_by_keyboard(window):
    page = go(window, "vehicle", VIN)
    strip = page.head.strip
    for fact, place in (
        (strip.place, Place("odometer", VIN)),
        (strip.campaigns, Place("campaigns")),
        (strip.owner, Place("person", str(page.shown.page.figures.owner))),
    ):
        go(window, "vehicle", VIN)
        fact.setFocus(Qt.FocusReason.TabFocusReason)
        assert QApplication.focusWidget() is fact
        press(window, Qt.Key.Key_Return)
        assert window.place == place


def test_six_facts_break_into_three_and_three_never_four_and_two(window):
    page = go(window, "vehicle", VIN)
    grid = page.head.strip.grid
    assert {grid.in_a_row(width) for width in range(200, 1400, 10)} == {1, 2, 3, 6}


def test_a_fact_that_has_no_room_is_whole_under_the_pointer(window):
    page = go(window, "vehicle", VIN)
    rest(window)
    page.head.strip.place.resize(60, page.head.strip.place.height())
    assert any("44,655" in each for each in page.head.strip.place.cut())
