"""Telling: the one way in which anything comes into a vehicle's life, and the figures that follow."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import msgspec

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.dealership.usecases.day import last_day_anywhere, today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust import personal
from lifecycle_desk.vehicle.rules import life, odometer
from lifecycle_desk.vehicle.rules.life import Event, LifeClosed, Stage, VehicleState
from lifecycle_desk.vehicle.rules.odometer import Reading
from lifecycle_desk.vehicle.rules.people import PersonErased
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.following import followed
from lifecycle_desk.vehicle.usecases.owners import owner_changed

APART = ("person", "personal", "vin")  # the person stands beside the seal, the VIN is put in with the number


@dataclass(frozen=True, slots=True)
class EventRef:
    """The number of an event and whose it is."""

    vin: str
    event: int


def record_event(tx: Transaction, event: Event, *, owed: bool = False) -> int:
    """Write one event into the life and move the figures that depend on it; gives its number.

    A correction, and an event dated before the vehicle's latest one, count the figures anew from the whole life.
    Due dates follow. An odd odometer or day is noted, never refused. A closed life takes only `is_still_told` events
    and
    those that are `owed` to it: they counted before it was closed.
    """
    life.check_day(event.on, today(tx))
    if event.vin is None:
        return life_rows.append(tx, event, _body(event, ()), None, _secret(tx, event))
    of = event.vin
    figures, latest = life_rows.figures(tx, of)
    if figures.stage is Stage.DESTROYED and not owed and not life.is_still_told(event.kind):
        refuse_closed(tx, of)
    if figures.arrived_on and event.on < figures.arrived_on:
        tx.note(life.BeforeItsArrival(event.on, figures.arrived_on))
    read = _read(tx, event, event.odometer) if event.odometer else None
    if read:
        event = replace(event, segment=read.own.segment)
    event, apart = _words_apart(tx, event, figures.owner)
    seq = life_rows.append(tx, event, _body(event, apart), read.own.km if read else None, _secret(tx, event))
    if event.corrects or (latest and event.on < latest):
        moved = counted(tx, of)
    elif event.kind == life.CLUSTER_REPLACED:  # what it adds to readings is known only now that it is told
        moved = _with_odometer(tx, of, figures.moved(event.sets))
    else:
        moved = figures.moved(event.sets)
        if read:
            moved = _moved(moved, odometer.last_sound([*read.before, read.own], read.offsets))
    life_rows.save_figures(tx, of, moved, max(filter(None, (latest, event.on))))
    if _changes_hands(event, figures.owner, moved.owner):
        owner_changed(tx, of, event.sets.owner_since or event.on, seq)
    followed(tx, of, event)
    return seq


def record_received_event(tx: Transaction, event: Event) -> int:
    """Write an event of another dealer into a life; gives its number.

    It bears that dealer's day, which may have begun before ours. Many come at once, so figures are left to whoever
    retells: he counts them once at the end (`settle_figures`).
    """
    life.check_day(event.on, last_day_anywhere(tx))
    km = odometer.kilometres(event.odometer) if event.odometer else None
    return life_rows.append(tx, event, _body(event, ()), km, None)


def settle_figures(tx: Transaction, vin: str) -> None:
    """Keep the figures as the whole life tells them."""
    latest = max((each.on for each in life_rows.told(tx, vin)), default=None)
    life_rows.save_figures(tx, vin, counted(tx, vin), latest)
    followed(tx, vin, None)


def _changes_hands(event: Event, before: int | None, after: int | None) -> bool:
    """Whether an event makes a vehicle another's: not one that tells late who had it once, nor the first owner."""
    someone_had_it = before is not None or life.part_of(event.kind) is life.Part.TRANSFER
    return event.sets.owner is not None and event.sets.owner == after != before and someone_had_it


