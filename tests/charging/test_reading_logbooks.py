"""Charging out of the logbooks LubeLogger and MyGarage: cultures, units, and fuel left out."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from reading_samples import (
    CHARGED,
    HOME,
    LUBELOGGER,
    MYGARAGE_HEAD,
    REFUELLED,
    mygarage,
    one,
    refused,
    rows,
    rule_of,
    source,
)

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.dealership.usecases.market_rules import SetRule, set_market_rule
from lifecycle_desk.market.own_rules import RuleKind
from lifecycle_desk.stages.charging.imports.interchange.mygarage import ExportTellsNoCharging
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, LeftOut, Packed
from lifecycle_desk.stages.charging.imports.interchange.recognising import kinds_of
from lifecycle_desk.stages.charging.imports.interchange.taking_in import habits_of
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current

BANGKOK = Habits(ZoneInfo("Asia/Bangkok"), "TH", "THB")


# LubeLogger


def test_lubelogger_is_read_in_the_culture_of_its_server(tmp_path):
    read = source("lubelogger-fuel", tmp_path, LUBELOGGER)
    (row,) = read.rows()
    session = row.session

    assert read.read_as == {"encoding": "utf-8", "delimiter": "comma", "decimal": "point", "dates": "mdy"}
    assert (session.key, session.meter_wh) == ("2026-03-14/12345/24100", 24_100)
    assert session.started_at == datetime(2026, 3, 14, 11, tzinfo=UTC)
    assert (session.soc_start, session.soc_end, session.cost) == (200, 800, Money(592, "EUR"))
    assert json.loads(session.more) == {
        "FuelEconomy": "0", "IsFillToFull": "True", "MissedFuelUp": "False", "Notes": "rain, and\nwind",
        "Tags": "t1 t2", "extrafield_Where": "home",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("date", "cost", "habits", "day", "money"),
    [
        ("14.03.2026", "123,45 €", HOME, "2026-03-14", Money(12_345, "EUR")),
        ("14/3/2569", "฿1,123.45", BANGKOK, "2026-03-14", Money(112_345, "THB")),
        ("29/2/2567", "฿5", BANGKOK, "2024-02-29", Money(500, "THB")),
        ("2026. 3. 14.", "5", HOME, "2026-03-14", Money(500, "EUR")),
        ("2026/3/14", "EUR 5", HOME, "2026-03-14", Money(500, "EUR")),
        ("14/03/2026", "$5.50", replace(HOME, market="MX", currency="MXN"), "2026-03-14", Money(550, "MXN")),
        ("14/03/2026", "د.إ.\u200f 5.50", replace(HOME, market="AE", currency="AED"), "2026-03-14", Money(550, "AED")),
        ("14/03/2026", "$5.50", replace(HOME, currency="USD", currency_named=True), "2026-03-14", Money(550, "USD")),
        ("14/03/2026", "($5.50)", replace(HOME, currency="USD"), "2026-03-14", Money(-550, "USD")),
    ],
)
def test_dates_and_amounts_of_many_cultures(tmp_path, date, cost, habits, day, money):
    session = one("lubelogger-fuel", tmp_path, f'date,odo,qty,total cost\n{date},1,24,"{cost}"\n', habits)
    assert (session.key.split("/")[0], session.cost) == (day, money)


@pytest.mark.parametrize("cost", ["$123.45", "£5", "123,45 Kč", "USD 5"])
def test_a_sign_that_is_not_the_dealers_currency_is_refused_by_name(tmp_path, cost):
    content = f'date,odo,qty,cost\n2026-03-14,1,24,"{cost}"\n'
    assert refused("lubelogger-fuel", tmp_path, content) == (2, "cost", "currency_not_ours")
    assert isinstance(rows("lubelogger-fuel", tmp_path, content, replace(HOME, currency_named=True))[0], Packed)


def test_a_date_that_is_two_days_is_refused_with_both_unless_the_order_is_said(tmp_path):
    content = "date,odo,qty\n3/4/2026,1,24\n"
    why = rule_of("lubelogger-fuel", tmp_path, content)

    assert (why.rule, why.at) == ("day_two_ways", "date")
    assert {str(why.one), str(why.other)} == {"2026-03-04", "2026-04-03"}
    for order, day in (("dmy", "2026-04-03"), ("mdy", "2026-03-04")):
        assert one("lubelogger-fuel", tmp_path, content, replace(HOME, dates=order)).key.startswith(day)
    assert {row.session.key[:10] for row in rows("lubelogger-fuel", tmp_path, content + "13/4/2026,2,24\n")} == {
        "2026-04-03", "2026-04-13",
    }  # fmt: skip


def test_a_number_that_is_two_is_refused_with_both_unless_a_cell_decides(tmp_path):
    content = 'date,odo,qty,cost\n2026-03-14,1,24,"1,234"\n'
    why = rule_of("lubelogger-fuel", tmp_path, content)

    assert (why.rule, why.line, why.at) == ("figure_two_ways", 2, "cost")
    assert {str(why.one), str(why.other)} == {"1.234", "1234.0"}
    first = rows("lubelogger-fuel", tmp_path, content + '2026-03-15,1,"24,5",\n')[0]
    assert first.session.cost == Money(123, "EUR")
    first = rows("lubelogger-fuel", tmp_path, content + "2026-03-15,1,24.5,\n")[0]
    assert first.session.cost == Money(123_400, "EUR")
    first = rows("lubelogger-fuel", tmp_path, content + '2026-03-15,1,"7,432",\n')[0]  # no car takes 7,432 kWh
    assert first.session.cost == Money(123, "EUR")


def test_a_file_that_writes_numbers_both_ways_decides_nothing(tmp_path):
    content = 'date,odo,qty,cost\n2026-03-14,1,24.5,5\n2026-03-15,1,"24,5",5\n'
    assert [row.session.meter_wh for row in rows("lubelogger-fuel", tmp_path, content)] == [24_500, 24_500]
    assert rule_of("lubelogger-fuel", tmp_path, content + '2026-03-16,1,24,"1,234"\n').rule == "figure_two_ways"


def test_day_month_and_year_may_stand_apart_and_a_price_makes_a_cost(tmp_path):
    session = one("lubelogger-fuel", tmp_path, "day,month,year,odo,consumption,price\n14,3,2026,0,24.5,€0.2512\n")

    assert (session.key, session.odometer) == ("2026-03-14/0/24500", None)
    assert session.cost == Money(615, "EUR")


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("date,odo,liters\n2026-03-14,1,40\n", LeftOut(2, "fuel")),
        ("date,odo,liters,startingsoc,endingsoc\n2026-03-14,1,20,20,80\n", LeftOut(2, "fuel")),
        ("date,odo,fuelconsumed\n2026-03-14,1,0\n", LeftOut(2, "empty")),
    ],
)
def test_lubeloggers_fuel_and_nothing_are_left_out(tmp_path, content, row):
    assert rows("lubelogger-fuel", tmp_path, content) == [row]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (",1,24", (2, "date", "cell_empty")),
        ("2026-03-14,1,", (2, "fuelconsumed", "cell_empty")),
        ("2026-03-14,1,-5", (2, "fuelconsumed", "energy_out_of_range")),
        ("2026-03-14,far,5", (2, "odo", "number_not_understood")),
    ],
)
def test_lubeloggers_faults(tmp_path, row, place):
    assert refused("lubelogger-fuel", tmp_path, f"date,odo,fuelconsumed\n{row}\n") == place


def test_the_odometer_is_in_the_dealers_unit(tmp_path):
    british = Habits(ZoneInfo("Europe/London"), "GB", "GBP", distance=LengthUnit.MILES)
    session = one("lubelogger-fuel", tmp_path, "date,odo,fuelconsumed\n2026-03-14,7500,5\n", british)
    assert session.odometer == Distance(7500, LengthUnit.MILES)


# MyGarage


def test_mygarages_database_tells_its_charges(tmp_path):
    first, second = rows("mygarage-fuel", tmp_path, mygarage(CHARGED, REFUELLED))
    session = first.session

    assert second == LeftOut(2, "fuel")
    assert (session.key, session.whose) == ("7", ("LSJWH4095PN000001",))
    assert session.started_at == datetime(2026, 3, 14, 17, 30, tzinfo=UTC)
    assert (session.meter_wh, session.cost, session.current) == (24_100, Money(592, "EUR"), Current.AC)
    assert (session.soc_start, session.soc_end, session.soc_step) == (310, 725, 1)
    assert (session.place.name, session.temperature, session.odometer) == ("home", 45, Distance(12_345))
    assert json.loads(session.more) == {"battery_soh_pct": "98.2", "notes": "first"}


def test_a_day_without_a_time_is_noon_and_a_charge_without_energy_is_empty(tmp_path):
    content = mygarage(CHARGED | {"filled_at": None}, CHARGED | {"id": 9, "kwh": None})
    first, second = rows("mygarage-fuel", tmp_path, content)

    assert first.session.started_at == datetime(2026, 3, 14, 11, tzinfo=UTC)
    assert second == LeftOut(2, "empty")


@pytest.mark.parametrize("content", [f"{MYGARAGE_HEAD}\n", '{"export_version": "5", "fuel_records": []}'])
def test_mygarages_exports_are_refused_by_name_since_they_tell_no_energy(tmp_path, content, own_desk):
    assert rule_of("mygarage-fuel", tmp_path, content).rule == "export_tells_no_charging"
    with pytest.raises(ExportTellsNoCharging):
        kinds_of(own_desk, tmp_path / "file")


def test_mygarages_database_is_recognised_and_only_read(tmp_path, own_desk):
    folder = tmp_path / "a #1 % folder"
    folder.mkdir()
    content = mygarage(CHARGED)
    (folder / "file").write_bytes(content)

    assert kinds_of(own_desk, folder / "file") == ("mygarage-fuel",)
    assert [path.name for path in folder.iterdir()] == ["file"]
    assert (folder / "file").read_bytes() == content


OTHER_FORMS = {
    "not_my_garages": "CREATE TABLE fuel_records (id INTEGER, vin TEXT, date DATE)",
    "a view": "CREATE VIEW fuel_records AS SELECT 1 id, 'x' vin, '2026-01-01' date, 9 kwh",
}


@pytest.mark.parametrize("form", OTHER_FORMS.values(), ids=OTHER_FORMS)
def test_another_database_is_refused_whole(tmp_path, form):
    assert rule_of("mygarage-fuel", tmp_path, mygarage(form=form)).rule == "not_my_garages"


def test_a_damaged_database_and_one_that_is_still_written_are_refused(tmp_path):
    whole = mygarage(*(CHARGED | {"id": number, "notes": "x" * 4000} for number in range(20)))
    assert rule_of("mygarage-fuel", tmp_path, whole[:6000] + b"\xff" * (len(whole) - 6000)).rule == "database_damaged"
    (tmp_path / "file-wal").write_bytes(b"x")
    assert rule_of("mygarage-fuel", tmp_path, mygarage(CHARGED)).rule == "still_written"


@pytest.mark.parametrize(
    ("changed", "field", "rule"),
    [
        ({"charge_level": "L9"}, "charge_level", "current_unknown"),
        ({"soc_end_pct": 172.5}, "soc_end_pct", "charge_out_of_range"),
        ({"filled_at": "soon"}, "filled_at", "time_not_understood"),
        ({"kwh": "24 l"}, "kwh", "number_not_understood"),
        ({"kwh": 1001}, "kwh", "energy_out_of_range"),
        ({"kwh": -5}, "kwh", "energy_out_of_range"),
        ({"odometer_km": 9e8}, "odometer_km", "odometer_out_of_range"),
        ({"outside_temp_c": 300}, "outside_temp_c", "out_of_range"),
        ({"filled_at": "2026-03-29 02:30:00"}, "filled_at", "hour_skipped"),
    ],
)
def test_mygarages_faults(tmp_path, changed, field, rule):
    assert refused("mygarage-fuel", tmp_path, mygarage(CHARGED | changed)) == (1, field, rule)


def test_a_reading_without_a_unit_has_the_one_that_the_dealer_said(own_user):
    assert habits_of(own_user, Choices()).distance is LengthUnit.KM
    set_market_rule(own_user, SetRule(RuleKind.DISTANCE, today_at(own_user), "mi", "As our cars show it"))
    assert habits_of(own_user, Choices()).distance is LengthUnit.MILES
