"""Stores for the benches: many vehicles and long lives, poured by the driver, since only their size matters."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.schedules.tables import DUE
from lifecycle_desk.store import search
from lifecycle_desk.store.dialect import pour, save_piece
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.chain import START, canonical, seal
from lifecycle_desk.vehicle.rules.vin import expected_check_digit
from lifecycle_desk.vehicle.tables.life import VEHICLE

FIRST = date(2023, 1, 1)
GIVEN, FAMILY = (
    ("สมชาย", "ศิริพร", "อนันต์", "มาลี", "กิตติ", "王伟", "李娜", "أحمد", "فاطمة", "Lucía"),
    ("ใจดี", "ชัยสิทธิ์", "วงศ์สกุล", "陈", "赵", "الحسن", "García"),
)
LETTERS = "กขคงจฉชซฌญฎฐ"
AT_ONCE = 20_000  # rows poured in one go


def vin(number: int) -> str:
    """The VIN of the vehicle with a number."""
    bare = f"LSJWH409XPN{number:06d}"
    return bare[:8] + expected_check_digit(bare) + bare[9:]


def plate(number: int) -> str:
    """A plate of Bangkok's form."""
    return f"{number % 9 + 1}{LETTERS[number % 12]}{LETTERS[number // 12 % 12]} {number % 9000 + 1000}"


def books_of(folder: Path, name: str, vehicles: int, events: int, *, searchable: bool = False) -> UserSession:
    """Books with so many vehicles, and one life (that of vehicle 0) of 500 events in a store of `events` events."""
    user = books.create(folder / f"{name}.ldk", Dealer("Bench", "TH", "en", labour_rate=115_000))
    with user.store.writing() as tx:
        columns = [column.name for column in VEHICLE.columns]
        pour(tx.connection, "vehicle", columns, [_vehicle(number, columns) for number in range(vehicles)])
        due = [column.name for column in DUE.columns]
        pour(tx.connection, "vehicle_due", due, [_due(number, due) for number in range(vehicles)])
        _events(tx, vehicles, events)
        if searchable:
            _search(tx, vehicles)
    return user


def _vehicle(number: int, columns: list[str]) -> tuple[Any, ...]:
    row: dict[str, Any] = dict.fromkeys(columns)
    last = (FIRST + timedelta(days=number % 1000)).isoformat()
    row |= {"vin": vin(number), "number": number + 1, "make": "MG", "model": "MG4", "variant": "64 kWh", "colour": ""}
    row |= {"plate": plate(number), "stage": "in_use", "quarantined": 0, "odometer_km": number % 200_000}
    row |= {"odometer_on": last, "last_event_on": last, "arrived_on": FIRST.isoformat()}
    return tuple(row[column] for column in columns)


def _due(number: int, columns: list[str]) -> tuple[Any, ...]:
    """What is due next of a vehicle: of some it is over, of others it is years away, one of fifty is put off."""
    row: dict[str, Any] = dict.fromkeys(columns)
    on = (FIRST + timedelta(days=number * 7_919 % 2_400)).isoformat()
    row |= {"vin": vin(number), "number": number + 1, "schedule": "rule-of-thumb-bev", "version": "1990-01-01"}
    row |= {"item": "visit", "times": 1, "due_on": on, "due_km": 20_000, "forecast_on": on, "by": "date"}
    row |= {"months": 12, "every_km": 20_000, "guessed": 0, "snoozed_until": None if number % 50 else on}
    return tuple(row[column] for column in columns)


def _events(tx: Transaction, vehicles: int, events: int) -> None:
    """Lives, sealed by their own store's chain; the first vehicle's has 500 events, whatever the size of the store."""
    columns = (
        "seq",
        "vin",
        "on",
        "at",
        "by",
        "kind",
        "odometer_km",
        "segment",
        "corrects",
        "body",
        "person",
        "personal",
        "seal",
    )
    previous, heads, rows = START, dict[str, bytes](), []
    every = max(events // 500, 1)
    for seq in range(2, events + 2):
        of = vin(0) if seq % every == 0 else vin(1 + seq % max(vehicles - 1, 1))
        on = (FIRST + timedelta(days=seq % 1000)).isoformat()
        body = canonical(
            {"seq": seq, "vin": of, "on": on, "at": f"{on}T08:00:00Z", "by": None, "kind": "vehicle.noted", "sets": {},
             "facts": {"text": "x"}, "odometer": None, "segment": 0, "paid": None, "documents": [], "corrects": None}
        )  # fmt: skip
        previous = heads[of] = seal(previous, heads.get(of, START), body)
        rows.append(
            (seq, of, on, f"{on}T08:00:00Z", None, "vehicle.noted", None, 0, None, body.decode(), None, None, previous)
        )
        if len(rows) == AT_ONCE:
            pour(tx.connection, "event", columns, rows)
            rows.clear()
    pour(tx.connection, "event", columns, rows)


def _search(tx: Transaction, vehicles: int) -> None:
    """What finds each vehicle, as `search.keep` writes it, poured."""
    dice = random.Random(7)  # noqa: S311 (names for a bench)
    entries, terms = [], []
    for number in range(1, vehicles + 1):
        name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)} {number % 997}"
        words, tails = (
            [vin(number - 1), plate(number - 1), name],
            [vin(number - 1), plate(number - 1), f"08{number:08d}"],
        )
        entries.append(
            (number, "vehicle", vin(number - 1), vin(number - 1), words[1], "\n".join(words), "\n".join(tails))
        )
        terms += [(term, number) for term in search.terms_of(words, tails)]
        save_piece(tx.connection, number, search.pieces_of(words, tails))
        if len(entries) == AT_ONCE or number == vehicles:
            pour(
                tx.connection,
                "search_entry",
                ("number", "kind", "ref", "vin", "label", "by_words", "by_tails"),
                entries,
            )
            pour(tx.connection, "search_term", ("term", "entry"), terms)
            entries.clear()
            terms.clear()
