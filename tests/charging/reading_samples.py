"""What the readers of charging records are tried on: samples as their systems write them, and a way to read them."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.stages.charging.imports.interchange.evcc import open_evcc
from lifecycle_desk.stages.charging.imports.interchange.leapmotor import open_leapmotor
from lifecycle_desk.stages.charging.imports.interchange.lubelogger import open_lubelogger
from lifecycle_desk.stages.charging.imports.interchange.mygarage import open_mygarage
from lifecycle_desk.stages.charging.imports.interchange.ocpi import open_ocpi
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, LeftOut, Packed, Source
from lifecycle_desk.stages.charging.imports.interchange.teslamate import open_teslamate

HOME = Habits(ZoneInfo("Europe/Madrid"), "ES", "EUR")

# OCPI 2.2.1, mod_cdrs, examples/cdr_example.json, abridged; values as published.
CDR = json.loads("""{
  "country_code": "BE", "party_id": "BEC", "id": "12345",
  "start_date_time": "2015-06-29T21:39:09Z", "end_date_time": "2015-06-29T23:37:32Z",
  "cdr_token": {"country_code": "DE", "party_id": "TNM", "uid": "012345678", "type": "RFID",
    "contract_id": "DE8ACC12E46L89"},
  "auth_method": "WHITELIST",
  "cdr_location": {"id": "LOC1", "name": "Gent Zuid", "address": "F.Rooseveltlaan 3A", "city": "Gent",
    "postal_code": "9000", "country": "BEL", "coordinates": {"latitude": "3.729944", "longitude": "51.047599"},
    "evse_uid": "3256", "evse_id": "BE*BEC*E041503003", "connector_id": "1", "connector_standard": "IEC_62196_T2",
    "connector_format": "SOCKET", "connector_power_type": "AC_1_PHASE"},
  "currency": "EUR",
  "tariffs": [{"country_code": "BE", "party_id": "BEC", "id": "12", "currency": "EUR",
    "elements": [{"price_components": [{"type": "TIME", "price": 2.00, "vat": 10.0, "step_size": 300}]}],
    "last_updated": "2015-02-02T14:15:01Z"}],
  "charging_periods": [{"start_date_time": "2015-06-29T21:39:09Z",
    "dimensions": [{"type": "TIME", "volume": 1.973}], "tariff_id": "12"}],
  "total_cost": {"excl_vat": 4.00, "incl_vat": 4.40}, "total_energy": 15.342, "total_time": 1.973,
  "total_time_cost": {"excl_vat": 4.00, "incl_vat": 4.40}, "last_updated": "2015-06-29T22:01:13Z"}""")
TESLAMATE = (
    "id,start_date,end_date,charge_energy_added,charge_energy_used,start_battery_level,end_battery_level,"
    "duration_min,outside_temp_avg,cost,car_id\n"
    "17,2026-01-10 18:02:11.000,2026-01-10 21:40:03.000,24.61,26.90,31,72,218,4.5,5.92,1\n"
    "18,2026-01-12 07:00:00.000,,0.00,,72,,,,,1\n"
)
LEAPMOTOR = (
    "# exported 2026-05-01\n"
    "date;energy_kwh;cost;type;start_soc;end_soc;end;odometer_km\n"
    "2026-03-28 23:10;31,4;6,28;AC;22;78;2026-03-29 04:55;12034\n"
)
EVCC_HEAD = (
    "Created,Finished,Charging point,Identifier,Vehicle,Mileage (km),Meter start (kWh),Meter stop (kWh),Energy (kWh),"
    "Duration,SoC start (%),SoC end (%),Solar (%),Cost,Price/kWh,CO₂/kWh"
)
EVCC_ROW = (
    "2026-05-01 18:02:11,2026-05-01 21:40:03,Garage,tag1,blue e-Golf,12345,100.5,124.6,24.1,3h30m0s,31,72,55,5.92,.25,"
)
EVCC = f"\ufeff{EVCC_HEAD}\n{EVCC_ROW}\n"
LUBELOGGER = (
    "Date,Odometer,FuelConsumed,Cost,FuelEconomy,IsFillToFull,MissedFuelUp,StartingSoc,EndingSoc,Notes,Tags,"
    "extrafield_Where\n"
    '3/14/2026,12345,24.1,€5.92,0,True,False,20,80,"rain, and\nwind",t1 t2,home\n'
)
MYGARAGE_HEAD = (
    "units_version,unit_system,Date,Filled At,Odometer (km),Engine Hours,Liters,Price Per Liter,Rebate,Total Cost,"
    "Full Tank,Missed Fill-up,Is Hauling,Fuel Type Used,Station ID,Station,Driver ID,Driver,Payment Method,Trip Type,"
    "Outside Temp (C),OBC L/100km,OBC Avg Speed (km/h),OBC Trip Duration (s),SOC Start (%),SOC End (%),Charge Level,"
    "Charge Location,Battery SOH (%),Notes"
)
MYGARAGE_FORM = """CREATE TABLE fuel_records (
  id INTEGER NOT NULL PRIMARY KEY, vin VARCHAR(17) NOT NULL, date DATE NOT NULL, filled_at DATETIME,
  odometer_km NUMERIC(10, 2), liters NUMERIC(9, 3), kwh NUMERIC(8, 3), soc_start_pct NUMERIC(5, 2),
  soc_end_pct NUMERIC(5, 2), charge_level VARCHAR(10), charge_location VARCHAR(20), battery_soh_pct NUMERIC(5, 2),
  cost NUMERIC(8, 2), price_per_unit NUMERIC(6, 3), price_basis VARCHAR(12), fuel_type_used VARCHAR(20),
  station_name_freetext VARCHAR(150), outside_temp_c NUMERIC(4, 1), notes TEXT)"""
CHARGED = {
    "id": 7, "vin": "LSJWH4095PN000001", "date": "2026-03-14", "filled_at": "2026-03-14 18:30:00.000000",
    "odometer_km": 12345.4, "kwh": 24.1, "soc_start_pct": 31, "soc_end_pct": 72.5, "charge_level": "L2",
    "charge_location": "home", "battery_soh_pct": 98.2, "cost": 5.92, "price_basis": "per_kwh",
    "outside_temp_c": 4.5, "notes": "first",
}  # fmt: skip
REFUELLED = {"id": 8, "vin": "LSJWH4095PN000001", "date": "2026-03-15", "odometer_km": 12400, "liters": 40, "cost": 50}


def mygarage(*records: dict[str, object], form: str = MYGARAGE_FORM) -> bytes:
    """MyGarage's database with some records of refuelling and charging."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute(form)
        for each in records:
            marks = ", ".join("?" * len(each))
            told = f"INSERT INTO fuel_records ({', '.join(each)}) VALUES ({marks})"  # noqa: S608 (names of ours)
            made.execute(told, (*each.values(),))
        made.commit()
        return made.serialize()


