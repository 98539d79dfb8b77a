"""Batches as they are kept: begun, poured, counted, undone; and what the books know of sessions that come again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import and_, bindparam, delete, exists, func, insert, literal, or_, select, update

from lifecycle_desk.stages.charging.sessions.rules.events import Recorded
from lifecycle_desk.stages.charging.sessions.rules.known import Known, Token
from lifecycle_desk.stages.charging.sessions.rules.sessions import Session
from lifecycle_desk.stages.charging.sessions.tables.endings import last_days
from lifecycle_desk.stages.charging.sessions.tables.sessions import (
    BATCH,
    COUNTED,
    GONE,
    PENDING,
    SESSION,
    TOKEN,
    UNDONE,
    UNTOLD,
    session_of,
)
from lifecycle_desk.store.dialect import PAIRS, of_engine
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables.life import CLOSED

AT_ONCE = 500  # numbers that one statement asks for
NOTHING_MORE = "null"  # what a life is yet to be told of a batch that was undone: that it tells nothing

_BEHIND = BATCH.alias("behind")  # the batch that put a row out of count
_REPLACED = exists().where(
    GONE.c.session == SESSION.c.number, GONE.c.batch == _BEHIND.c.number, _BEHIND.c.state == COUNTED
)
COUNTS = and_(SESSION.c.batch == BATCH.c.number, BATCH.c.state == COUNTED, ~_REPLACED)

_NEXT_BATCH = select(func.coalesce(func.max(BATCH.c.number), 0) + 1)
_NEXT = select(func.coalesce(func.max(SESSION.c.number), 0) + 1)
_NEXT_TOKEN = select(func.coalesce(func.max(TOKEN.c.number), 0) + 1)
_BEGIN = insert(BATCH)
_THE = BATCH.c.number == bindparam("which")
_TURN = update(BATCH).where(_THE).values(state=bindparam("now"))
_ALIVE = update(BATCH).where(_THE).values(at=bindparam("moment"))
_BATCH = select(BATCH).where(_THE)
_BATCHES = select(BATCH).where(BATCH.c.state != PENDING).order_by(BATCH.c.number.desc())
_POURED = select(BATCH.c.number).where(BATCH.c.state == PENDING)
_BESIDE = select(BATCH.c.number).where(BATCH.c.state == COUNTED)
_BESIDE = _BESIDE.where(or_(BATCH.c.number > bindparam("which"), BATCH.c.number.in_(bindparam("some", expanding=True))))
_MINE = SESSION.alias("mine")
_MET = select(func.count()).select_from(SESSION)
_SAME = and_(_MINE.c.key == SESSION.c.key, _MINE.c.print == SESSION.c.print)
_MET = _MET.join(_MINE, and_(_SAME, _MINE.c.batch == bindparam("which")))
_MET = _MET.where(SESSION.c.batch.in_(bindparam("beside", expanding=True)))
_DEAD = select(BATCH.c.number).where(BATCH.c.state == PENDING, BATCH.c.at < bindparam("before"))
_GONE = insert(GONE)
_SOME_OF = select(SESSION.c.number).where(SESSION.c.batch == bindparam("which")).limit(bindparam("most"))
_SWEEP = delete(SESSION).where(SESSION.c.number.in_(bindparam("numbers", expanding=True)))
_SWEEP_BATCH, _SWEEP_GONE = delete(BATCH).where(_THE), delete(GONE).where(GONE.c.batch == bindparam("which"))
_WHY_GONE = (
    select(func.min(GONE.c.why))
    .where(GONE.c.session == SESSION.c.number, GONE.c.batch == _BEHIND.c.number)
    .where(or_(_BEHIND.c.state == COUNTED, _BEHIND.c.number == bindparam("own")))
    .scalar_subquery()
)
_KNOWN = {
    dialect: select(SESSION.c.print, SESSION.c.content, SESSION.c.number, SESSION.c.vin, _WHY_GONE)
    .join_from(asked, SESSION, and_(SESSION.c.key == asked.c.word, SESSION.c.print == asked.c.number))
    .join(BATCH, BATCH.c.number == SESSION.c.batch)
    .where(or_(BATCH.c.state == COUNTED, BATCH.c.number == bindparam("own")))
    .order_by(SESSION.c.number)
    for dialect, asked in PAIRS.items()
}
_ROWS_OF = select(SESSION).join(BATCH, COUNTS).where(SESSION.c.vin == bindparam("of"))
_ROWS_OF = _ROWS_OF.order_by(SESSION.c.started_at, SESSION.c.number)
_NUMBERS_OF = select(SESSION.c.number).join(BATCH, COUNTS).where(SESSION.c.vin == bindparam("of"))
_NUMBERS_OF = _NUMBERS_OF.order_by(SESSION.c.started_at.desc(), SESSION.c.number.desc())
_NUMBERS_SINCE = _NUMBERS_OF.where(SESSION.c.started_at >= bindparam("begins"))
_CREDITED = select(SESSION.c.credits).join(BATCH, COUNTS)
_CREDITED = _CREDITED.where(SESSION.c.vin == bindparam("of"), SESSION.c.credits.is_not(None))
_SIZE = select(func.count()).where(SESSION.c.batch == bindparam("which"))
_ALL_OF = select(SESSION).where(SESSION.c.vin == bindparam("of")).order_by(SESSION.c.batch, SESSION.c.number)
_VEHICLES = select(SESSION.c.vin).where(SESSION.c.vin.is_not(None)).distinct().order_by(SESSION.c.vin)
_MOST = select(SESSION.c.vin).where(SESSION.c.vin.is_not(None)).group_by(SESSION.c.vin)
_MOST = _MOST.order_by(func.count().desc(), SESSION.c.vin).limit(1)
_ONE = select(SESSION).join(BATCH, COUNTS).where(SESSION.c.number == bindparam("which"))
_SOME = select(SESSION).where(SESSION.c.number.in_(bindparam("numbers", expanding=True)))
_WAITING = select(SESSION.c.number).join(BATCH, COUNTS).where(SESSION.c.vin.is_(None))
_WAITING = _WAITING.order_by(SESSION.c.started_at.desc(), SESSION.c.number.desc())
_HOW_MANY_WAIT = select(func.count()).select_from(_WAITING.order_by(None).subquery())
_WRITTEN_FOR = select(SESSION.c.vin).where(SESSION.c.batch == bindparam("which"), SESSION.c.vin.is_not(None))
_TAKEN_FROM = select(SESSION.c.vin).join(GONE, GONE.c.session == SESSION.c.number)
_TAKEN_FROM = _TAKEN_FROM.where(GONE.c.batch == bindparam("which"), SESSION.c.vin.is_not(None))
_CONCERNED = _WRITTEN_FOR.union(_TAKEN_FROM).subquery("concerned")
_TO_CORRECT = select(bindparam("which", type_=BATCH.c.number.type), _CONCERNED.c.vin, literal(NOTHING_MORE))
_CHANGED_SINCE = (
    select(GONE.c.batch)
    .distinct()
    .join(SESSION, SESSION.c.number == GONE.c.session)
    .join(_BEHIND, _BEHIND.c.number == GONE.c.batch)
    .where(SESSION.c.batch == bindparam("which"), _BEHIND.c.state == COUNTED)
    .order_by(GONE.c.batch)
)
_UNTOLD = insert(UNTOLD)
_CORRECT_LATER = insert(UNTOLD).from_select(["batch", "vin", "told"], _TO_CORRECT)
LIVES_OWED = select(UNTOLD.c.vin).where(UNTOLD.c.batch == bindparam("of_batch"))
_HOW_MANY_OWED = select(func.count()).where(UNTOLD.c.batch == bindparam("of_batch"))
_CLOSED_OWED = LIVES_OWED.where(UNTOLD.c.vin.in_(CLOSED)).order_by(UNTOLD.c.vin).limit(1)
_NEXT_UNTOLD = select(UNTOLD).order_by(UNTOLD.c.batch, UNTOLD.c.vin).limit(bindparam("most"))
_UNTOLD_OF = select(UNTOLD.c.batch).where(UNTOLD.c.vin == bindparam("of"))
_TOLD = delete(UNTOLD).where(UNTOLD.c.batch == bindparam("of_batch"), UNTOLD.c.vin == bindparam("of"))
_TOLD = _TOLD.where(UNTOLD.c.told == bindparam("as_read"))
_UNTOLD_NO_MORE = delete(UNTOLD).where(UNTOLD.c.batch == bindparam("of_batch"))
_LEARN = insert(TOKEN)
_LEARNT = select(TOKEN).join(BATCH, and_(BATCH.c.number == TOKEN.c.batch, BATCH.c.state == COUNTED))
_LEARNT = _LEARNT.order_by(TOKEN.c.number)


@dataclass(frozen=True, slots=True)
class Batch:
    """An intake."""

    number: int
    kind: str
    file: str
    at: datetime
    by: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What a vehicle's life is yet to be told of a batch, as it is kept."""

    batch: int
    vin: str
    told: str

    @property
    def recorded(self) -> Recorded | None:
        """The batch as the life is told of it; None where it was undone and the life is to be corrected."""
        return msgspec.json.decode(self.told, type=Recorded | None)


