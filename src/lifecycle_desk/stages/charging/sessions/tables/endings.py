"""Endings: names of a source that stopped being a car's, because the car changed hands.

An ending is a row that is added and never changed: it counts while the event that brought it counts. So a change of
owner that is taken back, and one that counts again, need nothing written here.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, TypedColumns, and_, bindparam, insert, or_, select

from lifecycle_desk.stages.charging.sessions.tables.sessions import BATCH, COUNTED, TOKEN
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import day, table, whole
from lifecycle_desk.vehicle.tables import life


class EndingRow(TypedColumns):
    """The last day on which a name was this car's, by the event that made the car another's."""

    token = whole(ForeignKey("charging_token.number"), primary_key=True)
    event = whole(primary_key=True)
    until = day()


ENDING = table("charging_token_ending", EndingRow)

_END = insert(ENDING)
_ALL = (
    select(ENDING, TOKEN.c.vin).join(TOKEN, TOKEN.c.number == ENDING.c.token).order_by(ENDING.c.token, ENDING.c.event)
)
_HELD = (
    select(TOKEN.c.number, TOKEN.c.until)
    .join(BATCH, and_(BATCH.c.number == TOKEN.c.batch, BATCH.c.state == COUNTED))
    .where(
        TOKEN.c.vin == bindparam("of"),
        or_(TOKEN.c.since.is_(None), TOKEN.c.since < bindparam("on")),
        or_(TOKEN.c.until.is_(None), TOKEN.c.until >= bindparam("on")),
    )
    .order_by(TOKEN.c.number)
)


@dataclass(frozen=True, slots=True)
class Ending:
    """That a name stopped being a car's: its last day, inclusive, and the event that ended it."""

    token: int
    event: int
    until: date
    vin: str


def held(tx: Transaction, vin: str, on: date) -> list[int]:
    """The names of a car that hold on a day and were its names the day before."""
    ended = last_days(tx)
    return [row.number for row in tx.ask(_HELD, of=vin, on=on) if ended.get(row.number, on) >= on]


def end(tx: Transaction, tokens: list[int], event: int, until: date) -> None:
    """Let some names hold until a day, while an event counts."""
    if tokens:
        tx.write(_END, *({"token": each, "event": event, "until": until} for each in tokens))


def endings(tx: Transaction) -> list[Ending]:
    """All endings, whether they count or not."""
    return [Ending(*row) for row in tx.ask(_ALL)]


def last_days(tx: Transaction) -> dict[int, date]:
    """The last day of each name that was ended by an event that counts."""
    found: dict[int, date] = {}
    counts: dict[int, bool] = {}
    for each in endings(tx):
        if each.event not in counts:
            counts[each.event] = not life.is_corrected(tx, each.event)
        if counts[each.event]:
            found[each.token] = min(found.get(each.token, each.until), each.until)
    return found
