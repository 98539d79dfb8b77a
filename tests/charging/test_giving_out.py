"""Charging sessions given out as CSV, and read back."""

import csv
import io
import tracemalloc
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from charging_books import ONE, OTHER, START, numbers_of, session, some, taken_in
from command_line import Desk
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.stages.charging.formats import WRITERS
from lifecycle_desk.stages.charging.sessions.interchange.giving_out import BOM, HEADER, PAGE, cells_of, write
from lifecycle_desk.stages.charging.sessions.rules.sessions import Place, taken_back
from lifecycle_desk.stages.charging.sessions.usecases.by_hand import RemoveSession, remove_session
from lifecycle_desk.stages.charging.tariffs.usecases import KeepTariff, keep_tariff
from lifecycle_desk.vehicle.rules.life import UnknownVehicle

FULL = session(
    1,
    key="BE/BEC/1",
    started_at=datetime(2026, 3, 29, 1, 30, tzinfo=timezone(timedelta(hours=1))),
    ended_at=datetime(2026, 3, 29, 4, 0, tzinfo=timezone(timedelta(hours=2))),
    meter_wh=20_001,
    battery_wh=18_500,
    soc_start=205,
    soc_end=800,
    cost=Money(1_050, "EUR"),
    place=Place("IONITY 東京", "Rue 1", "München", "DEU", "50.1", "8.6", "DE*ABC*E1", "IEC_62196_T2_COMBO"),
    odometer=Distance(7_500, LengthUnit.MILES),
    temperature=-55,
    most_watts=150_250,
    more="signed",
)


