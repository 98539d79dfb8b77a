"""Folding the cars of a dealer anew, and moving the sums by the difference to what each contributed before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from lifecycle_desk.base.clock import stamp
from lifecycle_desk.region.rules import folding
from lifecycle_desk.region.rules.batch import CarLine
from lifecycle_desk.region.rules.folding import Folded, HealthSeen
from lifecycle_desk.region.rules.readable import what_is_read
from lifecycle_desk.region.rules.veil import lets_through
from lifecycle_desk.region.tables import lives, unread
from lifecycle_desk.region.tables.lives import DayKey, HealthKey
from lifecycle_desk.region.tables.unread import Waiting
from lifecycle_desk.vehicle.rules.life import RecordedEvent

AT_ONCE = 500  # cars that are folded with few statements

_DESCRIBED = tuple(each.name for each in fields(CarLine) if each.name not in {"vin", "campaigns"})


@dataclass(slots=True)
class Sums:
    """The sums that move when cars are folded: days, and the histogram of battery health."""

    amounts: Counter[DayKey] = field(default_factory=Counter)
    things: Counter[DayKey] = field(default_factory=Counter)
    health: Counter[HealthKey] = field(default_factory=Counter)

    def add(self, car: "CarLine | Row[Any]", found: Folded, sign: int = 1) -> None:
        """Add what a car contributes, or take it off."""
        for (on, measure, sort, currency), (amount, things) in found.counted.items():
            key = DayKey(on, measure, car.make, car.model, sort, currency)
            self.amounts[key] += sign * amount
            self.things[key] += sign * things
        if seen := found.health:
            self.health[HealthKey(car.make, car.model, seen.years, car.climate, seen.percent)] += sign

    def days(self) -> dict[DayKey, tuple[int, int]]:
        """The sums of days that say something."""
        return {
            key: (self.amounts[key], self.things[key]) for key in self.things if self.amounts[key] or self.things[key]
        }


def fold_cars(connection: Connection, of: str, cars: Sequence[CarLine]) -> None:
    """Fold some cars of a dealer from all that is here of them; one of which nothing is told is gone."""
    vins = [each.vin for each in cars]
    told, before = lives.lives(connection, of, vins), lives.vehicles(connection, of, vins)
    sums, rows, gone = Sums(), list[dict[str, Any]](), list[str]()
    waiting = list[Waiting]()
    for car in cars:
        if row := before.get(car.vin):
            sums.add(row, kept(row), -1)
        if life := told[car.vin]:
            found = folded(car, life)
            sums.add(car, found)
            rows.append(_row(of, car, life[-1], found))
            waiting += [(each.seq, 0, car.vin, each.kind, "") for each in life if each.seq in found.unread]
        elif row:
            gone.append(car.vin)
    unread.save_found(connection, of, vins, unread.rows_of(of, waiting, what_is_read()))
    lives.save_vehicles(connection, rows)
    lives.drop_vehicles(connection, of, gone)
    lives.save_campaigns(connection, of, [car for car in cars if told[car.vin]])
    lives.add_days(connection, of, sums.days())
    lives.add_health(connection, of, sums.health)


def folded(car: CarLine, life: Iterable[Row[Any]]) -> Folded:
    """A car folded from the rows of its life; what cannot be read is told by its number."""
    rows = list(life)
    events = {row.seq: _recorded(row) for row in rows}
    found = folding.folded(car, [each for each in events.values() if each])
    unreadable = tuple(seq for seq, each in events.items() if each is None)
    return replace(found, unread=(*unreadable, *found.unread)) if unreadable else found


def _recorded(row: Row[Any]) -> RecordedEvent | None:
    """A record from its row; None where it is no record as this version knows them, or of a kind of a newer one."""
    told = {"facts": {}} | msgspec.json.decode(row.told)
    if told["facts"] and not lets_through(row.kind):
        return None
    plain = {"seq": row.seq, "on": row.on, "kind": row.kind, "corrects": row.corrects, "at": stamp(row.at)}
    try:
        return msgspec.convert(told | plain, RecordedEvent)
    except msgspec.ValidationError:
        return None


def kept(row: Row[Any]) -> Folded:
    """The contributions that are kept beside a car."""
    health = HealthSeen(row.soh_tenths, row.soh_on, row.years) if row.soh_tenths is not None else None
    return Folded(folding.read(msgspec.json.decode(row.counted)), health)


def _row(of: str, car: CarLine, last: Row[Any], found: Folded) -> dict[str, Any]:
    seen = found.health
    return {
        "dealer": of,
        "vin": car.vin,
        "seq": last.seq,
        "seal": last.seal,
        **{name: getattr(car, name) for name in _DESCRIBED},
        "soh_tenths": seen.tenths if seen else None,
        "soh_on": seen.on if seen else None,
        "years": seen.years if seen else None,
        "counted": msgspec.json.encode(folding.written(found.counted)).decode(),
    }


def car_of(row: Row[Any], campaigns: Iterable[Any] = ()) -> CarLine:
    """A car as it is kept here, for folding it anew without its dealer's row."""
    return CarLine(row.vin, **{name: getattr(row, name) for name in _DESCRIBED}, campaigns=tuple(campaigns))
