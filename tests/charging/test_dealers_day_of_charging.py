"""The day of a charging session, and of what papers say of it: the dealer's, or that of the clocks where it was."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from charging_books import session, taken_in
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dossier.interchange.verifying import _day
from lifecycle_desk.overview.usecases.lives.buyers import buyers_facts
from lifecycle_desk.overview.usecases.lives.whole import Period, whole_life
from lifecycle_desk.proof.interchange.verifier import _keys
from lifecycle_desk.stages.charging.health.usecases.health import battery_page
from lifecycle_desk.stages.charging.sessions.rules.sessions import by_clocks_of
from lifecycle_desk.stages.charging.sessions.tables.packing import packed
from lifecycle_desk.stages.charging.sessions.usecases.showing import charged
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

VIN = "LGXCE4CC6S0010005"
MORNING = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # 06:30 on 1 January in Bangkok
EVENING = datetime(2027, 1, 1, 1, 0, tzinfo=UTC)  # 19:00 on 31 December in Mexico City
NEW_YEAR, LAST_DAY = date(2027, 1, 1), date(2026, 12, 31)


@pytest.fixture
def desk(tmp_path: Path, stopped_clock: Callable[[datetime], None]) -> Iterator[Callable[[str, datetime], UserSession]]:
    made: list[UserSession] = []

    def opened(code: str, moment: datetime) -> UserSession:
        stopped_clock(moment)
        made.append(books.create(tmp_path / "desk.ldk", Dealer("Desk", code, "en")))
        described = Description("BYD", "Dolphin", energy="BEV", usable_wh=60_000)
        add_vehicle(made[-1], AddVehicle(VIN, date(2026, 6, 1), described, odometer=Distance(5)))
        return made[-1]

    yield opened
    for each in made:
        each.store.close()


@pytest.mark.parametrize(("code", "moment", "day"), [("TH", MORNING, NEW_YEAR), ("MX", EVENING, LAST_DAY)])
def test_a_session_told_in_utc_is_of_the_dealers_day_on_lists_months_statement_and_in_the_life(desk, code, moment, day):
    user = desk(code, moment)
    taken_in(user, [session(1, started_at=moment, ended_at=moment + timedelta(minutes=20))], vin=VIN)
    found = charged(user, VIN)
    assert [each.session.day for each in found.lines] == [day]
    assert [month for month, _ in found.months] == [day.replace(day=1)]
    assert charged(user, VIN, day, day).total.sessions == 1
    assert charged(user, VIN, None, day - timedelta(days=1)).total.sessions == 0
    with user.store.reading() as tx:
        told = life.told(tx, VIN)[-1]
    assert (told.on, told.facts["first_on"], told.facts["last_on"]) == (day, day.isoformat(), day.isoformat())
    assert battery_page(user, VIN).health.as_of == day


@pytest.mark.parametrize(("code", "moment", "day"), [("TH", MORNING, NEW_YEAR), ("MX", EVENING, LAST_DAY)])
def test_reports_are_drawn_up_and_keys_revoked_on_the_dealers_day(desk, code, moment, day):
    user = desk(code, moment)
    assert whole_life(user, VIN, Period(), with_people=False).as_of == day
    assert buyers_facts(user, VIN).as_of == day
    assert _day(moment, user) == day  # of a dossier that is looked at here
    assert _day(moment, None) == moment.date()
    assert all(each["revoked"] is None for each in _keys(user))


def test_a_session_with_an_offset_keeps_the_day_of_the_clocks_where_the_car_stood(desk):
    user = desk("TH", datetime(2027, 2, 1, tzinfo=UTC))
    there = MORNING.astimezone(timezone(timedelta(hours=1)))  # half past midnight in Madrid, on a trip
    before = datetime(2026, 12, 31, 23, 50, tzinfo=timezone(timedelta(hours=1)))
    rows = [session(1, started_at=there, ended_at=None), session(2, started_at=before, ended_at=None)]
    taken_in(user, rows, vin=VIN)
    assert sorted(each.session.day for each in charged(user, VIN).lines) == [LAST_DAY, NEW_YEAR]


@given(
    st.datetimes(datetime(2012, 1, 1), datetime(2060, 1, 1)),  # noqa: DTZ001 (the zone follows)
    st.sampled_from(["Asia/Bangkok", "America/Mexico_City", "Europe/London", "Pacific/Kiritimati"]),
    st.integers(-14 * 60, 14 * 60),
)
def test_the_day_of_a_row_is_that_of_its_session_in_every_zone_and_with_every_offset(moment, zone, offset):
    begun = moment.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=offset)))
    own, told = ZoneInfo(zone), session(1, started_at=begun, ended_at=None)
    expected = (begun if offset else begun.astimezone(own)).date()
    assert by_clocks_of(told, own).day == expected
    assert packed(1, told).day_in(own) == expected
    assert by_clocks_of(told, own).started_at == begun