@pytest.fixture
def command(own_desk, tmp_path, monkeypatch) -> Desk:
    """The command line on the same books."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Desk(own_desk.store.where)


def given_out(user: UserSession, **asked) -> list[dict[str, str]]:
    content = b"".join(write(user, asked))
    assert content.startswith(BOM)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_every_column_tells_exactly_what_the_books_hold(desk):
    taken_in(desk, [FULL], vin=ONE)

    assert given_out(desk) == [
        {
            "vin": ONE,
            "source": "ocpi-cdr",
            "key": "BE/BEC/1",
            "started_at": "2026-03-29T01:30:00+01:00",
            "ended_at": "2026-03-29T03:00:00+01:00",
            "meter_kwh": "20.001",
            "battery_kwh": "18.5",
            "current": "DC",
            "soc_start": "20.5",
            "soc_end": "80",
            "cost": "10.50",
            "currency": "EUR",
            "computed": "false",
            "place": "IONITY 東京",
            "city": "München",
            "country": "DEU",
            "connector": "IEC_62196_T2_COMBO",
            "odometer_km": "12070",
            "temperature_c": "-5.5",
            "most_kw": "150.25",
            "credits": "",
        }
    ]


def test_what_is_not_known_is_an_empty_cell_and_never_nought(desk):
    taken_in(desk, [session(1, ended_at=None, current=None, cost=None, odometer=None)], vin=ONE)
    (row,) = given_out(desk)

    known = {"vin", "source", "key", "started_at", "meter_kwh"}
    assert {name for name in HEADER if row[name]} == known


@pytest.mark.parametrize(
    ("cost", "told"),
    [
        (Money(1, "EUR"), "0.01"),
        (Money(501, "JPY"), "501"),
        (Money(12_345, "KWD"), "12.345"),
        (Money(-5, "THB"), "-0.05"),
        (Money(10**12, "THB"), "10000000000.00"),
    ],
)
def test_an_amount_has_all_digits_of_its_currency(desk, cost, told):
    taken_in(desk, [session(1, cost=cost)], vin=ONE)
    assert [(row["cost"], row["currency"]) for row in given_out(desk)] == [(told, cost.currency)]


def test_a_credit_is_a_row_that_makes_sums_right_and_its_numbers_stay_numbers(desk):
    whole = session(1, cost=Money(800, "EUR"))
    taken_in(desk, [whole, taken_back(session(1, key="C1", cost=Money(800, "EUR")), whole.key)], vin=ONE)
    rows = given_out(desk)

    assert {row["key"]: row["credits"] for row in rows} == {whole.key: "", "C1": whole.key}
    assert sum(Decimal(row["meter_kwh"]) for row in rows) == sum(Decimal(row["cost"]) for row in rows) == 0


def test_a_price_from_a_tariff_says_that_it_was_computed(desk):
    taken_in(desk, [session(1, cost=None, meter_wh=10_000), session(2)], vin=ONE)
    prices = {"place": "home", "currency": "EUR", "valid_from": "2026-01-01", "zone": "UTC"}
    keep_tariff(desk, KeepTariff(prices | {"elements": [{"kwh": "20"}]}))

    assert [(row["cost"], row["computed"]) for row in given_out(desk)] == [("2.00", "true"), ("5.02", "false")]


def test_one_vehicle_or_all_in_the_order_of_time_and_only_what_counts(desk):
    taken_in(desk, reversed(some(1, 4)), vin=ONE)
    taken_in(desk, [session(9)], vin=OTHER)
    taken_in(desk, [session(20, whose=("nobody's",))])  # waits in the inbox
    remove_session(desk, RemoveSession(numbers_of(desk)[1], "mistyped"))

    assert [row["key"] for row in given_out(desk, vin=ONE)] == ["BE/BEC/1", "BE/BEC/3", "BE/BEC/4"]
    assert [row["key"] for row in given_out(desk, vin=OTHER.lower())] == ["BE/BEC/9"]
    assert {row["vin"] for row in given_out(desk)} == {ONE, OTHER}
    with pytest.raises(UnknownVehicle):
        given_out(desk, vin="LSJWH4095PN000009")


def test_books_without_a_session_give_the_header_alone(desk):
    assert b"".join(write(desk, {})) == BOM + (",".join(f'"{name}"' for name in HEADER) + "\r\n").encode()


def test_without_people_neither_place_nor_city_is_told_and_the_columns_stay(desk):
    taken_in(desk, [FULL, session(2)], vin=ONE)
    rows = given_out(desk, without_people=True)

    assert [list(row) for row in rows] == [list(HEADER)] * 2
    assert {(row["place"], row["city"]) for row in rows} == {("", "")}
    assert {row["country"] for row in rows} == {"", "DEU"}


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+49", "-cmd|' /C calc'!A0", "\t=1", "'=1", 'a"b', "a,b;c", "a\nb", "\u200fעברית"]
)
def test_no_text_of_a_session_acts_in_a_spreadsheet(desk, text):
    place = Place(text, city=text, country=text, connector=text)
    taken_in(desk, [session(1, key=text, place=place if "\t" not in text else Place())], vin=ONE)
    (row,) = given_out(desk)

    for name in ("key", "place", "city", "country", "connector"):
        assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert "\n" not in row[name]


@settings(max_examples=100)
@given(
    st.integers(-(10**6), 10**6).filter(bool),
    st.integers(0, 1_000),
    st.integers(-800, 800),
    st.integers(0, 10**9),
    st.integers(-14 * 60, 14 * 60),
)
def test_numbers_and_moments_come_back_as_they_were(wh, charge, warmth, watts, offset):
    at = datetime(2026, 1, 10, 18, tzinfo=timezone(timedelta(minutes=offset)))
    told = session(1, started_at=at, meter_wh=wh, soc_end=charge, temperature=warmth, most_watts=watts)
    row = dict(zip(HEADER, cells_of(ONE, told, nameless=False), strict=True))

    assert Decimal(row["meter_kwh"]) * 1000 == wh
    assert Decimal(row["soc_end"]) * 10 == charge
    assert Decimal(row["temperature_c"]) * 10 == warmth
    assert Decimal(row["most_kw"]) * 1000 == watts
    assert datetime.fromisoformat(row["started_at"]) == at
    assert "E" not in row["meter_kwh"] + row["most_kw"]


def test_four_times_as_many_sessions_flow_in_as_little_memory(own_desk):
    for vin, pages in ((ONE, 2), (OTHER, 8)):
        at = (START - timedelta(hours=n) for n in range(pages * PAGE))
        taken_in(
            own_desk,
            [session(n, key=f"{vin}/{n}", started_at=each, ended_at=None) for n, each in enumerate(at)],
            vin=vin,
        )
    peaks = []
    for vin, pages in ((ONE, 2), (ONE, 2), (OTHER, 8)):
        chunks = write(own_desk, {"vin": vin})
        assert next(chunks).count(b"\r\n") == 1
        tracemalloc.start()
        assert [chunk.count(b"\r\n") for chunk in chunks] == [PAGE] * pages
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[2] < 1.2 * peaks[1]


def test_who_may_not_give_out_gets_nothing(desk):
    taken_in(desk, [session()], vin=ONE)
    for name, role in (("boss", Role.MANAGER), ("tech", Role.TECHNICIAN), ("audit", Role.AUDITOR)):
        take_on(desk, Member(name, name, role))
    switch_sign_in(desk, SignIn(on=True))

    with pytest.raises(NotAllowed):
        next(write(UserSession(desk.store, "tech", authorise), {}))
    assert len(given_out(UserSession(desk.store, "audit", authorise))) == 1


def test_the_command_line_writes_it_whole_and_names_what_it_takes(command, own_desk, tmp_path):
    taken_in(own_desk, some(1, 3), vin=ONE)
    file = tmp_path / "sessions.csv"

    assert command("export", "charging-sessions", "-o", file).code == 0
    assert file.read_bytes() == command("export", "charging-sessions", "--vin", ONE).raw
    assert [row["key"] for row in csv.DictReader(file.open(encoding="utf-8-sig", newline=""))] == [
        "BE/BEC/1",
        "BE/BEC/2",
        "BE/BEC/3",
    ]
    told = {each["kind"]: each["takes"] for each in command("export", "--list", "--json").json}
    assert {each.kind: [option.name for option in each.takes] for each in WRITERS}.items() <= told.items()


def test_the_command_line_refuses_a_vehicle_that_is_not_there_with_one_sentence(command, tmp_path):
    file = tmp_path / "sessions.csv"
    said = command("export", "charging-sessions", "--vin", "LSJWH4095PN000009", "-o", file)

    assert (said.code, said.err.count("\n"), file.exists()) == (1, 1, False)
    assert "Traceback" not in said.err


def test_moments_of_utc_say_so(desk):
    taken_in(desk, [session(1, started_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), ended_at=None)], vin=ONE)
    assert [row["started_at"] for row in given_out(desk)] == ["2026-01-02T03:04:05+00:00"]
