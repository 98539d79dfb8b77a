"""Charging records as CSV: each system's own columns, numbers, dates and clocks."""

import csv
import io
import json
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from reading_samples import (
    EVCC,
    EVCC_HEAD,
    EVCC_ROW,
    HOME,
    LEAPMOTOR,
    LUBELOGGER,
    MYGARAGE,
    TESLAMATE,
    one,
    refused,
    rows,
    source,
)

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.stages.charging.interchange.reading import Habits, LeftOut, Read
from lifecycle_desk.stages.charging.rules.sessions import Current

BANGKOK = Habits(ZoneInfo("Asia/Bangkok"), "TH", "THB")


def rule_of(kind, folder, content, habits=HOME):
    with pytest.raises(Objection) as caught:
        source(kind, folder, content, habits)
    assert caught.value.says % caught.value.facts
    return caught.value


# TeslaMate


def test_teslamate_tells_both_sides_in_utc_and_leaves_open_processes_out(tmp_path):
    first, second = rows("teslamate", tmp_path, TESLAMATE)
    session = first.session

    assert (first.line, second) == (2, LeftOut(3, "open"))
    assert (session.key, session.whose, session.current) == ("17", ("1",), None)
    assert session.started_at == datetime(2026, 1, 10, 18, 2, 11, tzinfo=UTC)
    assert session.duration == timedelta(hours=3, minutes=37, seconds=52)
    assert (session.battery_wh, session.meter_wh) == (24_610, 26_900)
    assert (session.soc_start, session.soc_end, session.soc_step) == (310, 720, 10)
    assert (session.cost, session.temperature) == (Money(592, "EUR"), 45)
    assert source("teslamate", tmp_path, TESLAMATE).own_ids


@pytest.mark.parametrize(
    "row",
    [
        "17,2026-01-10 18:02:11.25,2026-01-10 21:40:03,24.61,26.9,31,72,218,-4.5,5.92,1",
        "17,2026-01-10 18:02:11.25,2026-01-10 21:40:03,24.61,20,31,72,218,0,0,1",
        "17,2026-01-10 18:02:11.25,2026-01-10 21:40:03,1000,0.0005,0,100,218,12,1000.005,1",
    ],
)
def test_the_quick_way_and_the_close_look_give_the_same(tmp_path, row):
    head = TESLAMATE.splitlines()[0]
    quick = one("teslamate", tmp_path, f"{head}\n{row}\n")
    close = one("teslamate", tmp_path, f"{head},charge_type\n{row},\n")
    assert quick == close


def test_the_whole_table_keeps_what_it_tells_besides(tmp_path):
    content = (
        "id,start_date,end_date,charge_energy_added,start_rated_range_km,car_id,geofence_id,charger_phases\n"
        "1,2026-01-10 18:02:11,2026-01-10 19:02:11,5,211.5,2,,\n"
        "2,2026-01-11 18:02:11,2026-01-11 19:02:11,5,,2,9,3\n"
    )
    first, second = (row.session for row in rows("teslamate", tmp_path, content))

    assert json.loads(first.more) == {"start_rated_range_km": "211.5"}
    assert json.loads(second.more) == {"geofence_id": "9"}
    assert (first.current, second.current) == (Current.DC, Current.AC)


def test_the_charges_panel_is_read_by_the_columns_of_its_query(tmp_path):
    content = (
        "start_date,end_date,address,charge_type,duration_min,cost,cost_per_kwh,charge_energy_added,charge_energy_used,"
        "charging_efficiency,outside_temp_avg_c,start_battery_level,end_battery_level,odometer_km\n"
        '2026-01-10 18:02:11,2026-01-10 21:40:03,"Via Roma 1, Turin",DC,218,5.92,.22,24.61,26.9,.91,4.5,31,72,12034.6\n'
    )
    session = one("teslamate", tmp_path, content)

    assert (session.key, session.whose) == ("2026-01-10T18:02:11+00:00", ())
    assert (session.place.name, session.current) == ("Via Roma 1, Turin", Current.DC)
    assert session.odometer == Distance(12_035)
    assert json.loads(session.more) == {"cost_per_kwh": ".22", "charging_efficiency": ".91"}


