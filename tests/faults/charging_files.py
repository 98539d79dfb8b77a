"""Files of charging sessions to be taken in under faults, and what the books must hold of them afterwards."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from harness import vin

SESSIONS = 6_000
LATER = 300  # sessions that only the second file has
UNMATCHED = 20  # every so many belong to a car that is not of the books
DEARER = 10  # every so many cost more in the second file
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
CARS = {"1": vin(0), "2": vin(1)}
HEAD = (
    "id,start_date,end_date,charge_energy_added,charge_energy_used,start_battery_level,end_battery_level,duration_min,"
    "outside_temp_avg,cost,car_id"
)


@dataclass(frozen=True)
class Held:
    """What the books hold of a car, or of the inbox (None): how many sessions, how much energy, how much money."""

    sessions: int
    wh: int
    minor: int


@dataclass(frozen=True)
class Sum:
    """A session as these files tell it."""

    number: int
    car: str
    begins: datetime
    wh: int
    minor: int


def told(second: bool) -> Iterator[Sum]:  # noqa: FBT001 (the first file or the second)
    for number in range(SESSIONS + second * LATER):
        car = "3" if number % UNMATCHED == 0 else str(1 + number % 2)
        dearer = 100 * (second and number % DEARER == 1)
        yield Sum(number, car, FIRST + timedelta(hours=6 * number), 20_610 + number % 300, 592 + number % 7 + dearer)


def held(second: bool) -> dict[str | None, Held]:  # noqa: FBT001 (which of the two files)
    """What the books hold once a file has been taken in whole."""
    sums: dict[str | None, Held] = {}
    for each in told(second):
        of = CARS.get(each.car)
        before = sums.get(of, Held(0, 0, 0))
        sums[of] = Held(before.sessions + 1, before.wh + each.wh, before.minor + each.minor)
    return sums


def written(kind: str, folder: Path, second: bool) -> Path:  # noqa: FBT001 (which of the two files)
    """A file of a kind."""
    made = folder / f"{kind}-{'second' if second else 'first'}"
    made.write_text(_csv(second) if kind == "teslamate" else _cdrs(second))
    return made


def mapped(folder: Path) -> Path:
    """Whose car each name is."""
    made = folder / "cars.csv"
    made.write_text("from,vin\n" + "".join(f"{name},{of}\n" for name, of in CARS.items()))
    return made


def _csv(second: bool) -> str:  # noqa: FBT001 (which of the two files)
    lines = [HEAD]
    for each in told(second):
        ends = each.begins + timedelta(hours=3)
        energy, cost = f"{each.wh / 1000:.3f}", f"{each.minor / 100:.2f}"
        span = f"{each.begins:%Y-%m-%d %H:%M:%S}.000,{ends:%Y-%m-%d %H:%M:%S}.000"
        lines.append(f"{each.number},{span},{energy},{energy},31,72,180,4.5,{cost},{each.car}")
    return "\n".join(lines) + "\n"


def _cdrs(second: bool) -> str:  # noqa: FBT001 (which of the two files)
    return "[" + ",\n".join(json.dumps(_cdr(each)) for each in told(second)) + "]"


def _cdr(each: Sum) -> dict[str, object]:
    place = {
        "id": "L", "address": "A", "city": "C", "country": "BEL", "evse_uid": "1", "evse_id": "BE*BEC*E1",
        "connector_id": "1", "connector_standard": "IEC_62196_T2", "connector_format": "SOCKET",
        "connector_power_type": "AC_1_PHASE", "coordinates": {"latitude": "51.0", "longitude": "3.7"},
    }  # fmt: skip
    token = {"country_code": "DE", "party_id": "TNM", "uid": each.car, "type": "RFID", "contract_id": each.car}
    begins = f"{each.begins:%Y-%m-%dT%H:%M:%SZ}"
    period = {"start_date_time": begins, "dimensions": [{"type": "TIME", "volume": 3}]}
    return {
        "country_code": "BE", "party_id": "BEC", "id": str(each.number), "start_date_time": begins,
        "end_date_time": f"{each.begins + timedelta(hours=3):%Y-%m-%dT%H:%M:%SZ}", "cdr_token": token,
        "auth_method": "WHITELIST", "cdr_location": place, "currency": "THB", "charging_periods": [period],
        "total_cost": {"excl_vat": each.minor / 100, "incl_vat": each.minor / 100},
        "total_energy": each.wh / 1000, "total_time": 3, "last_updated": begins,
    }  # fmt: skip
