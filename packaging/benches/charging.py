"""Benches of charging: imports beside plain rows by the driver, growth, health of one car, the list over all cars."""

import json
import os
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from benches.measure import AS_THE_PROGRAM, Result, beside, cpu, told_by_child, wall
from benches.stores import FIRST, books_of, vin
from lifecycle_desk.base.steps import Step, drained
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.stages.charging.health.usecases.health import Batteries, battery_page, count_health
from lifecycle_desk.stages.charging.imports.interchange.taking_in import recorded
from lifecycle_desk.store.engine import PRAGMAS
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

START = datetime(2023, 3, 1, 18, tzinfo=UTC)
CARS = 200
OFTEN = timedelta(hours=6)
HEADER = (
    "id,start_date,end_date,charge_energy_added,charge_energy_used,start_battery_level,end_battery_level,cost,car_id"
)
MEMORY = """
import resource, sys
sys.path.insert(0, "packaging")
from pathlib import Path
from benches.charging import cars_of, taken_in
seat = cars_of(Path(sys.argv[1]))
taken_in(seat, sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
# getrusage would tell what the process that began this one has held; of the one that read, it tells the most of both
ours = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
print((ours + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024)
"""


def cars_of(where: Path) -> UserSession:
    """Books with some cars."""
    user = books.create(where, Dealer("Bench", "ES", "es"))
    for number in range(CARS):
        add_vehicle(user, AddVehicle(vin(number), FIRST))
    return user


def _session(number: int, cars: int = CARS, apart: timedelta = OFTEN) -> tuple[datetime, datetime, int, int]:
    """When a session began and ended, and its energy in the battery and at the meter, in Wh."""
    began = START + apart * (number // cars) + timedelta(minutes=number % 50)
    added = 9_000 + number * 37 % 31_000
    return began, began + timedelta(hours=2, minutes=11), added, round(added * 1.11)


def csv_of(
    path: Path,
    count: int,
    first: int = 0,
    named: Callable[[int], object] = int,
    cars: int = CARS,
    apart: timedelta = OFTEN,
) -> Path:
    """Charging processes as TeslaMate exports them; `named` is what the file calls the nth car."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for number in range(first, first + count):
            began, ended, added, used = _session(number, cars, apart)
            low = 10 + number % 30
            file.write(
                f"{number},{began:%Y-%m-%d %H:%M:%S}.000,{ended:%Y-%m-%d %H:%M:%S}.000,{added / 1000:.2f},"
                f"{used / 1000:.2f},{low},{low + 45},{used * 18 / 100_000:.2f},{named(number % cars)}\n"
            )
    return path


def cdrs_of(path: Path, count: int) -> Path:
    """The same as an operator's answer in OCPI."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"data":[')
        for number in range(count):
            file.write(("," if number else "") + json.dumps(_cdr(number)))
        file.write('],"status_code":1000,"timestamp":"2026-11-25T12:00:00Z"}')
    return path


def _volume(used: int) -> dict[str, Any]:
    return {"type": "ENERGY", "volume": used / 1000}


def _cdr(number: int) -> dict[str, Any]:
    began, ended, _, used = _session(number)
    token = {
        "country_code": "ES",
        "party_id": "LDK",
        "uid": f"{number % CARS}",
        "type": "RFID",
        "contract_id": f"C{number % CARS}",
    }
    place = {
        "id": "L1", "name": "Atocha", "address": "Glorieta 1", "city": "Madrid", "country": "ESP",
        "coordinates": {"latitude": "40.406820", "longitude": "-3.690810"}, "evse_uid": "1", "evse_id": "ES*LDK*E1",
        "connector_id": "1", "connector_standard": "IEC_62196_T2_COMBO", "connector_format": "CABLE",
        "connector_power_type": "DC",
    }  # fmt: skip
    cost = round(used * 49 / 100_000, 2)
    return {
        "country_code": "ES", "party_id": "LDK", "id": f"{number}", "start_date_time": f"{began:%Y-%m-%dT%H:%M:%SZ}",
        "end_date_time": f"{ended:%Y-%m-%dT%H:%M:%SZ}", "cdr_token": token, "auth_method": "WHITELIST",
        "cdr_location": place, "currency": "EUR",
        "charging_periods": [{"start_date_time": f"{began:%Y-%m-%dT%H:%M:%SZ}", "dimensions": [_volume(used)]}],
        "total_cost": {"excl_vat": cost, "incl_vat": cost}, "total_energy": used / 1000, "total_time": 2.18,
        "last_updated": f"{ended:%Y-%m-%dT%H:%M:%SZ}",
    }  # fmt: skip


def map_of(path: Path, prefix: str) -> Path:
    """Whose car each number or contract is."""
    path.write_text("from,vin\n" + "".join(f"{prefix}{n},{vin(n)}\n" for n in range(CARS)), encoding="utf-8")
    return path


def taken_in(user: UserSession, kind: str, file: Path, table: Path) -> int:
    """Take in a file; gives how many sessions are new."""
    done = drained(recorded(user, kind, file, Choices(map=table)))
    return done.value.taken.new