def test_the_panels_captions_and_units_are_read_and_its_times_are_local(tmp_path):
    content = (
        "Date,Location,Type,Duration,Cost,Cost / kWh,Energy added,Energy used,Efficiency,Temp,Ø Power,% Start,% End,"
        "Odometer\n"
        "2026-01-10 18:02:11,Home,AC,3.63 hours,5.92,0.22,24.61 kWh,26.90 kWh,91%,40.1 °F,7.4 kW,31%,72%,12034 km\n"
        "2026-01-11 18:02:11,Home,AC,45 mins,,,5.00,5.00,91%,-3.5 °C,7.4 kW,31%,72%,12040 km\n"
    )
    read = source("teslamate", tmp_path, content)
    first, second = (row.session for row in read.rows())

    assert [note.rule for note in read.notes] == ["read_as_local"]
    assert first.started_at == datetime(2026, 1, 10, 17, 2, 11, tzinfo=UTC)
    assert first.duration == timedelta(hours=3, minutes=37, seconds=48)
    assert (first.battery_wh, first.temperature, first.odometer) == (24_610, 45, Distance(12_034))
    assert (second.temperature, second.duration, second.cost) == (-35, timedelta(minutes=45), None)


def test_a_spreadsheets_decimal_commas_are_read_where_a_cell_shows_them(tmp_path):
    content = TESLAMATE.replace(",", ";").replace(".", ",").replace("26,90", "1,234")
    read = source("teslamate", tmp_path, content)

    assert read.read_as == {"encoding": "utf-8", "delimiter": "semicolon", "decimal": "comma"}
    assert next(iter(read.rows())).session.meter_wh == 1_234


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("24.61", "a lot", (2, "charge_energy_added", "number_not_understood")),
        ("24.61", "1001", (2, "charge_energy_added", "energy_out_of_range")),
        ("26.90", "-1", (2, "charge_energy_used", "energy_out_of_range")),
        (",31,", ",131,", (2, "start_battery_level", "charge_out_of_range")),
        (",4.5,", ",451,", (2, "outside_temp_avg", "out_of_range")),
        ("2026-01-10 21", "2026-01-09 21", (2, "end_date", "ends_before_start")),
        ("2026-01-10 21", "2026-03-10 21", (2, "end_date", "too_long")),
        ("2026-01-10 18", "0026-01-10 18", (2, "start_date", "moment_out_of_range")),
        ("2026-01-10 18", "2026-13-10 18", (2, "start_date", "time_not_understood")),
        ("2026-01-10 18:02:11.000", "", (2, "start_date", "cell_empty")),
        ("5.92", "€ 5.92 £", (2, "cost", "currency_not_ours")),
        ("5.92,1", "5.92,1,2", (2, None, "cell_count_differs")),
        ("5.92", '"5.\n92"', (2, "cost", "cell_has_line_break")),
    ],
)
def test_a_fault_is_refused_with_its_line_and_column(tmp_path, before, after, place):
    assert refused("teslamate", tmp_path, TESLAMATE.replace(before, after, 1)) == place


def test_a_closed_process_without_energy_is_empty(tmp_path):
    assert rows("teslamate", tmp_path, TESLAMATE.replace("24.61,26.90", "0.00,"))[0] == LeftOut(2, "empty")


# evcc


def test_evcc_is_read_with_its_mark_and_keeps_what_it_tells_besides(tmp_path):
    session = one("evcc", tmp_path, EVCC)

    assert (session.key, session.whose) == ("2026-05-01 18:02:11 Garage", ("tag1", "blue e-Golf"))
    assert session.started_at == datetime(2026, 5, 1, 16, 2, 11, tzinfo=UTC)
    assert (session.meter_wh, session.battery_wh) == (24_100, None)
    assert (session.cost, session.odometer) == (Money(592, "EUR"), Distance(12_345))
    assert json.loads(session.more)["Duration"] == "3h30m0s"


GERMAN = (
    "Startzeit;Endzeit;Ladepunkt;Kennung;Fahrzeug;Kilometerstand (km);Anfangszählerstand (kWh);Endzählerstand (kWh);"
    "Energie (kWh);Ladedauer;Ladestand Start (%);Ladestand Ende (%);Sonne (%);Kosten;Preis/kWh;CO₂/kWh"
)
SWEDISH = "Skapad;Slut;Laddplats;Id;Bil;km;A;B;Energi;Tid;S1;S2;Sol;Kostnad;Pris;CO₂"
LOCAL_ROW = (
    "2026-05-01 18:02:11;2026-05-01 21:40:03;Hof;;e-Golf;12.345;1.100,5;1.124,6;24,1;3h30m0s;31;72;55,2;5,92;0,25;"
)


