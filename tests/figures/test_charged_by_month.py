"""Energy by month: summed by the store, by the clocks of each place also where a month ends."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from charging_books import BANGKOK, ONE, session, taken_in, with_cars

from lifecycle_desk.stages.charging.health.rules import counted
from lifecycle_desk.stages.charging.sessions.rules.sessions import taken_back
from lifecycle_desk.stages.charging.sessions.tables.charged import charged

FAR_EAST, FAR_WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


def every_few_hours(first, days, zone):
    """Sessions every seven hours, by the clocks of a place."""
    begins = (first + timedelta(hours=7 * at) for at in range(days * 24 // 7))
    return [
        session(at, started_at=begun.astimezone(zone), ended_at=begun.astimezone(zone) + timedelta(hours=1))
        for at, begun in enumerate(begins, 1)
    ]


@pytest.mark.parametrize("zone", [UTC, FAR_EAST, FAR_WEST], ids=str)
def test_months_and_their_last_days_are_those_of_each_session_by_its_own_clocks(user, zone):
    with_cars(user)
    told = every_few_hours(datetime(2026, 1, 20, 3, 17, tzinfo=UTC), 75, zone)
    told.append(replace(taken_back(told[40], told[40].key), key="back"))
    taken_in(user, told, vin=ONE)

    by, energy, often, last = (zone if zone is not UTC else BANGKOK), Counter(), Counter(), {}
    for each in told:
        day = each.started_at.astimezone(by).date()
        month = day.year, day.month
        energy[month] += each.meter_wh
        often[month] += -1 if each.credits else 1
        last[month] = max(last.get(month, date.min), day)
    with user.store.reading() as tx:
        sums = charged(tx, ONE, BANGKOK)
        found = {(each.on.year, each.on.month): each for each in counted.energy(sums)}
    assert {month: (each.amount, each.count, each.on) for month, each in found.items()} == {
        month: (energy[month], often[month], last[month]) for month in last
    }
    assert len(sums) < len(told) / 2  # the rest was summed by the store


def test_a_session_without_a_meter_counts_what_came_into_the_battery(user):
    with_cars(user)
    taken_in(user, [session(1, meter_wh=None, battery_wh=7_000), session(2, meter_wh=0, battery_wh=9_000)], vin=ONE)
    with user.store.reading() as tx:
        assert sum(each.energy_wh for each in charged(tx, ONE, ZoneInfo("UTC"))) == 7_000
