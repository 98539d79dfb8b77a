"""A canary: after a change of owner nothing of the earlier owner's charging is found where the new owner may look."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hands import elsewhere, go, opened, rest, seen, shown
from hypothesis import given, settings
from hypothesis import strategies as st
from owner_story import CHANGED, ODD_MINUTE, VIN, books_of, canary, change, charge
from pypdf import PdfReader

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.money import Money
from lifecycle_desk.books.usecases import books
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.stages.charging.formats import WRITERS
from lifecycle_desk.stages.charging.health.usecases.health import battery_page
from lifecycle_desk.stages.charging.pages import PAGES
from lifecycle_desk.stages.charging.reports import REPORTS
from lifecycle_desk.stages.charging.sessions.papers.statement import OfTime
from lifecycle_desk.stages.charging.sessions.rules.sessions import Place
from lifecycle_desk.stages.charging.sessions.rules.view import NOTHING_EARLIER, Earlier, View, earlier, view_of
from lifecycle_desk.stages.charging.sessions.usecases.showing import SessionsOf, charged
from lifecycle_desk.stages.transfer.ownership.usecases.changing import change_owner
from lifecycle_desk.vehicle.papers.subject import OfVehicle
from lifecycle_desk.vehicle.rules.owners import Period

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
CERTIFICATE, STATEMENT, SESSIONS = REPORTS
NEW_PLACE = Place("Estación Nueva", city="Madrid")
OF_THE_EARLIER = re.compile(rf"canary|777[.,]31|0?[35]:{ODD_MINUTE}", re.IGNORECASE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A car that changed hands, charged by both owners."""
    with standing_at(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        user = books.create(tmp_path_factory.mktemp("books") / "desk.ldk", Dealer("Taller Sol", "ES", "en"))
        _, second = books_of(user)
        change_owner(user, change(second))
        own = [
            canary(
                100 + number,
                CHANGED + timedelta(days=10 * number),
                key=f"NEW/{number}",
                place=NEW_PLACE,
                cost=Money(5_00, "EUR"),
                started_at=datetime.combine(CHANGED + timedelta(days=10 * number), time(12), UTC),
                whose=("NEW-CARD",),
            )
            for number in range(1, 6)
        ]
        charge(user, own, vin=VIN)
        yield user
        user.store.close()


def printed(user, report, asked) -> str:
    reader = PdfReader(BytesIO(report.draw(user, asked, spoken(user, "en")).pdf()))
    return " ".join(page.extract_text() for page in reader.pages) + repr(reader.metadata)


def test_the_lists_and_sums_hold_only_what_the_present_owner_charged(desk):
    found = charged(desk, VIN)

    assert {each.session.place for each in found.lines} == {NEW_PLACE}
    assert found.total.sessions == len(found.lines) == 5
    assert found.total.paid == {"EUR": 25_00}
    assert [name for name, _ in found.places] == [NEW_PLACE.name]
    assert (found.earlier.sessions, found.earlier.energy_wh) == (30, 30 * 53_000)
    listed = SessionsOf(desk, VIN)
    assert len(listed.keys()) == 5
    assert listed.rows(list(range(1, 31))) == {}  # not by their numbers either


def test_a_shorter_time_tells_no_more_of_earlier_owners_than_all_of_it(desk):
    day = CHANGED - timedelta(days=400)

    assert charged(desk, VIN, day, day).earlier == charged(desk, VIN).earlier


@pytest.mark.parametrize("report", [STATEMENT, SESSIONS])
def test_the_papers_name_the_number_and_the_energy_of_earlier_sessions_and_nothing_else(desk, report):
    text = printed(desk, report, OfTime(VIN))

    assert not OF_THE_EARLIER.findall(text)
    assert "30 sessions of previous owners, 1.590,00 kWh" in " ".join(text.split())
    assert "25,00" in text


def test_the_csv_holds_only_the_present_owners_sessions_of_one_vehicle_and_of_all(desk):
    for asked in ({"vin": VIN}, {}):
        text = b"".join(WRITERS[0].write(desk, asked)).decode("utf-8-sig")
        assert not OF_THE_EARLIER.findall(text)
        assert len(list(csv.DictReader(io.StringIO(text)))) == 5


def test_the_passport_tells_no_moment_of_an_earlier_owner(desk):
    text = b"".join(WRITERS[1].write(desk, {"vin": VIN})).decode()

    assert not OF_THE_EARLIER.findall(text)


def test_the_certificate_tells_when_an_earlier_owner_charged_by_the_month_alone(desk):
    text = " ".join(printed(desk, CERTIFICATE, OfVehicle(VIN)).split())

    assert "March 2024 to" in text
    assert not OF_THE_EARLIER.findall(text)


def test_the_health_of_the_battery_still_rests_on_all_sessions(desk):
    assert battery_page(desk, VIN).health.sessions_used > 5


def test_no_text_of_the_charging_pages_tells_of_the_earlier_owner(desk, qapp):
    for window in shown(opened(desk, (*PAGES, *elsewhere("vehicle", "reports", "settings")))):
        for name, key in (("charging_of", VIN), ("battery", VIN), ("charging", "")):
            page = go(window, name, key)
            rest(window)
            texts = [*seen(page), *(_all_stops(page) if name == "battery" else ())]
            if name == "charging_of":
                model = page.table.model()
                texts += [
                    str(model.index(row, column).data() or "")
                    for row in range(model.rowCount())
                    for column in range(model.columnCount())
                ]
                assert model.rowCount() == 5
                assert any("30 sessions of previous owners" in each for each in texts)
            assert not OF_THE_EARLIER.findall(" ".join(texts)), name


def _all_stops(page) -> list[str]:
    """All that the chart of a battery can read out; of the earlier owner's sessions no day."""
    words = [each.words for each in page.chart.scene.stops]
    assert any(re.match(r"(May|June|July) 2024", each) for each in words)
    assert not [each for each in words if re.match(r"\d+ \w+ 2024", each)]
    return words


@given(
    st.lists(st.integers(0, 2 * 365 * 24 * 60), max_size=12),
    st.dates(date(2025, 2, 1), date(2026, 12, 1)),
    st.sampled_from(["Asia/Bangkok", "Europe/Madrid", "America/Mexico_City"]),
)
@settings(max_examples=60)
def test_what_is_shown_began_after_the_day_of_the_change_by_the_markets_clock_and_the_rest_is_only_counted(
    moments, changed, zone
):
    sessions = [
        canary(n, date(2025, 1, 1), started_at=BEGIN + timedelta(minutes=each)) for n, each in enumerate(moments)
    ]
    view = view_of([Period(1, date(2020, 1, 1), changed, 1), Period(2, changed, None, 2, after_another=True)], zone)
    own = [each for each in sessions if view.shows(each)]

    assert all(each.started_at.astimezone(ZoneInfo(zone)).date() > changed for each in own)
    hidden = earlier(sessions, view)
    assert hidden.sessions == len(sessions) - len(own)
    assert hidden.energy_wh == sum(each.energy_wh for each in sessions) - sum(each.energy_wh for each in own)


def test_a_first_owner_sees_everything_since_nobody_had_the_car_before():
    assert view_of([], "UTC") == view_of([Period(1, date(2026, 1, 1), None, 1)], "UTC") == View()
    assert earlier([canary(1, date(2025, 1, 1))], View()) == NOTHING_EARLIER


def test_of_three_owners_the_last_one_s_change_counts_and_the_next_day_is_theirs_from_its_first_moment():
    second, third = date(2025, 6, 1), date(2026, 1, 31)
    owners = [
        Period(1, date(2024, 1, 1), second, 1),
        Period(2, second, third, 2, after_another=True),
        Period(3, third, None, 3, after_another=True),
    ]
    view = view_of(owners, "Asia/Bangkok")
    midnight = datetime(2026, 2, 1, tzinfo=ZoneInfo("Asia/Bangkok"))

    assert (view.since, view.changed_on, View().changed_on) == (midnight, third, None)
    assert view.shows(canary(1, third, started_at=midnight))
    assert not view.shows(canary(1, third, started_at=midnight - timedelta(seconds=1)))


def test_a_session_that_was_taken_back_is_not_counted_among_those_of_earlier_owners():
    charged_once = canary(1, date(2025, 1, 1), meter_wh=9_000)
    taken_back = replace(charged_once, key="back", meter_wh=-9_000, credits=charged_once.key)
    another = canary(2, date(2025, 1, 2), meter_wh=5_000)

    found = earlier([charged_once, taken_back, another], View(datetime(2026, 1, 1, tzinfo=UTC)))
    assert found == Earlier(1, 5_000)