@pytest.mark.parametrize("head", [GERMAN, SWEDISH])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
def test_evcc_speaks_other_languages_and_writes_decimals_as_they_do(tmp_path, head, encoding):
    read = source("evcc", tmp_path, f"{head}\n{LOCAL_ROW}\n".encode(encoding))
    (row,) = read.rows()

    assert read.read_as == {"encoding": encoding.removesuffix("-sig"), "delimiter": "semicolon", "decimal": "comma"}
    assert (row.session.meter_wh, row.session.cost, row.session.odometer) == (
        24_100,
        Money(592, "EUR"),
        Distance(12_345),
    )
    assert row.session.whose == ("e-Golf",)


def test_evccs_added_range_moves_the_price_by_a_column(tmp_path):
    head = SWEDISH.replace("S2;", "S2;Räckvidd;")
    row = LOCAL_ROW.replace(";72;", ";72;140;")
    assert one("evcc", tmp_path, f"{head}\n{row}\n").cost == Money(592, "EUR")


@pytest.mark.parametrize(
    ("changed", "left"),
    [({"Finished": ""}, "open"), ({"Finished": "0001-01-01 00:00:00"}, "open"), ({"Energy (kWh)": "0"}, "empty")],
)
def test_evcc_sessions_that_are_open_or_empty_are_left_out(tmp_path, changed, left):
    cells = dict(zip(EVCC_HEAD.split(","), EVCC_ROW.split(","), strict=True)) | changed
    assert rows("evcc", tmp_path, f"{EVCC_HEAD}\n{','.join(cells.values())}\n") == [LeftOut(2, left)]


@pytest.mark.parametrize("content", ["a,b\n1,2\n", SWEDISH + "\n" + "x;" * 15 + "\n", "Created,Energy (kWh)\n1,2\n"])
def test_what_is_not_evccs_is_refused_whole(tmp_path, content):
    assert rule_of("evcc", tmp_path, content).rule == "not_evcc"


def session_at(begun, finished, lasted=""):
    cells = dict(zip(EVCC_HEAD.split(","), EVCC_ROW.split(","), strict=True))
    cells |= {"Created": begun, "Finished": finished, "Duration": lasted}
    return f"{EVCC_HEAD}\n{','.join(cells.values())}\n"


@pytest.mark.parametrize(
    ("begun", "finished", "lasted", "hours", "noted"),
    [
        ("2026-10-25 01:30:00", "2026-10-25 02:30:00", "2h0m0s", 2, False),  # as long as that only in the second hour
        ("2026-10-25 01:30:00", "2026-10-25 02:30:00", "1h0m0s", 1, False),
        ("2026-10-25 01:30:00", "2026-10-25 02:30:00", "", 1, True),
        ("2026-10-25 02:30:00", "2026-10-25 04:30:00", "3h0m0s", 3, False),
        ("2026-10-25 02:30:00", "2026-10-25 04:30:00", "2h0m0s", 2, False),
        ("2026-10-25 02:45:00", "2026-10-25 02:15:00", "0h30m0s", 0.5, False),  # it can only be the second
        ("2026-10-25 01:30:00", "2026-10-25 04:30:00", "", 4, False),  # across the change, none of it in doubt
        ("2026-03-29 01:30:00", "2026-03-29 03:30:00", "", 1, False),
    ],
)
def test_an_hour_that_comes_twice_is_told_by_how_long_it_lasted(tmp_path, begun, finished, lasted, hours, noted):
    read = source("evcc", tmp_path, session_at(begun, finished, lasted))
    (row,) = read.rows()

    assert row.session.duration == timedelta(hours=hours)
    assert [note.rule for note in read.notes] == (["hour_twice"] if noted else [])
    assert all(note.says % note.facts for note in read.notes)


def test_an_hour_that_never_was_is_refused_by_name(tmp_path):
    content = session_at("2026-03-29 02:30:00", "2026-03-29 03:30:00")
    assert refused("evcc", tmp_path, content) == (2, "Created", "hour_skipped")


# leapmotor-mate


def test_leapmotors_night_of_the_clock_change_is_an_hour_shorter(tmp_path):
    read = source("leapmotor-mate", tmp_path, LEAPMOTOR)
    (row,) = read.rows()
    session = row.session

    assert (row.line, session.key) == (3, "2026-03-28 23:10")
    assert session.duration == timedelta(hours=4, minutes=45)
    assert (session.battery_wh, session.meter_wh, session.current) == (31_400, None, Current.AC)
    assert (session.cost, session.odometer) == (Money(628, "EUR"), Distance(12_034))
    assert (session.soc_start, session.soc_end) == (220, 780)
    assert read.own_ids
    assert read.notes == ()


