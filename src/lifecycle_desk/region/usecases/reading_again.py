"""Reading again what an earlier version of the program could not: lines as they came, and the cars that they are of."""

from itertools import batched

import msgspec
from sqlalchemy import Connection

from lifecycle_desk.base.typed import UnreadableError
from lifecycle_desk.region.rules.batch import RecordLine, is_known, read_record
from lifecycle_desk.region.rules.readable import what_is_read
from lifecycle_desk.region.tables import dealers, unread
from lifecycle_desk.region.tables.opening import RegionStore
from lifecycle_desk.region.usecases.folding import AT_ONCE, fold_cars
from lifecycle_desk.region.usecases.kept_cars import kept_cars


def read_again(region: RegionStore) -> int:
    """Read what waits for this version, a dealer in each transaction; gives how many dealers were read."""
    with region.reading() as connection:
        waiting = unread.behind(connection, what_is_read())
    for each in waiting:
        with region.writing() as connection:
            _of_dealer(connection, each)
    return len(waiting)


def _of_dealer(connection: Connection, of: str) -> None:
    known = dealers.dealer(connection, of, locked=True)
    if known is None:
        return
    vins = dict[str, None]()
    for row in unread.lines(connection, of):
        record = _record(row.line) if not row.place else None
        if record:
            unread.read_again(connection, of, record)
            if not record.unread and is_known(record):
                unread.forget(connection, of, row.seq, row.place)
        if vin := (record.vin if record else None) or row.vin:
            vins[vin] = None
    for some in batched(vins, AT_ONCE):
        fold_cars(connection, of, kept_cars(connection, of, some))
    unread.tried(connection, of, what_is_read())


def _record(line: str) -> RecordLine | None:
    """A record from its line; None where it still cannot be read, or its text stands with the record."""
    try:
        return read_record(msgspec.json.decode(line)) if line else None
    except (msgspec.MsgspecError, UnreadableError):
        return None
