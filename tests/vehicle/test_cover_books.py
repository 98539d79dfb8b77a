"""Cover in the books: a vehicle's life put before the rules, with every condition and the event that shows it."""

from datetime import UTC, date, datetime

import pytest

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.cover.usecases import (
    CoverOf,
    CoverRuleUnknown,
    CoverRuleUnread,
    DropRule,
    KeepRule,
    drop_cover_rule,
    keep_cover_rule,
    shown_covers,
    vehicle_cover,
)
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, ReadOdometer, add_vehicle, read_odometer

VIN = "LGXCE4CB7R0000001"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
OWN = {
    "id": "own-battery",
    "part": "battery",
    "months": 120,
    "km": 300_000,
    "brands": ["BYD"],
    "minimum_health_percent": "75",
    "valid_from": "2020-01-01",
    "looked_up_on": "2026-11-25",
    "source": "Our own promise, leaflet of 2026",
}


@pytest.fixture
def dealer(where, stopped_clock):
    stopped_clock(NOW)
    user = books.create(where, Dealer("Taller", "ES", "es"))
    described = Description(make="BYD", model="Seal", energy=Energy.BEV)
    add_vehicle(user, AddVehicle(VIN, date(2024, 3, 1), described, first_registered_on=date(2024, 3, 1)))
    read_odometer(user, ReadOdometer(VIN, date(2026, 11, 1), Distance(61_000), ReadingSource.SERVICE))
    yield user
    user.store.close()


def part(user, name, **more):
    made = vehicle_cover(user, CoverOf(VIN, PartGroup.of(name), **more)).value
    return made.parts[0]


def own_answer(user):
    rules = part(user, "battery", on=date(2033, 1, 1), odometer_km=200_000).rules
    return next((each.answer for each in rules if each.rule.startswith("own")), None)


def test_the_battery_is_covered_with_every_condition_and_the_event_that_shows_it(dealer):
    found = part(dealer, "battery")

    assert (found.answer, found.last_day, found.last_km) == ("covered", "2032-02-29", "250000")
    rule = next(each for each in found.rules if each.rule == found.by)
    assert {each.holds for each in rule.conditions} == {"yes"}
    assert any(each.event for each in rule.conditions)
    assert rule.source


@pytest.mark.parametrize(
    ("on", "km", "answer"),
    [
        (date(2032, 2, 29), 250_000, "covered"),
        (date(2032, 3, 1), 100_000, "not_covered"),
        (date(2030, 1, 1), 250_001, "not_covered"),
    ],
)
def test_the_last_day_and_the_last_kilometre_are_within(dealer, on, km, answer):
    rules = {each.rule: each.answer for each in part(dealer, "battery", on=on, odometer_km=km).rules}
    assert rules["byd-europe-battery-2025"] == answer


def test_all_parts_are_answered_where_none_is_named_and_scripts_read_them(dealer):
    parts = {each.part for each in vehicle_cover(dealer, CoverOf(VIN)).value.parts}
    shown = {each["part"]: each for each in shown_covers(dealer, VIN, NOW.date())}

    assert {"vehicle", "battery"} <= parts
    assert shown["battery"]["in_force"] is True
    assert (shown["battery"]["until"], shown["battery"]["minimum_health_percent"]) == ("2032-02-29", "70")


def test_a_rule_of_the_dealers_own_stands_beside_the_published_ones_until_it_is_dropped(dealer):
    keep_cover_rule(dealer, KeepRule(OWN))
    found = part(dealer, "battery", on=date(2033, 1, 1), odometer_km=200_000)
    assert (found.answer, found.by) == ("covered", "own-battery")
    drop_cover_rule(dealer, DropRule("own-battery"))
    assert own_answer(dealer) is None
    with pytest.raises(CoverRuleUnknown):
        drop_cover_rule(dealer, DropRule("own-battery"))
    assert books.check(dealer).sound


@pytest.mark.parametrize(
    "broken",
    [
        {},
        OWN | {"part": "soul"},
        OWN | {"months": "many"},
        OWN | {"valid_from": "soon"},
        OWN | {"surprise": 1},
        {name: value for name, value in OWN.items() if name != "source"},
        OWN | {"km": {"a": 1}},
        OWN | {"source": 5},
    ],
    ids=["empty", "part", "months", "day", "unknown key", "no source", "km", "source"],
)
def test_what_is_no_rule_is_refused_in_a_sentence_and_nothing_is_kept(dealer, broken):
    with pytest.raises(CoverRuleUnread):
        keep_cover_rule(dealer, KeepRule(broken))
    assert own_answer(dealer) is None
