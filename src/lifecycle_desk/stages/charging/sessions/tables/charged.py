"""What figures ask of all sessions of a car that count: sums, since a long life has ten thousand of them."""

from datetime import date, tzinfo
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, select

from lifecycle_desk.stages.charging.sessions.tables.batches import COUNTS
from lifecycle_desk.stages.charging.sessions.tables.packing import fixed
from lifecycle_desk.stages.charging.sessions.tables.sessions import BATCH, SESSION
from lifecycle_desk.store.store import Transaction

_OF_THIS = SESSION.c.vin == bindparam("of")
# A day or two from either end of a month in UTC, all clocks of the world show that month; nearer, each moment is asked.
_DAY_IN_UTC, _MONTH_IN_UTC = func.substr(SESSION.c.started_at, 9, 2), func.substr(SESSION.c.started_at, 1, 7)
_TOGETHER = case((_DAY_IN_UTC.between("02", "27"), _MONTH_IN_UTC), else_=SESSION.c.started_at)
_ENERGY = select(
    func.max(SESSION.c.started_at),
    SESSION.c.offset,
    func.sum(func.coalesce(SESSION.c.meter_wh, SESSION.c.battery_wh, 0)),
    func.sum(case((SESSION.c.credits.is_(None), 1), else_=-1)),
)
_ENERGY = _ENERGY.join(BATCH, COUNTS).where(_OF_THIS).group_by(_TOGETHER, SESSION.c.offset)
_TEMPERATURES = select(SESSION.c.temperature).join(BATCH, COUNTS)
_TEMPERATURES = _TEMPERATURES.where(_OF_THIS, SESSION.c.temperature.is_not(None))


class Charged(NamedTuple):
    """Sessions of one month: the day of the last, their energy, and how many; one that takes back another takes off."""

    day: date
    energy_wh: int
    sessions: int


def charged(tx: Transaction, vin: str, zone: tzinfo) -> list[Charged]:
    """The energy of a vehicle's sessions, their days by the clocks of their places or else by those of a zone."""
    return [
        Charged(begun.astimezone(fixed(offset) if offset else zone).date(), int(energy or 0), int(sessions or 0))
        for begun, offset, energy, sessions in tx.ask(_ENERGY, of=vin).all()
    ]


def temperatures(tx: Transaction, vin: str) -> list[int]:
    """The temperatures outside that the sessions of a vehicle tell, in tenths of °C."""
    return [int(each) for each in tx.ask(_TEMPERATURES, of=vin).scalars() if each is not None]
