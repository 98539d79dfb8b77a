"""Chunks: rows of a file car by car, what all of them say once, and the outcome as if they stood in their order."""

from dataclasses import replace
from datetime import timedelta

import pytest
from charging_books import ONE, OTHER, START, is_sound, numbers_of, session, sessions_of, some, taken_in

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.charging.sessions.rules.sessions import Place
from lifecycle_desk.stages.charging.sessions.tables import chunks as chunking
from lifecycle_desk.stages.charging.sessions.tables.chunks import chunks
from lifecycle_desk.stages.charging.sessions.tables.packing import packed
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.life import Describe, Description, describe_vehicle

CARS = {"first": ONE, "second": OTHER}


def of(car, *numbers, **more):
    return [session(number, whose=(car,), **more) for number in numbers]


def chunk_of(rows):
    (made,) = chunks([packed(line, each) for line, each in enumerate(rows, 1)], lambda _: None)
    return made


@pytest.fixture
def mixed():
    """Sessions of two cars and of nobody's in turn, those of a car not in the order of time."""
    rows = [*of("first", 5, 1), *of("second", 3), *of("nobody", 9), *of("first", 4), *of("second", 2, 8)]
    return rows[::2] + rows[1::2]


def test_rows_are_written_car_by_car_each_in_the_order_of_its_file(desk, mixed):
    taken_in(desk, mixed, names=CARS)

    told = {car: [int(each.key.rpartition("/")[2]) for each in mixed if each.whose == (car,)] for car in CARS}
    for car, vin in CARS.items():
        by_number = dict(zip(numbers_of(desk, vin), sessions_of(desk, vin), strict=True))
        assert sorted(by_number) == list(range(min(by_number), max(by_number) + 1))
        assert [int(by_number[at].key.rpartition("/")[2]) for at in sorted(by_number)] == told[car]
    assert is_sound(desk)


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_of_a_session_told_twice_in_a_file_the_later_line_stands_whoever_the_cars_are(desk, monkeypatch, at_once):
    monkeypatch.setattr(chunking, "AT_ONCE", at_once)
    dear, dearer = ({"cost": Money(minor, "EUR")} for minor in (900, 950))
    rows = [*of("second", 1), *of("first", 7), *of("second", 7, **dear), *of("first", 7, **dearer), *of("first", 2)]
    taken_in(desk, rows, names=CARS)

    assert [each.key[-1] for each in sessions_of(desk, OTHER)] == ["1"]
    assert [(each.key[-1], each.cost.minor) for each in sessions_of(desk, ONE)] == [("2", 502), ("7", 950)]
    assert is_sound(desk)


def test_what_a_file_refuses_is_told_by_its_lines_and_not_by_its_cars(desk):
    for vin in CARS.values():
        describe_vehicle(desk, Describe(vin, Description(energy=Energy.PHEV, usable_wh=10_000)))
    huge = {"meter_wh": 90_000}
    rows = [
        *of("first", 1, meter_wh=9_000),
        *of("second", 2, **huge),
        *of("first", 3, **huge),
        *of("second", 4, **huge),
        *of("first", 5, **huge),
    ]
    taken = taken_in(desk, rows, names=CARS).taken

    assert [each.line for each in taken.refused] == [2, 3, 4, 5]


def test_a_column_is_the_same_only_where_every_row_says_so():
    rows = some(1, 1200, place=Place("Gent Zuid"), odometer=None)
    same = chunk_of(rows).same

    assert same["source"] == "ocpi-cdr"
    assert {name: same[name] for name in ("currency", "offset", "odometer", "more")} == {
        "currency": "EUR",
        "offset": 0,
        "odometer": None,
        "more": "",
    }
    assert not same.keys() & {"vin", "print", "content", "key", "started_at", "meter_wh"}
    assert "place" not in same  # it is no plain word
    rows[777] = replace(rows[777], cost=Money(1, "GBP"))  # between the rows that are looked at first
    assert "currency" not in chunk_of(rows).same


def test_sessions_that_say_the_same_and_one_that_does_not_come_back_as_they_were_told(desk, monkeypatch):
    monkeypatch.setattr(chunking, "AT_ONCE", 4)
    plain = some(1, 6, odometer=None, cost=None)
    other = session(7, soc_start=310, place=Place("O'Neill; 50%"), temperature=-45, more='{"?":":x"}')
    told = [*plain, other, session(8, started_at=START + timedelta(days=8), whose=("a'b",))]
    taken_in(desk, told, vin=ONE)

    assert sessions_of(desk) == told
    assert is_sound(desk)