def begin(tx: Transaction, kind: str, file: str, state: str = PENDING) -> int:
    """A new batch; gives its number."""
    number = tx.ask(_NEXT_BATCH).scalar_one()
    tx.write(_BEGIN, number=number, kind=kind, file=file, at=tx.at, by=tx.by, state=state)
    return number


def still_alive(tx: Transaction, number: int) -> None:
    """Say that a batch is being poured, so that nobody sweeps it."""
    tx.write(_ALIVE, which=number, moment=tx.at)


def count(tx: Transaction, number: int) -> None:
    """Let a batch count."""
    tx.write(_TURN, which=number, now=COUNTED)


def poured(tx: Transaction) -> list[int]:
    """The batches that are being poured."""
    return list(tx.ask(_POURED).scalars())


def is_met(tx: Transaction, number: int, beside: Sequence[int]) -> bool:
    """Whether batches that began to count since a batch was begun, later ones or those `beside`, tell the same."""
    counted = list(tx.ask(_BESIDE, which=number, some=list(beside)).scalars())
    return bool(counted) and tx.ask(_MET, which=number, beside=counted).scalar_one() > 0


def undo(tx: Transaction, number: int) -> None:
    """Let a batch count no more. Lives are not told of it any more, and those that were are to be corrected."""
    tx.write(_TURN, which=number, now=UNDONE)
    tx.write(_UNTOLD_NO_MORE, of_batch=number)
    tx.write(_CORRECT_LATER, which=number)


