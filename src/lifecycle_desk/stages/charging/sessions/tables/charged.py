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
            begun.astimezone(fixed(offset) if offset else zone).date(),
            meter if meter is not None else battery or 0,
            credited is not None,
        )
        for begun, offset, meter, battery, credited in tx.ask(_ENERGY, of=vin).all()  # at once: a third of the time
    ]


def temperatures(tx: Transaction, vin: str) -> list[int]:
    """The temperatures outside that the sessions of a vehicle tell, in tenths of °C."""
    return [int(each) for each in tx.ask(_TEMPERATURES, of=vin).scalars() if each is not None]
