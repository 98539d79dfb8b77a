"""Schedules, records and visits for the tests of maintenance."""

from datetime import date
from fractions import Fraction

from lifecycle_desk.schedules.rules import (
    VISIT,
    Action,
    Done,
    Interval,
    Item,
    Record,
    Schedule,
    ScheduleKind,
    Tolerance,
    Visits,
)
from lifecycle_desk.vehicle.rules.odometer import Reading

SOLD = date(2022, 1, 31)
YEARLY = Interval(12, 20_000)
STRICT = Tolerance()


def schedule(*items: Item, visits: Visits | None = None, tolerance: Tolerance = STRICT, **more) -> Schedule:
    """A maker's schedule of all cars."""
    told = {"id": "own-test", "title": "Test", "valid_from": date(2020, 1, 1), "source": "a test"}
    return Schedule(**told | {"kind": ScheduleKind.MAKER} | more, items=items, visits=visits, tolerance=tolerance)


def record(
    *done: Done,
    readings: tuple[tuple[str, int], ...] = (),
    begins: date = SOLD,
    known_from: date | None = None,
    pace: float | None = None,
    severe: bool = False,
) -> Record:
    """What is known of a car that was sold on the last of January 2022."""
    return Record(
        begins=begins,
        known_from=known_from or begins,
        done=tuple(sorted(done, key=lambda each: (each.on, each.seq or 0))),
        readings=tuple(
            sorted((Reading(date.fromisoformat(on), km) for on, km in readings), key=lambda each: (each.on, each.km))
        ),
        pace=None if pace is None else Fraction(pace),
        severe=severe,
    )


def visit(on: str, km: int | None, *codes: str, seq: int = 0, authorised: bool | None = True) -> Done:
    """A visit at which the regular service and some items were done."""
    return Done(date.fromisoformat(on), km, frozenset({VISIT, *codes}), authorised, seq)


def only(on: str, km: int | None, *codes: str, seq: int = 0) -> Done:
    """A visit at which nothing but some items was done."""
    return Done(date.fromisoformat(on), km, frozenset(codes), authorised=True, seq=seq)


BRAKE_FLUID = Item(code="brake_fluid", every=Interval(months=24))
OIL = Item(code="engine_oil", every=Interval(km=10_000), severe=Interval(km=5_000))
BELT = Item(code="timing_belt", severe=Interval(km=70_000))
FILTER = Item(code="air_filter", action=Action.REPLACE, first=Interval(30, 40_000), every=Interval(24, 40_000))
PADS = Item(code="brake_pads", action=Action.INSPECT)
