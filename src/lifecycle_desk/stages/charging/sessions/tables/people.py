"""Personal data in rows of charging: found by owner and time, given out, blanked; the energy stays."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update

from lifecycle_desk.stages.charging.sessions.tables.endings import ENDING
from lifecycle_desk.stages.charging.sessions.tables.packing import BETWEEN
from lifecycle_desk.stages.charging.sessions.tables.sessions import BATCH, SESSION, TOKEN, session_of
from lifecycle_desk.store.store import Transaction

type OfTime = tuple[str, datetime, datetime | None]  # a vehicle, from a moment, until before another (None: for ever)
type Named = tuple[str, str]  # a source, and a name of it: a token, a contract, a car's title

AT_ONCE = 500  # numbers that one statement names
BLANKED = {"whose": "", "place": "", "more": ""}

_SOME = SESSION.c.number.in_(bindparam("numbers", expanding=True))
_BLANK = update(SESSION).where(_SOME).values(**BLANKED)
_THESE = select(SESSION).where(_SOME).order_by(SESSION.c.number)
_WAITED = select(SESSION.c.number, SESSION.c.source, SESSION.c.whose, SESSION.c.print).where(SESSION.c.vin.is_(None))
_ALL_OF = select(func.count()).select_from(SESSION).where(SESSION.c.batch == bindparam("which"))
_NO_FILE = update(BATCH).where(BATCH.c.number == bindparam("which")).values(file="")
_NO_ENDING = delete(ENDING).where(ENDING.c.token.in_(bindparam("numbers", expanding=True)))
_LET_GO = delete(TOKEN).where(TOKEN.c.number.in_(bindparam("numbers", expanding=True)))
_LEARNT = (
    select(TOKEN.c.number, TOKEN.c.source, TOKEN.c.name, TOKEN.c.since, TOKEN.c.until, BATCH.c.at)
    .join(BATCH, BATCH.c.number == TOKEN.c.batch)
    .where(TOKEN.c.vin == bindparam("of"))
)


def _within(of: OfTime) -> ColumnElement[bool]:
    vin, begins, ends = of
    since = and_(SESSION.c.vin == vin, SESSION.c.started_at >= begins)
    return since if ends is None else and_(since, SESSION.c.started_at < ends)


def sessions_in(tx: Transaction, of: OfTime) -> Iterator[dict[str, Any]]:
    """The sessions of a vehicle within a time, whichever count, as plain values."""
    for row in tx.connection.execute(select(SESSION).where(_within(of)).order_by(SESSION.c.number)):
        yield _plain(row)


def names_in(tx: Transaction, of: OfTime) -> set[Named]:
    """The names under which a vehicle was charged within a time."""
    rows = tx.connection.execute(select(SESSION.c.source, SESSION.c.whose).where(_within(of)).distinct())
    return {(source, name) for source, whose in rows for name in filter(None, whose.split(BETWEEN))}


def learnt_for(tx: Transaction, of: OfTime) -> set[Named]:
    """The names that were learnt to be a vehicle within a time: for days in it or, without days, said in it."""
    vin, begins, ends = of
    return {(each.source, each.name) for each in tx.ask(_LEARNT, of=vin) if _falls(each, begins, ends)}


def _falls(token: Any, begins: datetime, ends: datetime | None) -> bool:
    first = token.since or token.until or token.at.astimezone(begins.tzinfo).date()
    return bool(first >= begins.date() and (ends is None or first < ends.date()))


def forget_name(tx: Transaction, of: Sequence[OfTime], name: Named) -> None:
    """Let go whose car a name is, for the vehicles of some times."""
    gone = [
        each.number
        for vin in dict.fromkeys(vin for vin, _, _ in of)
        for each in tx.ask(_LEARNT, of=vin)
        if (each.source, each.name.casefold()) == (name[0], name[1].casefold())
    ]
    if gone:
        tx.write(_NO_ENDING, numbers=gone)
        tx.write(_LET_GO, numbers=gone)


def _waited(tx: Transaction, of: Sequence[OfTime], names: Iterable[Named]) -> list[int]:
    """The rows without a vehicle that are the same sessions as those of some times, or came under one of some names."""
    wanted = {(source, name.casefold()) for source, name in names}
    prints = {each for some in of for each in tx.connection.scalars(select(SESSION.c.print).where(_within(some)))}
    return [
        row.number
        for row in tx.ask(_WAITED)
        if row.print in prints
        or any((row.source, each.casefold()) in wanted for each in filter(None, row.whose.split(BETWEEN)))
    ]


def blank_waiting(tx: Transaction, of: Sequence[OfTime], names: Iterable[Named]) -> None:
    """Blank these rows: the same sessions before somebody said whose they are, and what waits under some names."""
    found = _waited(tx, of, names)
    for first in range(0, len(found), AT_ONCE):
        tx.write(_BLANK, numbers=found[first : first + AT_ONCE])


def waiting_under(tx: Transaction, names: Iterable[Named]) -> Iterator[dict[str, Any]]:
    """The sessions without a vehicle that came under one of some names, as plain values."""
    found = _waited(tx, (), names)
    for first in range(0, len(found), AT_ONCE):
        for row in tx.ask(_THESE, numbers=found[first : first + AT_ONCE]):
            yield _plain(row)


def _plain(row: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(session_of(row), enc_hook=str)
    return plain


def blank(tx: Transaction, of: OfTime) -> None:
    """Blank what rows of a vehicle say of people and places within a time."""
    tx.connection.execute(update(SESSION).where(_within(of)).values(**BLANKED))


def files_of(tx: Transaction, of: Sequence[OfTime]) -> list[int]:
    """The batches that hold sessions of some times and nothing else."""
    within: dict[int, int] = {}
    for some in of:
        counted = select(SESSION.c.batch, func.count()).where(_within(some)).group_by(SESSION.c.batch)
        for batch, count in tx.connection.execute(counted):
            within[batch] = within.get(batch, 0) + count
    return [batch for batch, count in within.items() if tx.ask(_ALL_OF, which=batch).scalar_one() == count]


def forget_file(tx: Transaction, batch: int) -> None:
    """Forget what the file of a batch was called."""
    tx.write(_NO_FILE, which=batch)


_TELLS = and_(
    SESSION.c.vin.is_not(None),
    SESSION.c.started_at < bindparam("than"),
    or_(SESSION.c.whose != "", SESSION.c.place != "", SESSION.c.more != ""),
)
_TELLING = select(SESSION.c.vin, func.count(), func.min(SESSION.c.started_at)).where(_TELLS).group_by(SESSION.c.vin)
_TELLING = _TELLING.order_by(SESSION.c.vin)
_OF_ONE = and_(_TELLS, SESSION.c.vin == bindparam("of"))
_WORDS_OF_ONE = select(SESSION.c.whose, SESSION.c.place, SESSION.c.more).where(_OF_ONE).distinct()
_BLANK_ONE = update(SESSION).where(_OF_ONE).values(**BLANKED)


def telling_before(tx: Transaction, than: datetime) -> list[tuple[str, int, datetime]]:
    """The vehicles whose sessions from before a moment tell of people or places: how many, and when the first was."""
    return [(str(vin), count, first) for vin, count, first in tx.ask(_TELLING, than=than)]


def words_before(tx: Transaction, vin: str, than: datetime) -> set[str]:
    """What these sessions of one vehicle say of people and places."""
    return {each for row in tx.ask(_WORDS_OF_ONE, of=vin, than=than) for each in row if each}


def blank_before(tx: Transaction, vin: str, than: datetime) -> int:
    """Blank it; gives in how many sessions."""
    return tx.write_counted(_BLANK_ONE, of=vin, than=than)
