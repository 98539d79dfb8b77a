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
from lifecycle_desk.cover.rules import Answer, Cover, Lack, PartGroup, published
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import By, Due, Interval, Record, Setting
from lifecycle_desk.schedules.usecases.due import Servicing
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.usecases import glance
from lifecycle_desk.vehicle.usecases.first_sale import RecordFirstSale, record_first_sale
from lifecycle_desk.vehicle.usecases.glance import BatteryGlance, PlaceGlance, place_of
from lifecycle_desk.vehicle.usecases.tellers import Tellers
from lifecycle_desk.vehicle_file.screens.strip_facts import (
    Ask,
    battery_fact,
    campaign_fact,
    cover_fact,
    due_fact,
    owner_fact,
    place_fact,
)
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
    assert facts["Battery health"] == ("No figure yet", "Add charging sessions")
    assert facts["Owner"] == ("Anan Wongsakul", "since 10 Mar 2023")
    assert facts["Campaigns"][0] == "None open"
    assert spaced(*facts["Last seen"]) == ["With its owner", "44,655 km · 12 Aug 2025"]


@pytest.mark.parametrize(("days", "words", "look"), [
    (-3, "3\u00a0days overdue", states.OVERDUE),
    (0, "today", states.SOON),
    (20, "in 20\u00a0days", states.SOON),
    (90, "in 90\u00a0days", states.LATER),
])  # fmt: skip
def test_what_is_due_says_how_long_and_overdue_is_red(shown, days, words, look):
    found = due_fact(replace(shown, servicing=due(days)))
    assert (found.value.text, found.note.text, found.look) == ("Brake fluid", words, look)
    assert states.OVERDUE[0] == "danger"


@pytest.mark.parametrize(("answer", "days", "look"), [
    (Answer.COVERED, 300, states.COVERED),
    (Answer.NOT_COVERED, 300, states.NOT_COVERED),
    (Answer.NOT_COVERED, -1, states.COVER_ENDED),
    (Answer.NOT_KNOWN, 300, states.COVER_NOT_KNOWN),
])  # fmt: skip
def test_a_cover_that_ran_its_time_is_no_alarm(shown, answer, days, look):
    assert cover_fact(replace(shown, covers=covers(answer, days))).look == look


def test_of_a_car_out_of_warranty_the_battery_is_told_where_that_is_still_covered(shown):
    both = covers(Answer.NOT_COVERED, -10) + covers(Answer.COVERED, 900, PartGroup.BATTERY)
    found = cover_fact(replace(shown, covers=both))
    assert found.look == states.COVERED
    assert found.note.text.startswith("High-voltage battery")


@pytest.mark.parametrize(("days", "km_left", "pace", "words"), [
    (820, 90_000, 40, "26 months left"),
    (40, 90_000, 40, "40 days left"),
    (820, 8_000, 40, "8,000 km left"),
    (820, 8_000, None, "26 months left"),
])  # fmt: skip
def test_what_is_left_of_a_cover_is_what_ends_first_at_the_pace_of_the_car(shown, days, km_left, pace, words):
    (cover,) = covers(Answer.COVERED, days)
    page = replace(shown.page, km_per_day=pace)
    until_km = page.odometer.whole_km + km_left
    found = cover_fact(replace(shown, page=page, covers=(replace(cover, until_km=until_km),)))
    assert spaced(translator().current(found.value.message, **found.value.facts)) == [words]
    assert found.note.text.startswith("Vehicle · until ")
    assert found.leads is Ask.COVER


@pytest.mark.parametrize(("lacks", "words", "leads"), [
    (Lack.TERMS, "Add warranty terms", Ask.TERMS),
    (Lack.SALE_DAY, "Add the first sale", Ask.FIRST_SALE),
])  # fmt: skip
def test_a_cover_that_does_not_follow_says_what_is_missing_with_the_way_to_add_it(shown, lacks, words, leads):
    (cover,) = covers(Answer.NOT_KNOWN, 0)
    missing = (replace(cover, until=None, until_km=None, lacks=lacks),)
    found = cover_fact(replace(shown, covers=missing))
    assert (found.value, found.note, found.look, found.leads) == (lacks.label, words, states.TO_ADD, leads)
    looks_only = replace(shown, covers=missing, may_set_terms=False, may_decide=False)
    assert cover_fact(looks_only).leads is Ask.COVER


