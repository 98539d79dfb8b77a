"""Where vehicles were charged, and under which names, is forgotten after the term that the dealer set; energy stays."""

from collections.abc import Iterator
from datetime import date, datetime, time

from lifecycle_desk.dealership.usecases.day import day_of, zone
from lifecycle_desk.stages.charging.sessions.tables import people
from lifecycle_desk.store import secure_erase
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.retention import CHARGING_PLACES, Due
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.holding import held_cars
from lifecycle_desk.vehicle.usecases.retention import Erasable, Terms, tell_erased


def places_due(tx: Transaction, before: date, _known: Terms) -> Iterator[Due]:
    """The vehicles with sessions from before a day that still tell of people and places."""
    held, moment = held_cars(tx), _moment(tx, before)
    for vin, count, first in people.telling_before(tx, moment):
        holds = (held[vin],) if vin in held else ()
        yield Due(CHARGING_PLACES.id, vin, life_rows.row(tx, vin).plate or vin, day_of(tx, first), count, holds)


def forget_places_of(tx: Transaction, due: Due, before: date) -> int:
    """Blank what sessions of one vehicle from before a day say of people and places; gives how many there were."""
    if due.key in held_cars(tx):
        return 0
    moment = _moment(tx, before)
    words = people.words_before(tx, due.key, moment)
    count = people.blank_before(tx, due.key, moment)
    if count:
        tell_erased(tx, CHARGING_PLACES, count, before)
        secure_erase.wipe_afterwards(tx, words)
    return count


def _moment(tx: Transaction, on: date) -> datetime:
    return datetime.combine(on, time.min, zone(tx))


PLACES = Erasable(CHARGING_PLACES, places_due, forget_places_of)