@pytest.mark.parametrize("alias", ["data", "Datum", "date_time", "DATETIME", "started_at"])
@pytest.mark.parametrize("energy", ["energy", "kWh", "energy_added_kwh"])
def test_leapmotors_other_names_are_known(tmp_path, alias, energy):
    session = one("leapmotor-mate", tmp_path, f"{alias},{energy},kilometraggio\n2026-03-01,31.4,12034\n")

    assert (session.key, session.started_at) == ("2026-03-01 12:00", datetime(2026, 3, 1, 11, tzinfo=UTC))
    assert (session.battery_wh, session.odometer, session.ended_at) == (31_400, Distance(12_034), None)


@pytest.mark.parametrize(("kind", "current"), [("", "AC"), ("ac", "AC"), ("DC", "DC"), ("fast", "DC"), ("HPC", "DC")])
def test_leapmotors_kinds_of_charging(tmp_path, kind, current):
    assert one("leapmotor-mate", tmp_path, f"date,kwh,type\n2026-03-01,31.4,{kind}\n").current == current


@pytest.mark.parametrize(
    ("row", "field", "rule"),
    [
        ("2026-03-01;0;;;;;;", "energy_kwh", "energy_out_of_range"),
        ("2026-03-01;250,1;;;;;;", "energy_kwh", "energy_out_of_range"),
        ("2026-03-01;;;;;;2026-03-02;", "energy_kwh", "cell_empty"),
        ("2026-03-01;5,5;-1;;;;;", "cost", "out_of_range"),
        ("2026-03-01;5,5;;slow;;;;", "type", "current_unknown"),
        ("2026-03-01;5,5;;;101;;;", "start_soc", "charge_out_of_range"),
        ("2026-03-01;5,5;;;;;2026-02-28;", "end", "ends_before_start"),
        ("2026-03-01;5,5;;;;;;2000001", "odometer_km", "odometer_out_of_range"),
        ("2026-02-30;5,5;;;;;;", "date", "no_such_day"),
        ("yesterday;5,5;;;;;;", "date", "day_not_understood"),
        ("2126-03-01 10:00;5,5;;;;;;", "date", "starts_in_future"),
        ("2026-03-29 02:10;5,5;;;;;;", "date", "hour_skipped"),
    ],
)
def test_leapmotors_limits(tmp_path, row, field, rule):
    head = LEAPMOTOR.splitlines()[1]
    content = f'{head}\n# a remark; "of any kind\n{row}\n2026-03-01 08:00;5,5;;;;;;\n'

    assert refused("leapmotor-mate", tmp_path, content) == (3, field, rule)
    assert isinstance(rows("leapmotor-mate", tmp_path, content)[1], Read)


def test_the_same_start_with_other_energy_has_the_same_key(tmp_path):
    first, second = (one("leapmotor-mate", tmp_path, LEAPMOTOR.replace("31,4", energy)) for energy in ("31,4", "32"))
    assert (first.key, first.whose) == (second.key, second.whose)
    assert first != second


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
    assert isinstance(rows("lubelogger-fuel", tmp_path, content, replace(HOME, currency_named=True))[0], Read)


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


def test_the_odometer_is_in_the_markets_unit(tmp_path):
    british = Habits(ZoneInfo("Europe/London"), "GB", "GBP")
    session = one("lubelogger-fuel", tmp_path, "date,odo,fuelconsumed\n2026-03-14,7500,5\n", british)
    assert session.odometer == Distance(7500, LengthUnit.MILES)


# MyGarage


def test_mygarage_tells_charges_from_fuel(tmp_path):
    first, second = rows("mygarage-fuel", tmp_path, MYGARAGE)
    session = first.session

    assert second == LeftOut(3, "fuel")
    assert session.started_at == datetime(2026, 3, 14, 17, 30, tzinfo=UTC)
    assert (session.meter_wh, session.cost, session.current) == (24_100, Money(592, "EUR"), Current.AC)
    assert (session.soc_start, session.soc_end, session.soc_step) == (310, 725, 1)
    assert (session.place.name, session.temperature) == ("Home", 45)
    more = json.loads(session.more)
    assert (more["Battery SOH (%)"], more["units_version"], more["Notes"]) == ("98.2", "5", "first")


def test_mygarages_imperial_names_carry_their_units(tmp_path):
    content = MYGARAGE.replace("Odometer (km)", "Mileage").replace("Liters", "Gallons").replace("metric", "imperial")
    content = (
        content.replace("Outside Temp (C)", "Outside Temp (F)").replace(",4.5,", ",40.1,").replace("24.100", "6.367")
    )
    session = rows("mygarage-fuel", tmp_path, content)[0].session

    assert session.odometer == Distance(12_345, LengthUnit.MILES)
    assert (session.meter_wh, session.temperature) == (24_102, 45)


