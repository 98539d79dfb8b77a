"""Health in the books: counted from what stands there, beside official readings, battery changes and covers."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from charging_books import is_sound, session, taken_in
from sqlalchemy.dialects import sqlite

from lifecycle_desk.base.steps import drained
from lifecycle_desk.batteries.usecases.replacing import ReplaceBattery, replace_battery
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover import rules as cover
from lifecycle_desk.cover.rules import Window
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.stages.charging.health import tables as figures
from lifecycle_desk.stages.charging.health.rules import Car, OfficialKind, estimate
from lifecycle_desk.stages.charging.health.rules.batteries import BatteryList, Lack, Outlook
from lifecycle_desk.stages.charging.health.usecases import health
from lifecycle_desk.stages.charging.health.usecases.currents import NoSuchSource, TellCurrent, tell_current
from lifecycle_desk.stages.charging.health.usecases.health import (
    Batteries,
    BatterySummary,
    HealthOutOfRange,
    NoHealthReading,
    ReadHealth,
    TakeHealthBack,
    battery_counts,
    battery_page,
    count_health,
    read_health,
    take_health_back,
)
from lifecycle_desk.stages.charging.room import ROOM as OF_CHARGING
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current
from lifecycle_desk.stages.charging.sessions.usecases.changing import UndoBatch, undo_batch
from lifecycle_desk.vehicle.rules.life import EventCorrected, ReasonMissing, UnknownEvent
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Describe,
    Description,
    TakeBack,
    add_vehicle,
    describe_vehicle,
    take_back,
)
from lifecycle_desk.vehicle_file.usecases import shown

SHOWS = tuple(OF_CHARGING.offered("shows"))

SEAL, DOLPHIN = "LGXCE4CB7R0000001", "LSJWH4095PN000001"
BEGAN, NOW = date(2023, 6, 1), datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def dealer(where, stopped_clock):
    """A dealer in Madrid with two electric cars."""
    stopped_clock(NOW)
    user = books.create(where, Dealer("Taller", "ES", "es"))
    for vin, chemistry in ((SEAL, Chemistry.LFP), (DOLPHIN, Chemistry.NMC)):
        described = Description(make="BYD", model="Seal", energy=Energy.BEV, chemistry=chemistry, usable_wh=60_000)
        add_vehicle(user, AddVehicle(vin, BEGAN, described, first_registered_on=BEGAN))
    yield user
    user.store.close()


def charges(vin: str, yearly: float, first: date = BEGAN, count: int = 60) -> list:
    """Sessions that fill a battery from 20 to 100 % and tell both sides, on a battery that fades so much a year."""
    made = []
    for n in range(count):
        on = datetime.combine(first, datetime.min.time(), UTC) + timedelta(days=20 * n, hours=20)
        holds = 60_000 * (1 - yearly * (on.date() - first).days / 365.25)
        made.append(
            session(
                n,
                key=f"{vin}{first}{n}",
                started_at=on,
                ended_at=on + timedelta(hours=8),
                whose=(vin,),
                battery_wh=round(holds * 0.8),
                meter_wh=round(holds * 0.8 / 0.9),
                soc_start=200,
                soc_end=1000,
                current=Current.AC,
                temperature=210,
                odometer=None,
            )
        )
    return made


def test_a_battery_that_fades_two_points_a_year_is_found_within_its_interval(dealer):
    taken_in(dealer, charges(SEAL, 0.02), vin=SEAL)
    health = battery_page(dealer, SEAL).health

    assert health.low <= 931 <= health.high
    assert abs(health.percent - 931) <= 15
    assert health.sessions_used == 60


def test_without_sessions_it_says_what_is_missing_and_gives_no_figure(dealer):
    page = battery_page(dealer, SEAL)

    assert (page.health.percent, page.at_end) == (None, None)
    assert page.health.missing
    assert shown(dealer, SEAL)["battery"]["health"] is None


def test_official_readings_stand_beside_the_estimate_and_never_become_it(dealer):
    taken_in(dealer, charges(SEAL, 0.02), vin=SEAL)
    before = battery_page(dealer, SEAL).health
    read = read_health(dealer, ReadHealth(SEAL, date(2026, 11, 1), 700, OfficialKind.DEALER_TOOL)).value
    page = battery_page(dealer, SEAL)

    assert (page.health.percent, page.health.low, page.health.high) == (before.percent, before.low, before.high)
    assert [each.tenths for each in page.health.officials] == [700]
    take_health_back(dealer, TakeHealthBack(read.event, "the other car"))
    assert battery_page(dealer, SEAL).health.officials == ()
    with pytest.raises(EventCorrected):
        take_health_back(dealer, TakeHealthBack(read.event, "again"))
    assert is_sound(dealer)


@pytest.mark.parametrize("tenths", [99, 1_201, -1])
def test_a_reading_that_no_battery_has_is_refused(dealer, tenths):
    with pytest.raises(HealthOutOfRange):
        read_health(dealer, ReadHealth(SEAL, date(2026, 11, 1), tenths, OfficialKind.CERTIFICATE))


def test_what_is_no_reading_is_not_taken_back_as_one(dealer):
    with pytest.raises(NoHealthReading):
        take_health_back(dealer, TakeHealthBack(2, "x"))
    with pytest.raises(UnknownEvent):
        take_health_back(dealer, TakeHealthBack(999, "x"))
    with pytest.raises(ReasonMissing):
        take_health_back(dealer, TakeHealthBack(2, " "))


def test_a_replaced_battery_begins_anew_and_the_old_one_comes_back_when_that_is_taken_back(dealer):
    taken_in(dealer, charges(SEAL, 0.06), vin=SEAL)
    old = battery_page(dealer, SEAL).health.percent
    changed = replace_battery(
        dealer, ReplaceBattery(SEAL, "001PB0AF1234567F3A0000001", date(2026, 1, 10), "cell fault")
    )
    page = battery_page(dealer, SEAL)

    assert page.since == date(2026, 1, 10)
    assert page.code == "001PB0AF1234567F3A0000001"
    assert page.health.sessions_used < 20
    assert page.health.percent != old
    take_back(dealer, TakeBack(changed.value.event, "it was the other car"))
    assert battery_page(dealer, SEAL).health.percent == old
    assert is_sound(dealer)


def test_a_floor_that_may_be_passed_inside_the_cover_is_told_with_its_day(dealer):
    taken_in(dealer, charges(SEAL, 0.05), vin=SEAL)
    taken_in(dealer, charges(DOLPHIN, 0.012), vin=DOLPHIN)
    fading, sound = battery_page(dealer, SEAL), battery_page(dealer, DOLPHIN)

    assert fading.outlook.floor == 700
    assert fading.outlook.ends_on == date(2031, 5, 31)
    assert NOW.date() < fading.outlook.crosses_on < fading.outlook.ends_on
    assert fading.outlook.crosses_on <= fading.outlook.likely_on
    assert (sound.outlook.ends_on, sound.outlook.crosses_on) == (date(2031, 5, 31), None)


def listed(dealer, which: BatteryList = BatteryList.ALL) -> list[BatterySummary]:
    listing = Batteries(dealer, which)
    keys = listing.keys()
    assert [list(listing.keys(first)) for first in range(1, len(keys) + 1)] == [
        list(keys[:first]) for first in range(1, len(keys) + 1)
    ]
    return [listing.rows(keys)[key] for key in keys]


def test_the_list_is_counted_in_the_background_and_shows_what_is_to_be_watched_first(dealer):
    taken_in(dealer, charges(DOLPHIN, 0.012), vin=DOLPHIN)
    made = taken_in(dealer, charges(SEAL, 0.05), vin=SEAL)
    assert dict(battery_counts(dealer)) == {BatteryList.TO_WATCH: 0, BatteryList.ALL: 2, BatteryList.WITHOUT: 2}
    assert {each.lacks for each in listed(dealer)} == {Lack.UNCOUNTED}
    assert drained(count_health(dealer)) == 2
    assert drained(count_health(dealer)) == 0

    assert [each.health.vin for each in listed(dealer)] == [SEAL, DOLPHIN]
    assert dict(battery_counts(dealer)) == {BatteryList.TO_WATCH: 1, BatteryList.ALL: 2, BatteryList.WITHOUT: 0}
    undo_batch(dealer, UndoBatch(made.batch))
    assert drained(count_health(dealer)) == 1
    assert dict(battery_counts(dealer)) == {BatteryList.TO_WATCH: 0, BatteryList.ALL: 2, BatteryList.WITHOUT: 1}


def test_what_is_told_while_health_is_counted_is_counted_too(dealer, monkeypatch):
    told = charges(SEAL, 0.05)
    taken_in(dealer, told[:30], vin=SEAL)
    count = health.battery_of

    def and_then_somebody_imports(work, vin, on):
        monkeypatch.setattr(health, "battery_of", count)
        found = count(work, vin, on)
        taken_in(dealer, told, vin=SEAL)
        return found

    monkeypatch.setattr(health, "battery_of", and_then_somebody_imports)
    drained(count_health(dealer))

    assert listed(dealer)[0].health.sessions == battery_page(dealer, SEAL).health.sessions_used


def test_every_car_with_a_battery_or_records_is_listed_and_those_without_a_figure_last_with_the_reason(dealer):
    told = {"LSJWH4090PN000007": Energy.BEV, "LSJWH4090PN000008": Energy.PHEV, "LSJWH4090PN000009": Energy.ICE}
    for vin, energy in told.items():
        add_vehicle(dealer, AddVehicle(vin, BEGAN, Description(energy=energy)))
    taken_in(dealer, charges(DOLPHIN, 0.05), vin=DOLPHIN)
    taken_in(dealer, charges(SEAL, 0.02, count=1), vin=SEAL)
    unknown, never, engine = told
    taken_in(dealer, charges(unknown, 0.02), vin=unknown)
    drained(count_health(dealer))

    rows = [(each.health.vin, each.lacks) for each in listed(dealer)]
    assert rows[0] == (DOLPHIN, None)
    assert sorted(rows[1:3]) == [(SEAL, Lack.TOO_LITTLE), (unknown, Lack.NOT_WHEN_NEW)]
    assert rows[3:] == [(never, Lack.NO_RECORDS)]
    assert [each.health.vin for each in listed(dealer, BatteryList.WITHOUT)] == [vin for vin, _ in rows[1:]]
    assert battery_counts(dealer)[BatteryList.ALL] == 4

    describe_vehicle(dealer, Describe(engine, Description()))  # recorded while nobody knew what drives it
    taken_in(dealer, charges(engine, 0.02, count=1), vin=engine)
    describe_vehicle(dealer, Describe(engine, Description(energy=Energy.ICE)))
    assert engine in [each.health.vin for each in listed(dealer)]


@pytest.mark.parametrize("query", [each for queries in figures._LISTS.values() for each in queries])
def test_the_first_rows_of_a_list_of_batteries_need_no_sorting(own_user, query):
    plain = str(query.limit(64).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with own_user.store.engine.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {plain}")]

    assert not [step for step in plan if "TEMP B-TREE" in step]


def test_what_is_kept_grows_old_and_is_counted_anew(dealer, stopped_clock):
    taken_in(dealer, charges(SEAL, 0.02), vin=SEAL)
    drained(count_health(dealer))
    stopped_clock(NOW + timedelta(days=31))

    assert drained(count_health(dealer)) == 1


def test_health_is_part_of_all_that_is_known_of_a_vehicle(dealer):
    taken_in(dealer, charges(SEAL, 0.02), vin=SEAL)
    told = shown(dealer, SEAL)
    for each in SHOWS:
        each(dealer, SEAL, told)

    health = told["battery"]["health"]
    assert 90 < float(health["percent"]) < 97
    assert health["sessions_used"] == 60
    assert health["missing"] is None
    assert {each["part"] for each in told["cover"]} >= {"battery", "vehicle"}
    assert json.dumps({name: str(value) for name, value in health.items()})


def test_another_user_counts_health_as_the_first_one_does(dealer):
    taken_in(dealer, [replace(each, more="") for each in charges(SEAL, 0.02)], vin=SEAL)
    other = UserSession(dealer.store, "somebody", dealer.authorise)

    assert battery_page(other, SEAL).health == battery_page(dealer, SEAL).health


def silent(vin: str, source: str) -> list:
    """Sessions at a meter of which the source tells neither AC nor DC, nor an end."""
    return [
        replace(each, source=source, battery_wh=None, current=None, ended_at=None, most_watts=None)
        for each in charges(vin, 0.02)
    ]


def test_ac_or_dc_is_said_once_for_a_source_and_counts_for_all_its_sessions(dealer):
    taken_in(dealer, silent(SEAL, "evcc"), vin=SEAL, kind="evcc")
    before = battery_page(dealer, SEAL).health
    assert (before.percent, before.unsaid) == (None, (("evcc", 60),))
    assert [each.facts["n"] for each in before.missing] == [60]

    said = tell_current(dealer, TellCurrent(SEAL, "evcc", Current.AC))
    page = battery_page(dealer, SEAL)
    assert page.health.sessions_used == 60
    assert page.health.low <= 931 <= page.health.high
    assert page.health.unsaid == ()
    told = [each for each in shown(dealer, SEAL)["events"] if each["kind"] == "charging.current_told"]
    assert [each["facts"] for each in told] == [{"source": "evcc", "current": "AC"}]
    with dealer.store.reading() as tx:
        (event,) = [each for each in life.told(tx, SEAL) if each.kind == "charging.current_told"]
    assert worded(event).title.message == "AC or DC set for a source of charging sessions"
    assert worded(event).detail[1] is Current.AC

    undo, back = tell_current.undo(said.value)
    undo(dealer, back)
    assert battery_page(dealer, SEAL).health.unsaid == (("evcc", 60),)
    assert is_sound(dealer)


def test_the_last_that_was_said_of_a_source_counts(dealer):
    taken_in(dealer, silent(SEAL, "evcc"), vin=SEAL, kind="evcc")
    tell_current(dealer, TellCurrent(SEAL, "evcc", Current.DC))
    assert dict(battery_page(dealer, SEAL).health.losses).keys() == {Current.DC}
    assert tell_current(dealer, TellCurrent(SEAL, "evcc", Current.AC)).value.before is Current.DC
    assert dict(battery_page(dealer, SEAL).health.losses).keys() == {Current.AC}


def test_of_a_source_that_tells_nothing_of_a_car_nothing_is_said(dealer):
    taken_in(dealer, charges(SEAL, 0.02), vin=SEAL)
    with pytest.raises(NoSuchSource):
        tell_current(dealer, TellCurrent(SEAL, "evcc", Current.AC))
    with pytest.raises(NoSuchSource):
        tell_current(dealer, TellCurrent(DOLPHIN, "ocpi-cdr", Current.AC))


def test_what_was_said_of_a_source_makes_the_list_count_anew(dealer):
    taken_in(dealer, silent(SEAL, "evcc"), vin=SEAL, kind="evcc")
    drained(count_health(dealer))
    tell_current(dealer, TellCurrent(SEAL, "evcc", Current.AC))
    assert drained(count_health(dealer)) == 1
    assert next(each for each in listed(dealer) if each.health.vin == SEAL).health.percent is not None


def test_a_cover_that_is_not_known_has_no_end_that_is_reckoned_with_but_its_floor_is_watched():
    past, own = date(2023, 8, 24), Window(cover.Answer.COVERED, None, None, date(2023, 8, 24), None, None, None, None)
    nothing = estimate(Car(None, None, BEGAN), [], [], NOW.date())
    assert health._outlook(nothing, own, NOW.date()) == Outlook(past, None, is_over=True)
    unknown = replace(own, answer=cover.Answer.NOT_KNOWN)
    assert health._outlook(nothing, unknown, NOW.date()) == Outlook()
    assert health._outlook(nothing, replace(unknown, floor_tenths=700), NOW.date()).floor == 700