def test_a_car_without_any_cover_lacks_the_terms(shown):
    assert cover_fact(replace(shown, covers=())).value == Lack.TERMS.label


def test_the_terms_of_the_battery_are_asked_for_a_day_before_those_of_the_car_are_missed(shown):
    (vehicle,), (battery,) = (covers(Answer.NOT_KNOWN, 0, part) for part in (PartGroup.VEHICLE, PartGroup.BATTERY))
    both = (replace(vehicle, lacks=Lack.TERMS), replace(battery, lacks=Lack.SALE_DAY))
    assert cover_fact(replace(shown, covers=both)).value == Lack.SALE_DAY.label


def test_no_fact_is_a_bare_dash_whatever_is_not_known(shown):
    figures = replace(shown.page.figures, owner=None, stage=None, odometer_km=None, odometer_on=None)
    bare = replace(shown.page, figures=figures, owner=None, odometer=None)
    nothing = replace(shown, page=bare, servicing=None, battery=None, covers=(), place=None, campaigns=())
    for stage in (None, *Stage):
        told = replace(nothing, page=replace(bare, figures=replace(figures, stage=stage)))
        for of in (battery_fact, cover_fact, due_fact, campaign_fact, place_fact, owner_fact):
            value = of(told).value
            assert str(getattr(value, "text", value)).strip(" –-") != "", (of, stage)


def test_what_is_missing_is_added_from_the_strip_by_keyboard(window, own_user):
    page = go(window, "vehicle", VIN)
    strip = page.head.strip
    strip.cover.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_Return)
    rest(window)
    assert page.panel.entry is not None
    assert page.panel.entry.title == "First sale elsewhere"
    assert strip.cover.words[1] == "No sale date yet"
    record_first_sale(own_user, RecordFirstSale(VIN, today() - timedelta(400)))
    rest(window)
    assert strip.cover.words[1].endswith("left")


def test_terms_that_are_missing_are_asked_for_the_make_and_the_whole_car(window):
    page = go(window, "vehicle", VIN)
    page.head.strip.asked.emit(Ask.TERMS)
    entry = page.panel.entry
    assert entry is not None
    assert entry.title == "Own warranty terms"
    assert page.shown.page.description["make"] in {
        getattr(each, "text", "") for line in entry.lines for each, _ in line
    }


def test_battery_health_has_its_certainty_beside_it(shown):
    health = BatteryGlance(934, 18, (Said(N_("61 sessions")),))
    found = battery_fact(replace(shown, battery=health))
    assert spaced(found.value.text) == ["93.4 % ± 1.8"] or spaced(found.value.text) == ["93.4% ± 1.8"]
    assert (found.note.text, found.look) == ("61 sessions", states.GOOD)
    assert battery_fact(replace(shown, battery=replace(health, is_sure=False))).look == states.UNSURE
    assert battery_fact(replace(shown, battery=replace(health, falls_on=today()))).look == states.TO_WATCH


def test_a_stage_that_has_the_car_says_where_it_is_and_leads_there(window, own_user, monkeypatch):
    stock = PlaceGlance(Said(N_("In stock")), "A-23")
    workshop = PlaceGlance(Said(N_("Here")), "RO-7", ("order_form", "RO-7"))
    known = [(2, lambda _tx, _vin: stock), (1, lambda _tx, vin: workshop if vin == VIN else None)]
    told = Tellers()
    for rank, tells in known:
        told.add(tells, rank=rank)
    monkeypatch.setattr(glance, "_PLACES", told)
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
    place = page.head.strip.place
    place.resize(20, place.height())
    assert place.cut()
    assert {each for each in place.cut() if "44,655" in each} <= {*place.words}