def batch(tx: Transaction, number: int) -> Batch | None:
    """A batch."""
    found = tx.ask(_BATCH, which=number).one_or_none()
    return Batch(*found) if found else None


def batches(tx: Transaction) -> list[Batch]:
    """All batches, the latest first."""
    return [Batch(*row) for row in tx.ask(_BATCHES)]


def dead(tx: Transaction, patience: timedelta) -> list[int]:
    """Batches that nobody pours any more: their import was cut off."""
    return list(tx.ask(_DEAD, before=tx.at - patience).scalars())


def sweep(tx: Transaction, number: int, most: int) -> bool:
    """Take away some rows of a batch that never counted, and at last the batch; whether it is gone."""
    rows = list(tx.ask(_SOME_OF, which=number, most=most).scalars())
    if rows:
        tx.write(_SWEEP_GONE, which=number)
        for first in range(0, len(rows), AT_ONCE):
            tx.write(_SWEEP, numbers=rows[first : first + AT_ONCE])
        return False
    tx.write(_SWEEP_GONE, which=number)
    tx.write(_SWEEP_BATCH, which=number)
    return True


def next_number(tx: Transaction) -> int:
    """The number of the next row."""
    return tx.ask(_NEXT).scalar_one()


def known(tx: Transaction, asked: Sequence[tuple[str, int]], own: int) -> dict[int, list[Known]]:
    """The stored rows of some sessions by their keys and fingerprints, the oldest first, by fingerprint.

    Rows of the batch `own` are among them, though it does not count yet.
    """
    found: dict[int, list[Known]] = {}
    statement = of_engine(tx.connection, _KNOWN)
    for print_, *row in tx.ask(statement, pairs=msgspec.json.encode(asked).decode(), own=own):
        found.setdefault(print_, []).append(Known(*row))
    return found


def replace(tx: Transaction, numbers: Sequence[int], batch: int, why: str) -> None:
    """Put some rows out of count, by a batch."""
    if numbers:
        tx.write(_GONE, *({"session": each, "batch": batch, "why": why} for each in numbers))


def sessions_of(tx: Transaction, vin: str) -> list[tuple[int, Session]]:
    """The sessions of a vehicle that count, by time, each with its number."""
    return [(row.number, session_of(row)) for row in tx.ask(_ROWS_OF, of=vin)]