def closed(tx: Transaction, vin: str) -> LifeClosed | None:
    """The closing of a vehicle's life, if it is closed; refuses a VIN that is not in the books."""
    figures, _ = life_rows.figures(tx, vin)
    return life.closed_by(vin, life_rows.told(tx, vin)) if figures.stage is Stage.DESTROYED else None


def refuse_closed(tx: Transaction, vin: str) -> None:
    """Refuse what concerns a vehicle whose life is closed; whoever tells an event need not ask."""
    if ended := closed(tx, vin):
        raise ended


def counted(tx: Transaction, vin: str) -> VehicleState:
    """The figures as the life itself tells them."""
    return _with_odometer(tx, vin, life.folded(life_rows.told(tx, vin)))


def readings(tx: Transaction, vin: str) -> tuple[list[Reading], dict[int, int]]:
    """The odometer readings of a vehicle that count, and the offsets of its clusters."""
    found = life_rows.readings(tx, vin)
    replaced = any(each.segment for each in found)
    return found, life_rows.offsets(tx, vin) if replaced else {0: 0}


def opened(tx: Transaction, seq: int) -> dict[str, Any] | None:
    """The personal part of an event, while the person's key is there."""
    found = life_rows.event(tx, seq)
    if found is None:
        return None
    told, vin, secret = found
    key = people.key_of(tx, told.person) if told.person else None
    return life_rows.unsealed(key, secret, vin, told.kind)


def _words_apart(tx: Transaction, event: Event, owner: int | None) -> tuple[Event, tuple[str, ...]]:
    """An event whose free words are sealed with the person it concerns, or with the owner; and which these are.

    Open facts stay in the chain for ever, and nobody keeps names out of a note.
    """
    whose, said = event.person or owner, life.free_words(event)
    if not said or whose is None or people.key_of(tx, whose) is None:
        return event, ()
    facts = {name: value for name, value in event.facts.items() if name not in said}
    apart = (event.personal or {}) | {life_rows.WORDS: said}
    return replace(event, facts=facts, person=whose, personal=apart), tuple(said)


def _body(event: Event, apart: tuple[str, ...]) -> dict[str, Any]:
    """The content of an event that the chain seals; `apart` names the facts that stand in its personal part."""
    plain: dict[str, Any] = msgspec.to_builtins(event)
    body = {name: value for name, value in plain.items() if name not in APART}
    return body | {"sealed": list(apart)} if apart else body


def _secret(tx: Transaction, event: Event) -> bytes | None:
    """The personal part, sealed under the key of whom it concerns."""
    if not event.personal or event.person is None:
        return None
    key = people.key_of(tx, event.person)
    if key is None:
        raise PersonErased(event.person)
    return personal.sealed(key, msgspec.json.encode(event.personal), life_rows.sealed_to(event.vin, event.kind))


class _Read(NamedTuple):
    """A reading beside those that were there before it."""

    own: Reading
    before: list[Reading]
    offsets: dict[int, int]


def _read(tx: Transaction, event: Event, distance: Distance) -> _Read:
    """Judge a reading beside the others, and put it to the cluster that the vehicle had on that day."""
    km = odometer.kilometres(distance)
    before, offsets = readings(tx, str(event.vin))
    segment = event.segment or _cluster(before, event.on)
    last_of_day = max((each.seq for each in before), default=0) + 1
    own = Reading(event.on, km, segment, last_of_day)
    if event.kind != life.CLUSTER_REPLACED:
        tx.note(*odometer.judge(own, odometer.sound(before, offsets), offsets))
    return _Read(own, before, offsets)


def _cluster(before: list[Reading], on: date) -> int:
    return max((each.segment for each in before if each.on <= on), default=0)


def _with_odometer(tx: Transaction, vin: str, figures: VehicleState) -> VehicleState:
    """The figures with the last reading that goes with the others."""
    return _moved(figures, odometer.last_sound(*readings(tx, vin)))


def _moved(figures: VehicleState, last: Reading | None) -> VehicleState:
    return replace(figures, odometer_km=last.km if last else None, odometer_on=last.on if last else None)
