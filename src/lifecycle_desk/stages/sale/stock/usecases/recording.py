"""Telling of the sale: an event with the stage and the warranty start that follow from it, and the row of stock."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.sale.handover import rules as handover
from lifecycle_desk.stages.sale.stock import tables
from lifecycle_desk.stages.sale.stock.rules.facts import Warranty
from lifecycle_desk.stages.sale.stock.rules.status import OURS, Happening, StockStatus, folded
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life, vin
from lifecycle_desk.vehicle.rules.life import NO_STATE, Event, RecordedEvent, VehicleState
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import findable
from lifecycle_desk.vehicle.usecases.recording import record_event

_LAST = 2**62  # the number of an event that is not told yet: after all others of its day
_DECIDE = frozenset({Happening.REGISTERED, Happening.HANDED_OVER, Happening.SETTLED})


@dataclass(frozen=True, slots=True)
class Car:
    """A car that came through our stock: where it stands, what drives it, who made it."""

    vin: str
    number: int
    make: str
    energy: str | None
    events: list[RecordedEvent]
    standing: StockStatus


def car(tx: Transaction, given: str) -> Car:
    """A car by its VIN; refuses one that never arrived here."""
    row = life_rows.row(tx, vin.canonical(given))
    events = life_rows.told(tx, row.vin)
    standing = folded(events)
    if standing.arrived_on is None:
        raise handover.NotReceived(row.vin)
    return Car(row.vin, row.number, row.make, row.energy, events, standing)


def car_here(tx: Transaction, given: str) -> Car:
    """The same; refuses one that has been handed over."""
    found = car(tx, given)
    if found.standing.handed_over_on:
        raise handover.HandedOverAlready(found.standing.handed_over_on)
    return found


def record(tx: Transaction, event: Event) -> int:
    """Tell an event of the sale and move what follows from it; gives its number.

    Which stage the car is at, and from when its warranty runs, follows from all that the sale has told. Where entries
    come late, the life in the order of days says otherwise; then one more event settles it.
    """
    of, before = str(event.vin), life_rows.told(tx, str(event.vin))
    if event.person is None and life.free_words(event):  # of a car under contract: what is noted may be of its buyer
        event = replace(event, person=folded(before).buyer)
    events = [*before, _as_told(event)]
    figures, _ = life_rows.figures(tx, of)
    sets = event.sets
    if figures.stage is None or figures.stage in OURS:
        sets = replace(sets, stage=folded(events).stage)
    warranty = _warranty(tx, of, life.folded(events))
    if warranty.starts_on and figures.warranty_started_on != warranty.starts_on == _own_day(event):
        sets = replace(sets, warranty_started_on=warranty.starts_on)
    told_facts = event.facts | ({"warranty": warranty} if event.kind in _DECIDE else {})
    seq = record_event(tx, replace(event, facts=told_facts, sets=sets))
    _settle(tx, of)
    findable(tx, of)
    return seq


def _own_day(event: Event) -> date | None:
    """The day by which an event may itself start the warranty.

    Only then does it set the start: what two events decide together is settled by a third, which is taken back with
    either of them. A figure cannot be unset, and a start that outlived its reason would be one.
    """
    return event.sets.handed_over_on or event.sets.first_registered_on


def _as_told(event: Event) -> RecordedEvent:
    """An event as if it stood in the books."""
    facts: dict[str, Any] = msgspec.to_builtins(event.facts)
    return RecordedEvent(_LAST, event.on, event.kind, facts, event.sets, corrects=event.corrects)


def _warranty(tx: Transaction, of: str, figures: VehicleState) -> Warranty:
    """The warranty by the rule of the market."""
    market, make = market_in_force(tx), life_rows.row(tx, of).make
    handed_over, registered = figures.handed_over_on, figures.first_registered_on
    known = [day for day in (handed_over, registered) if day]
    rule = market.warranty_start_rule(min(known), make) if known else None
    return Warranty(handed_over, registered, rule, market.warranty_start(handed_over, registered, make))


def _settle(tx: Transaction, of: str) -> None:
    """Let figures that the order of days has left behind follow where the car stands, and keep its row of stock."""
    standing = folded(life_rows.told(tx, of))
    figures, latest = life_rows.figures(tx, of)
    sets = NO_STATE
    if figures.stage in OURS and figures.stage is not standing.stage:
        sets = replace(sets, stage=standing.stage)
    warranty = _warranty(tx, of, figures)
    if warranty.starts_on and figures.warranty_started_on != warranty.starts_on:
        sets = replace(sets, warranty_started_on=warranty.starts_on)
    if sets != NO_STATE:
        on = max(today(tx), latest or today(tx))
        record_event(tx, Event(of, on, Happening.SETTLED.value, {"warranty": warranty}, sets))
    if row := tables.row_of(of, life_rows.row(tx, of).number, standing):
        tables.ROWS.save(tx, of, row)


def take_back(tx: Transaction, which: RecordedEvent, event: Event) -> int:
    """Tell an event that takes back another, and those that had settled what followed from it."""
    of = str(event.vin)
    settled = [
        each
        for each in life.effective_events(life_rows.told(tx, of))
        if each.kind == Happening.SETTLED and each.seq > which.seq
    ]
    for each in settled:
        facts = life.free_words(event) | {"kind": each.kind}
        told = Event(of, event.on, Happening.TAKEN_BACK.value, facts, corrects=each.seq, person=which.person)
        record_event(tx, told)
    return record(tx, replace(event, person=event.person or which.person))