def numbers_of(tx: Transaction, vin: str, first: int | None = None, since: datetime | None = None) -> list[int]:
    """The numbers of the sessions of a vehicle that count, the latest first; all or those since a moment."""
    asked, begins = (_NUMBERS_SINCE, {"begins": since}) if since else (_NUMBERS_OF, {})
    return list(tx.ask(asked.limit(first) if first else asked, of=vin, **begins).scalars())


def credited(tx: Transaction, vin: str) -> set[str]:
    """The keys of the sessions of a vehicle that credits took back."""
    return {str(key) for key in tx.ask(_CREDITED, of=vin).scalars()}


def size(tx: Transaction, number: int) -> int:
    """How many sessions a batch wrote."""
    return tx.ask(_SIZE, which=number).scalar_one()


def all_rows_of(tx: Transaction, vin: str) -> list[Any]:
    """All rows that were ever told of a vehicle, batch by batch."""
    return list(tx.ask(_ALL_OF, of=vin))


def vehicles(tx: Transaction) -> list[str]:
    """The vehicles that ever had a session."""
    return [str(vin) for vin in tx.ask(_VEHICLES).scalars()]


def most_charged(tx: Transaction) -> list[str]:
    """The vehicle with the most rows, if any has one."""
    return [str(vin) for vin in tx.ask(_MOST).scalars()]


def counting(tx: Transaction, number: int) -> Any | None:
    """A row, if it counts."""
    return tx.ask(_ONE, which=number).one_or_none()


def some(tx: Transaction, numbers: Sequence[int]) -> dict[int, Session]:
    """Some sessions by their numbers."""
    return {row.number: session_of(row) for row in tx.ask(_SOME, numbers=list(numbers))}


def waiting(tx: Transaction, first: int | None = None) -> list[int]:
    """The numbers of the sessions that wait for somebody to say whose they are, the latest first."""
    return list(tx.ask(_WAITING.limit(first) if first else _WAITING).scalars())


def how_many_wait(tx: Transaction) -> int:
    """How many wait."""
    return tx.ask(_HOW_MANY_WAIT).scalar_one()


def built_on(tx: Transaction, number: int) -> tuple[int, ...]:
    """The later batches that count and put rows of this one out of count."""
    return tuple(tx.ask(_CHANGED_SINCE, which=number).scalars())


def tell_later(tx: Transaction, number: int, told: Mapping[str, Recorded]) -> None:
    """Keep what the lives of some vehicles are yet to be told of a batch."""
    if told:
        rows = ({"batch": number, "vin": vin, "told": msgspec.json.encode(each).decode()} for vin, each in told.items())
        tx.write(_UNTOLD, *rows)


def untold(tx: Transaction, most: int) -> list[Owed]:
    """What lives are yet to be told, of the first batches first."""
    return [Owed(row.batch, row.vin, row.told) for row in tx.ask(_NEXT_UNTOLD, most=most)]


def owed(tx: Transaction, number: int) -> int:
    """How many lives are yet to be told of a batch, or to be corrected after it was undone."""
    return tx.ask(_HOW_MANY_OWED, of_batch=number).scalar_one()


def closed_owed(tx: Transaction, number: int) -> str | None:
    """A vehicle among them whose life is closed, if there is one."""
    return tx.ask(_CLOSED_OWED, of_batch=number).scalar_one_or_none()


def untold_of(tx: Transaction, vin: str) -> set[int]:
    """The batches of which a vehicle's life is yet to be told."""
    return set(tx.ask(_UNTOLD_OF, of=vin).scalars())


def owe_no_more(tx: Transaction, owed: Owed) -> bool:
    """Owe a life no more what it is told now; False where that was told, or the batch undone, since it was read."""
    return tx.write_counted(_TOLD, of_batch=owed.batch, of=owed.vin, as_read=owed.told) > 0


def learn(tx: Transaction, batch: int, token: Token) -> None:
    """Keep whose car a name is, as a part of a batch: undone, it is forgotten."""
    number = tx.ask(_NEXT_TOKEN).scalar_one()
    tx.write(
        _LEARN,
        number=number,
        batch=batch,
        source=token.source,
        name=token.name,
        vin=token.vin,
        since=token.since,
        until=token.until,
    )


def learnt(tx: Transaction) -> list[Token]:
    """The car of each name, as far as it was ever said; the latest last. A car that changed hands ended its names."""
    ended = last_days(tx)
    return [
        Token(
            row.source,
            row.name,
            row.vin,
            row.since,
            min(filter(None, (row.until, ended.get(row.number))), default=None),
        )
        for row in tx.ask(_LEARNT)
    ]
