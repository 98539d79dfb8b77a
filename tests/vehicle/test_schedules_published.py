"""Published schedules, the one that a car is on, and what a schedule may not say."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scheduled import BRAKE_FLUID, PADS, YEARLY, schedule

from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.schedules.rules import (
    Interval,
    Item,
    ItemPart,
    Scheduled,
    ScheduleKind,
    ServiceItem,
    Setting,
    Tolerance,
    Torque,
    Visits,
    check_schedule,
    chosen,
    published,
    schedule_of,
    tidied,
)
from lifecycle_desk.schedules.rules import schedule as rules
from lifecycle_desk.store.file_format import HEAD
from lifecycle_desk.vehicle.rules.models import Energy

DUE_BY_FORM = dict.fromkeys(
    ("0024", "0025", "0026"), "7a0eb093414a2265"
)  # what rows of due work follow from, as it was with each form
SAID = {"source": "", "note": "", "doubts": (), "verify": False}  # by which no row goes
NAMED = {each.id: each for each in published()}
ATTO = Scheduled("BYD", "Atto 3", "Extended Range 60.5 kWh", Energy.BEV, "AU", date(2023, 5, 1))


def test_every_published_schedule_is_whole_and_sourced_and_what_is_doubtful_says_so():
    assert len(NAMED) == len(published()) >= 41
    for each in published():
        check_schedule(each)
        assert tidied(each) == each
        assert each.kind is not ScheduleKind.OWN
        assert each.source
        assert not each.verify or each.note


def test_published_schedules_change_only_with_a_new_form_of_the_store():
    """What is kept as due follows from them; rows are counted anew where books of an older form are opened."""
    told = sha256(msgspec.json.encode([replace(each, **SAID) for each in published()])).hexdigest()[:16]
    assert DUE_BY_FORM[HEAD] == told, "give the store a new form, and write down here what the schedules are with it"


@pytest.mark.parametrize(
    ("name", "first", "every"),
    [
        ("byd-au-atto3", Interval(12, 20_000), Interval(12, 20_000)),
        ("byd-nz-phev", Interval(6, 3_500), Interval(12, 20_000)),
        ("byd-ice-f3", Interval(3, 3_000), Interval(3, 5_000)),
        ("haval-ru", Interval(12, 10_000), Interval()),
        ("haval-cn-f7", Interval(), Interval(6, 5_000)),
        ("byd-es-bev", Interval(), Interval(24, 30_000)),
        ("byd-br-dolphin", Interval(), Interval(12, 20_000)),
        ("chery-ru-arrizo-8", Interval(2, 5_000), Interval(12, 10_000)),
        ("haval-kz-m6", Interval(12, 10_000), Interval(12, 15_000)),
        ("mg-br-bev", Interval(), Interval(12, 24_000)),
        ("maxus-t60-diesel", Interval(6, 5_000), Interval(12, 15_000)),
    ],
)
def test_the_visits_are_those_that_the_sources_give(name, first, every):
    assert (NAMED[name].visits.first, NAMED[name].visits.every) == (first, every)


def test_the_items_are_those_that_the_sources_give():
    hybrid = {each.code: (each.first, each.every) for each in NAMED["byd-nz-phev"].items}
    assert hybrid["spark_plugs"] == (Interval(54, 80_000), Interval(48, 80_000))
    assert hybrid["canister_filter"] == (Interval(), Interval(24, 40_000))
    assert hybrid["engine_oil"] == (Interval(), Interval())
    assert NAMED["byd-ice-f3"].item("timing_belt").severe == Interval(km=70_000)
    oil = NAMED["chery-ru-tiggo"].item("engine_oil")
    assert (oil.every, oil.severe) == (Interval(km=10_000), Interval(km=5_000))
    kazakh = {each.code: each.every for each in NAMED["geely-kz"].items}
    assert kazakh["brake_fluid"] == Interval(24, 40_000)
    assert kazakh["coolant"] == Interval(48, 90_000)
    assert NAMED["wey-ru-05"].item("coolant").first == Interval(12, 10_000)
    assert NAMED["li-l8"].item("brake_fluid").every == Interval(48, 80_000)


def test_the_items_of_published_schedules_are_those_that_every_language_has():
    known = {each.value for each in ServiceItem}
    assert {item.code for each in published() for item in each.items} <= known


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "byd-au-atto3"),
        ({"brand": "byd", "model": "ATTO 3"}, "byd-au-atto3"),
        ({"market": "GB"}, "rule-of-thumb-bev"),
        ({"model": "Seal"}, "rule-of-thumb-bev"),
        ({"brand": "BYD", "model": "Sealion 6", "energy": Energy.PHEV, "market": "NZ"}, "byd-nz-phev"),
        ({"energy": Energy.REEV}, "rule-of-thumb-hybrid"),
        ({"brand": "Chery", "model": "Tiggo 7 Pro", "energy": Energy.ICE, "market": "RU"}, "chery-ru-tiggo"),
        ({"brand": "Chery", "model": "Tiggo 7 Pro", "energy": Energy.ICE, "market": "ES"}, "rule-of-thumb-ice"),
        ({"brand": "BYD", "model": "F3", "energy": Energy.ICE, "market": "AE"}, "byd-ice-f3"),
        ({"brand": "Haval", "model": "F7", "energy": Energy.ICE, "market": "CN"}, "haval-cn-f7"),
        ({"market": "ES"}, "byd-es-bev"),
        (
            {"model": "Seal U DM-i", "energy": Energy.PHEV, "market": "ES", "sold_on": date(2024, 9, 1)},
            "byd-es-seal-u-phev",
        ),
        ({"model": "Dolphin Mini", "market": "BR"}, "byd-br-dolphin"),
        ({"brand": "GWM", "model": "Haval Jolion", "energy": Energy.ICE, "market": "RU"}, "haval-ru-jolion"),
        ({"brand": "Chery", "model": "Arrizo 8", "energy": Energy.ICE, "market": "RU"}, "chery-ru-arrizo-8"),
        ({"brand": "Maxus", "model": "T60", "variant": "2.8 diesel", "energy": Energy.ICE}, "maxus-t60-diesel"),
        ({"brand": "LDV", "model": "T60", "variant": "petrol", "energy": Energy.ICE}, "maxus-t60-petrol"),
        ({"sold_on": date(2019, 1, 1)}, "rule-of-thumb-bev"),
        ({"energy": None}, None),
    ],
)
def test_a_car_is_on_the_schedule_of_its_model_energy_and_market(changed, name):
    found = chosen(replace(ATTO, **changed), Setting(), published())
    assert (found.id if found else None) == name


def versions(*days: str, **more):
    return [schedule(PADS, visits=Visits(every=YEARLY), valid_from=date.fromisoformat(day), **more) for day in days]


@given(sold=some.integers(0, 2_000), days=some.sets(some.integers(0, 2_000), min_size=1, max_size=6))
def test_a_car_stays_on_the_version_with_which_it_was_sold(sold, days):
    begin = date(2020, 1, 1)
    known = [
        schedule(BRAKE_FLUID, valid_from=begin + timedelta(days=each), kind=ScheduleKind.OWN) for each in sorted(days)
    ]
    car = replace(ATTO, sold_on=begin + timedelta(days=sold))
    earlier = [each for each in sorted(days) if each <= sold]

    found = chosen(car, Setting(), known)

    assert found.valid_from == begin + timedelta(days=earlier[-1] if earlier else min(days))
    later = [*known, schedule(BRAKE_FLUID, valid_from=car.sold_on + timedelta(days=1), kind=ScheduleKind.OWN)]
    assert not earlier or chosen(car, Setting(), later) == found


def test_the_dealers_own_comes_before_the_makers_and_one_that_was_set_before_all():
    own = versions("2020-01-01", "2024-01-01", kind=ScheduleKind.OWN)
    known = [*published(), *own]
    assert chosen(ATTO, Setting(), known) == own[0]
    assert chosen(ATTO, Setting("own-test", date(2024, 1, 1)), known) == own[1]
    assert chosen(ATTO, Setting("own-test"), known) == own[1]
    assert chosen(ATTO, Setting("byd-ice-f3", date(2008, 1, 1)), known).id == "byd-ice-f3"
    assert chosen(ATTO, Setting("gone"), known) == own[0]


GOOD = schedule(PADS, visits=Visits(every=YEARLY))


@pytest.mark.parametrize(
    ("changed", "rule", "at"),
    [
        ({"id": "With Blanks"}, rules.ScheduleWithoutName, "id"),
        ({"title": ""}, rules.TitleMissing, "title"),
        ({"source": ""}, rules.ScheduleSourceMissing, "source"),
        ({"visits": None, "items": ()}, rules.NothingScheduled, "items"),
        ({"visits": None}, rules.ItemWithoutVisit, "items[0].every"),
        ({"visits": Visits()}, rules.IntervalMissing, "visits.every"),
        ({"visits": Visits(every=Interval(0))}, rules.IntervalOutOfRange, "visits.every"),
        ({"visits": Visits(every=Interval(241))}, rules.IntervalOutOfRange, "visits.every"),
        ({"visits": Visits(every=YEARLY, first=Interval(km=500_001))}, rules.IntervalOutOfRange, "visits.first"),
        ({"visits": Visits(every=YEARLY, hours=Decimal(0))}, rules.ScheduleFigureOutOfRange, "visits.hours"),
        ({"tolerance": Tolerance(days=181)}, rules.ToleranceOutOfRange, "tolerance"),
        ({"tolerance": Tolerance(km=-1)}, rules.ToleranceOutOfRange, "tolerance"),
        ({"items": (PADS, PADS)}, rules.ItemTwice, "items[0].code"),
        ({"items": (Item(code="Drains"), Item(code="drains"))}, rules.ItemTwice, "items[0].code"),
        ({"items": (Item(code="visit"),)}, rules.ItemWithoutWords, "items[0].code"),
        ({"items": (Item(code=""),)}, rules.ItemWithoutWords, "items[0].code"),
        ({"items": (Item(code="a", severe=Interval(-3)),)}, rules.IntervalOutOfRange, "items[0].severe"),
        ({"items": (Item(code="a", hours=Decimal(100)),)}, rules.ScheduleFigureOutOfRange, "items[0].hours"),
        ({"items": (Item(code="a", parts=(ItemPart(number=""),)),)}, rules.ItemWithoutWords, "items[0].parts[0].text"),
        (
            {"items": (Item(code="a", torques=(Torque("Wheel", Decimal(-1)),)),)},
            rules.ScheduleFigureOutOfRange,
            "items[0].torques[0].newton_metres",
        ),
        ({"items": tuple(Item(code=f"i{n}") for n in range(101))}, rules.TooManyItems, "items"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_with_its_place(changed, rule, at):
    with pytest.raises(rule) as refused:
        check_schedule(replace(GOOD, **changed))
    assert refused.value.at == at


def test_words_are_tidied_and_endless_ones_refused():
    assert tidied(replace(GOOD, title="  Ours ", brands=(" BYD ", " "))) == replace(GOOD, title="Ours", brands=("BYD",))
    with pytest.raises(TextTooLong) as refused:
        tidied(replace(GOOD, items=(Item(code="x" * 201),)))
    assert refused.value.at == "items[0].code"


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "a", "title": "A", "source": "b"},
        {"id": "a", "title": "A", "source": "b", "valid_from": "2024-01-01"},
        {"id": "a", "title": "A", "source": "b", "valid_from": date(2024, 1, 1), "colour": "red"},
        {"id": "a", "title": "A", "source": "b", "valid_from": date(2024, 1, 1), "kind": "maybe"},
        {"id": "a", "title": "A", "source": "b", "valid_from": date(2024, 1, 1), "visits": {"often": {}}},
        {"id": "a", "title": "A", "source": "b", "valid_from": date(2024, 1, 1), "items": [{"code": "x", "km": 3}]},
    ],
)
def test_a_mistake_in_a_file_is_not_passed_over(entry):
    with pytest.raises((TypeError, ValueError)):
        schedule_of(entry)