def test_a_charge_of_mygarage_without_energy_is_left_out_as_empty(tmp_path):
    assert rows("mygarage-fuel", tmp_path, MYGARAGE.replace("24.100", ""))[0] == LeftOut(2, "empty")


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("L2", "L9", (2, "Charge Level", "current_unknown")),
        ("72.5", "172.5", (2, "SOC End (%)", "charge_out_of_range")),
        ("2026-03-14,2026-03-14T18:30:00", ",", (2, "Date", "cell_empty")),
        ("24.100", "24 l", (2, "Liters", "number_not_understood")),
    ],
)
def test_mygarages_faults(tmp_path, before, after, place):
    assert refused("mygarage-fuel", tmp_path, MYGARAGE.replace(before, after, 1)) == place


# What holds of all


def table(content):
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(("kind", "content"), [("teslamate", TESLAMATE), ("evcc", EVCC), ("mygarage-fuel", MYGARAGE)])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_delimiter_and_encoding_tells_the_same(tmp_path, kind, content, sign, encoding):
    turned = io.StringIO(newline="")
    csv.writer(turned, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(table(content))
    assert rows(kind, tmp_path, turned.getvalue().encode(encoding)) == rows(kind, tmp_path, content)
    marked = f"sep={sign}\r\n{turned.getvalue()}"
    assert rows(kind, tmp_path, marked.encode(encoding))[0].line == 3


@pytest.mark.parametrize(
    ("encoding", "market", "point"),
    [("cp874", "TH", "บ้านเรา"), ("cp1252", "ES", "Café São"), ("gb18030", "TH", "深圳充电站")],
)
def test_the_code_page_of_an_old_spreadsheet_is_assumed_and_noted(tmp_path, encoding, market, point):
    content = EVCC.removeprefix("\ufeff").replace("₂", "2").replace("Garage", point)
    read = source("evcc", tmp_path, content.encode(encoding), replace(HOME, market=market))

    assert [note.rule for note in read.notes] == ["encoding_assumed"]
    assert (read.read_as["encoding"], read.notes[0].sample) == (encoding, point)
    assert next(iter(read.rows())).session.place.name == point


def test_bytes_that_are_words_in_two_encodings_are_refused_with_both(tmp_path):
    content = EVCC.removeprefix("\ufeff").replace("₂", "2").replace("Garage", "บ้านของเรา")
    why = rule_of("evcc", tmp_path, content.encode("cp874"), replace(HOME, market="TH"))
    assert (why.rule, why.line, why.one) == ("encoding_unclear", 2, "บ้านของเรา")


@pytest.mark.parametrize("kind", ["teslamate", "evcc", "leapmotor-mate", "lubelogger-fuel", "mygarage-fuel"])
@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file_empty"),
        (b"\n\n# a remark\n", "file_empty"),
        (b"\xef\xbb\xbf\xff", "bytes_not_understood"),
        (b"a,b\0", "file_has_nul"),
        (b"x" * (6 << 20), "line_too_long"),
        (b'date,energy_kwh\n"' + b"y\n" * 100_000, "cell_too_long"),
        (b"date," * 2_000 + b"\n", "too_many_columns"),
        (b'date,kwh,consumption,liters,created,start_date,charge_energy_added,end_date\n"a"b,1\n', "quotes_unbalanced"),
    ],
)
def test_what_is_no_table_is_refused_whole(tmp_path, kind, content, rule):
    why = rule_of(kind, tmp_path, content)
    assert why.rule == rule or (
        rule in {"quotes_unbalanced", "cell_too_long"} and why.rule in {"column_missing", "not_evcc"}
    )


def test_a_cell_that_a_spreadsheet_would_run_is_text(tmp_path):
    content = EVCC.replace("Garage", "'=1+1").replace("blue e-Golf", "'@me")
    session = one("evcc", tmp_path, content)
    assert (session.place.name, session.whose) == ("=1+1", ("tag1", "@me"))


def test_a_long_table_is_never_held_and_is_read_anew(tmp_path):
    head, row, _ = TESLAMATE.splitlines()
    content = f"{head}\n" + "".join(f"{number}{row[2:]}\n" for number in range(30_000))
    read = source("teslamate", tmp_path, content)
    tracemalloc.start()
    try:
        assert sum(isinstance(each, Read) for each in read.rows()) == 30_000
        assert tracemalloc.get_traced_memory()[1] < 1 << 20 < read.expected
    finally:
        tracemalloc.stop()
    assert not any(isinstance(each, Refused) for each in read.rows())
