"""Lines that this version of the program cannot read: kept as they came, to be read by a newer one."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, distinct, func, select, update

from lifecycle_desk.region.rules.batch import RecordLine
from lifecycle_desk.region.tables.lives import poured
from lifecycle_desk.region.tables.schema import EVENT, UNREAD
from lifecycle_desk.store.own_schema import add_or_leave, add_or_replace, is_any_of

type Waiting = tuple[int, int, str | None, str, str]  # number, place, car, kind and text of a line

_OF_DEALER = UNREAD.c.dealer == bindparam("of")
_COUNTS = select(UNREAD.c.dealer, func.count(distinct(UNREAD.c.seq))).group_by(UNREAD.c.dealer)
_BEHIND = select(UNREAD.c.dealer).where(UNREAD.c.reads != bindparam("now")).distinct().order_by(UNREAD.c.dealer)
_LINES = select(UNREAD).where(_OF_DEALER).order_by(UNREAD.c.seq, UNREAD.c.place)
_FOUND = delete(UNREAD).where(_OF_DEALER, UNREAD.c.line == "", is_any_of(UNREAD.c.vin, "vins"))


def counts(connection: Connection) -> dict[str, int]:
    """How many records of each dealer wait for a newer version; of dealers without any nothing is told."""
    return {row[0]: int(row[1]) for row in connection.execute(_COUNTS)}


def behind(connection: Connection, now: int) -> list[str]:
    """The dealers of whom lines wait that a program which read otherwise than this one could not read."""
    return [str(each) for each in connection.execute(_BEHIND, {"now": now}).scalars()]


def lines(connection: Connection, of: str) -> Sequence[Row[Any]]:
    """The lines of a dealer that wait, by number."""
    return connection.execute(_LINES, {"of": of}).all()


def save_lines(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Keep lines as they came."""
    add_or_replace(connection, UNREAD, rows)


def save_found(connection: Connection, of: str, vins: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Keep which records of some cars could not be folded, in place of what was found of them before."""
    connection.execute(_FOUND, {"of": of, "vins": list(vins)})
    add_or_leave(connection, UNREAD, *rows)


def forget(connection: Connection, of: str, seq: int, place: int) -> None:
    """A line is read now."""
    gone = delete(UNREAD).where(UNREAD.c.dealer == of, UNREAD.c.seq == seq, UNREAD.c.place == place)
    connection.execute(gone)


def forget_after(connection: Connection, of: str, after: int) -> None:
    """The lines after a record belong to a branch that was given up."""
    connection.execute(delete(UNREAD).where(UNREAD.c.dealer == of, UNREAD.c.seq > after))


def tried(connection: Connection, of: str, now: int) -> None:
    """Note that this program has tried to read the lines of a dealer."""
    connection.execute(update(UNREAD).where(UNREAD.c.dealer == of).values(reads=now))


def read_again(connection: Connection, of: str, line: RecordLine) -> None:
    """Put a record in the place of what could be read of it before; its seal stays."""
    names = ("vin", "on", "at", "kind", "corrects", "told")
    values = {name: value for name, value in poured(of, line).items() if name in names}
    connection.execute(update(EVENT).where(EVENT.c.dealer == of, EVENT.c.seq == line.seq).values(**values))


def rows_of(of: str, waiting: Iterable[Waiting], now: int) -> list[dict[str, Any]]:
    """Lines as rows."""
    return [
        {"dealer": of, "seq": seq, "place": place, "vin": vin, "kind": kind, "line": line, "reads": now}
        for seq, place, vin, kind, line in waiting
    ]