KINDS = {
    "ocpi-cdr": (open_ocpi, json.dumps(CDR)),
    "teslamate": (open_teslamate, TESLAMATE),
    "evcc": (open_evcc, EVCC),
    "leapmotor-mate": (open_leapmotor, LEAPMOTOR),
    "lubelogger-fuel": (open_lubelogger, LUBELOGGER),
    "mygarage-fuel": (open_mygarage, mygarage(CHARGED, REFUELLED)),
}


def source(kind: str, folder: Path, content: str | bytes, habits: Habits = HOME) -> Source:
    """A file opened as its kind."""
    file = folder / "file"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return KINDS[kind][0](file, habits)


def rows(kind: str, folder: Path, content: str | bytes, habits: Habits = HOME) -> list[Packed | LeftOut | Refused]:
    """The rows of a file."""
    return list(source(kind, folder, content, habits).rows())


def one(kind: str, folder: Path, content: str | bytes, habits: Habits = HOME):
    """The session of a file that holds one and nothing else."""
    (row,) = rows(kind, folder, content, habits)
    assert isinstance(row, Packed), row
    return row.session


def refused(kind: str, folder: Path, content: str | bytes, habits: Habits = HOME) -> tuple[int, str | None, str]:
    """Line, field and rule of the one refusal in a file; its sentence can be said."""
    (row,) = (row for row in rows(kind, folder, content, habits) if isinstance(row, Refused))
    assert row.why.message % row.why.facts
    return row.line, row.field, row.why.rule


def rule_of(kind, folder, content, habits=HOME):
    """The objection to a file that is refused whole; its sentence can be said with its facts."""
    with pytest.raises(Objection) as caught:
        source(kind, folder, content, habits)
    assert caught.value.message % caught.value.facts
    return caught.value