def plain(folder: Path, user: UserSession, count: int) -> float:
    """Seconds that the driver takes for the same rows, ready as tuples, into the same table in one transaction.

    They come as in their file, and are numbered so: how ours stand in the store, car by car, is what we gain by it.
    """
    with user.store.reading() as tx:
        found = tx.connection.exec_driver_sql("SELECT * FROM charging_session LIMIT ?", (count,)).all()
        rows = [(number, *row[1:]) for number, row in enumerate(sorted(found, key=_place_in_file), 1)]
        made = [
            row[0]
            for row in tx.connection.exec_driver_sql(
                "SELECT sql FROM sqlite_schema WHERE tbl_name = 'charging_session' AND type <> 'trigger' AND sql > ''"
            )
        ]
    with closing(dbapi2.connect(str(folder / "plain.ldk"), isolation_level=None)) as connection:
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=OFF")
        for each in made:
            connection.execute(each)
        marks = ", ".join("?" * len(rows[0]))

        def pour() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(f"INSERT INTO charging_session VALUES ({marks})", rows)  # noqa: S608 (only marks)
            connection.execute("COMMIT")

        seconds = wall(pour)
    (folder / "plain.ldk").unlink()
    return seconds * count / len(rows)


def _place_in_file(row: Any) -> int:
    """The number that `csv_of` and `cdrs_of` gave a session: a CDR's stands behind its party."""
    return int(row.key.rpartition("/")[2])


def imports(folder: Path, count: int) -> list[Result]:
    """Files of sessions taken in, checked, told and kept, beside ready rows by the driver; and the memory of it."""
    sizes = f"{count:,} sessions of {CARS} cars"
    csv, cdrs = csv_of(folder / "sessions.csv", count), cdrs_of(folder / "cdrs.json", count)
    cars, contracts = map_of(folder / "cars.csv", ""), map_of(folder / "contracts.csv", "C")
    one, other = cars_of(folder / "csv.ldk"), cars_of(folder / "cdr.ldk")
    os.sync()  # or the disk is busy with the files themselves while it is to keep what they say
    ours = (
        wall(lambda: taken_in(one, "teslamate", csv, cars)),
        wall(lambda: taken_in(other, "ocpi-cdr", cdrs, contracts)),
    )
    driver = plain(folder, one, count), plain(folder, other, count)
    more = csv_of(folder / "more.csv", count // 10, first=count)
    fresh = cars_of(folder / "fresh.ldk")
    grown = wall(lambda: taken_in(one, "teslamate", more, cars)), wall(lambda: taken_in(fresh, "teslamate", more, cars))
    megabytes = told_by_child(
        AS_THE_PROGRAM + MEMORY, str(folder / "memory.ldk"), "ocpi-cdr", str(cdrs), str(contracts)
    )
    for each in (one, other, fresh):
        each.store.close()
    whole = "the same rows by executemany"
    return [
        Result("import of sessions from CSV", whole, driver[0] / ours[0], 0.45, sizes, more_is_better=True),
        Result("import of sessions from OCPI CDRs", whole, driver[1] / ours[1], 0.3, sizes, more_is_better=True),
        Result("adding a tenth more sessions", "to an empty store", grown[0] / grown[1], 6, sizes),
        Result(
            "memory of an import of CDRs (MB)", "300 MB", megabytes / 300, 1, f"{cdrs.stat().st_size >> 20} MB file"
        ),
    ]


def growth(folder: Path, before: int, more: int) -> Result:
    """Sessions added to books that have very many, beside the same into empty ones."""
    cars, often = map_of(folder / "grown.csv", ""), timedelta(minutes=25)
    large, fresh = cars_of(folder / "large-charging.ldk"), cars_of(folder / "empty-charging.ldk")
    taken_in(large, "teslamate", csv_of(folder / "before.csv", before, apart=often), cars)
    added = csv_of(folder / "added.csv", more, first=before, apart=often)
    grown = [wall(lambda: taken_in(each, "teslamate", added, cars)) for each in (large, fresh)]  # noqa: B023 (at once)
    for each in (large, fresh):
        each.store.close()
    return Result(f"adding {more:,} sessions", "to an empty store", grown[0] / grown[1], 6, f"{before:,} before")


def fleet(folder: Path, cars: int, each: int) -> list[Result]:
    """Health of a whole fleet counted anew: seconds a car, and how long one step keeps others from saving."""
    user = books_of(folder, "fleet", cars, 0)
    file = csv_of(folder / "fleet.csv", cars * each, named=vin, cars=cars)
    drained(recorded(user, "teslamate", file, Choices()))
    steps, last = [], [time.perf_counter()]

    def told(_: Step) -> None:
        now = time.perf_counter()
        steps.append(now - last[0])
        last[0] = now

    whole = wall(lambda: drained(count_health(user), told))
    user.store.close()
    sizes = f"{cars:,} cars, {cars * each:,} sessions, {whole:.0f} s, a step at most {max(steps):.2f} s"
    return [Result("health of all cars counted anew, a car", "50 ms", whole / cars / 0.05, 1, sizes)]


def batteries(folder: Path) -> list[Result]:
    """Health of one car with many sessions, and the list over all cars."""
    user = cars_of(folder / "health.ldk")
    taken_in(user, "teslamate", csv_of(folder / "health.csv", CARS * 500), map_of(folder / "health-map.csv", ""))
    battery_page(user, vin(0))
    page = sorted(cpu(partial(battery_page, user, vin(number))) for number in range(9))[4]
    drained(count_health(user))
    few = cars_of(folder / "few.ldk")
    taken_in(few, "teslamate", csv_of(folder / "few.csv", CARS), map_of(folder / "few-map.csv", ""))
    drained(count_health(few))
    one, other = beside(lambda: cpu(lambda: Batteries(user).keys(64)), lambda: cpu(lambda: Batteries(few).keys(64)), 15)
    for each in (user, few):
        each.store.close()
    return [
        Result("health of one car, 500 sessions", "50 ms", page / 0.05, 1, f"{page * 1000:.0f} ms"),
        Result("the list of batteries, first page", "with a 500th of the sessions", one / other, 1.5, f"{CARS} cars"),
    ]
