"""Charging records as CSV: each system's own columns, numbers, dates and clocks."""

import json
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
    TESLAMATE,
    one,
    refused,
    rows,
    rule_of,
    source,
)

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, LeftOut, Packed
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current

BANGKOK = Habits(ZoneInfo("Asia/Bangkok"), "TH", "THB")


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


NULLS = ("NULL", "null", "\\N", "[NULL]", "Null", "")


@pytest.mark.parametrize("spelt", NULLS)
def test_sqls_nothing_is_nothing_in_each_of_teslamates_columns(tmp_path, spelt):
    head = "id,start_date,end_date,charge_energy_added,charge_energy_used,start_battery_level,end_battery_level,"
    head += "duration_min,outside_temp_avg,cost,car_id,geofence_id"
    row = f"17,2026-01-10 18:02:11.000,2026-01-10 21:40:03.000,24.61,{','.join([spelt] * 8)}"
    still_open = f"18,2026-01-12 07:00:00.000,{spelt},0.00,{','.join([spelt] * 8)}"
    first, second = rows("teslamate", tmp_path, f"{head}\n{row}\n{still_open}\n")
    session = first.session

    assert second == LeftOut(3, "open")
    assert (session.battery_wh, session.meter_wh, session.soc_start, session.cost) == (24_610, None, None, None)
    assert (session.whose, session.temperature, session.more) == ((), None, "")


# As Grafana downloads the panel "Charges" of a dashboard whose unit of length is the mile, formatted and bare.
PANEL_MILES = (
    "Date,Location,Type,Duration,Cost,Cost / kWh,Energy added,Energy used,Efficiency,Temp,Ø Power,Ø Charge rate,"
    "Range gained,% Start,% End,Odometer\n"
)


@pytest.mark.parametrize(
    ("cell", "unit", "reading"),
    [
        ('"7,478 mi"', LengthUnit.KM, Distance(7_478, LengthUnit.MILES)),
        ("7478 mi", LengthUnit.MILES, Distance(7_478, LengthUnit.MILES)),
        ("7478.25", LengthUnit.MILES, Distance(7_478, LengthUnit.MILES)),
        ("12034.25", LengthUnit.KM, Distance(12_034)),
        ('"12,034 km"', LengthUnit.MILES, Distance(12_034)),
    ],
)
def test_teslamates_panel_in_miles_is_read(tmp_path, cell, unit, reading):
    row = '2026-01-10 18:02:11,"Home, Madrid",AC,218 min,5.92,0.22,24.61 kWh,26.9 kWh,91.5%,40.1 °F,7,23,99 mi,31%,72%,'
    session = one("teslamate", tmp_path, f"{PANEL_MILES}{row}{cell}\n", replace(HOME, distance=unit))

    assert (session.odometer, session.temperature, session.meter_wh) == (reading, 45, 26_900)


# evcc


def test_evcc_is_read_with_its_mark_and_keeps_what_it_tells_besides(tmp_path):
    session = one("evcc", tmp_path, EVCC)

    assert (session.key, session.whose) == ("2026-05-01 18:02:11 12c4efa0", ("tag1", "blue e-Golf"))
    assert session.started_at == datetime(2026, 5, 1, 16, 2, 11, tzinfo=UTC)
    assert (session.meter_wh, session.battery_wh) == (24_100, None)
    assert (session.cost, session.odometer) == (Money(592, "EUR"), Distance(12_345))
    assert json.loads(session.more)["Duration"] == "3h30m0s"


GERMAN = (
    "Startzeit;Endzeit;Ladepunkt;Kennung;Fahrzeug;Kilometerstand (km);Anfangszählerstand (kWh);Endzählerstand (kWh);"
    "Energie (kWh);Ladedauer;Ladestand Start (%);Ladestand Ende (%);Sonne (%);Kosten;Preis/kWh;CO₂/kWh"
)
UNNAMED = "Skapad;Slut;Laddplats;Id;Bil;km;A;B;Energi;Tid;S1;S2;Sol;Summa;Avgift;CO₂;R1;R2"  # nobody's, in evcc's order
LOCAL_ROW = (
    "2026-05-01 18:02:11;2026-05-01 21:40:03;Hof;;e-Golf;12.345;1.100,5;1.124,6;24,1;3h30m0s;31;72;55,2;6,025;0,25;"
)


@pytest.mark.parametrize("head", [GERMAN, UNNAMED])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
def test_evcc_speaks_other_languages_and_writes_decimals_as_they_do(tmp_path, head, encoding):
    row = LOCAL_ROW + ";;" * (head == UNNAMED)
    read = source("evcc", tmp_path, f"{head}\n{row}\n".encode(encoding))
    (row,) = read.rows()

    assert read.read_as == {"encoding": encoding.removesuffix("-sig"), "delimiter": "semicolon", "decimal": "comma"}
    assert (row.session.meter_wh, row.session.cost, row.session.odometer) == (
        24_100,
        Money(603, "EUR"),
        Distance(12_345),
    )
    assert row.session.whose == ("e-Golf",)


def test_evccs_added_range_moves_the_price_by_a_column(tmp_path):
    head = UNNAMED.replace("S2;", "S2;Räckvidd;")
    row = LOCAL_ROW.replace(";72;", ";72;140;") + ";;"
    assert one("evcc", tmp_path, f"{head}\n{row}\n").cost == Money(603, "EUR")


@pytest.mark.parametrize(
    ("changed", "left"),
    [({"Finished": ""}, "open"), ({"Finished": "0001-01-01 00:00:00"}, "open"), ({"Energy (kWh)": "0"}, "empty")],
)
def test_evcc_sessions_that_are_open_or_empty_are_left_out(tmp_path, changed, left):
    cells = dict(zip(EVCC_HEAD.split(","), EVCC_ROW.split(","), strict=True)) | changed
    assert rows("evcc", tmp_path, f"{EVCC_HEAD}\n{','.join(cells.values())}\n") == [LeftOut(2, left)]


@pytest.mark.parametrize("content", ["a,b\n1,2\n", UNNAMED + "\n" + "x;" * 17 + "\n", "Created,Energy (kWh)\n1,2\n"])
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
    assert all(note.message % note.facts for note in read.notes)


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
    assert isinstance(rows("leapmotor-mate", tmp_path, content)[1], Packed)


def test_the_same_start_with_other_energy_has_the_same_key(tmp_path):
    first, second = (one("leapmotor-mate", tmp_path, LEAPMOTOR.replace("31,4", energy)) for energy in ("31,4", "32"))
    assert (first.key, first.whose) == (second.key, second.whose)
    assert first != second
