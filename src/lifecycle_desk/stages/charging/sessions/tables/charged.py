"""What figures ask of all sessions of a car that count: narrow rows, since whole sessions take five times as long."""

from datetime import date, tzinfo
from typing import NamedTuple

from sqlalchemy import bindparam, select

from lifecycle_desk.stages.charging.sessions.tables.batches import COUNTS
from lifecycle_desk.stages.charging.sessions.tables.packing import fixed
from lifecycle_desk.stages.charging.sessions.tables.sessions import BATCH, SESSION
from lifecycle_desk.store.store import Transaction

_OF_THIS = SESSION.c.vin == bindparam("of")
_ENERGY = select(SESSION.c.started_at, SESSION.c.offset, SESSION.c.meter_wh, SESSION.c.battery_wh, SESSION.c.credits)
_ENERGY = _ENERGY.join(BATCH, COUNTS).where(_OF_THIS).order_by(SESSION.c.started_at)
_TEMPERATURES = select(SESSION.c.temperature).join(BATCH, COUNTS)
_TEMPERATURES = _TEMPERATURES.where(_OF_THIS, SESSION.c.temperature.is_not(None))


class Charged(NamedTuple):
    """The energy of a session, the day on which it began, and whether it takes back another."""

    day: date
    energy_wh: int
    is_credit: bool


def charged(tx: Transaction, vin: str, zone: tzinfo) -> list[Charged]:
    """The energy of each session of a vehicle, its day by the clocks of its place or else by those of a zone."""
    return [
        Charged(
            row.started_at.astimezone(fixed(row.offset) if row.offset else zone).date(),
            row.meter_wh if row.meter_wh is not None else row.battery_wh or 0,
            row.credits is not None,
        )
        for row in tx.ask(_ENERGY, of=vin)
    ]


def temperatures(tx: Transaction, vin: str) -> list[int]:
    """The temperatures outside that the sessions of a vehicle tell, in tenths of °C."""
    return [int(each) for each in tx.ask(_TEMPERATURES, of=vin).scalars() if each is not None]
