"""OCPI charge detail records (CDRs) of the versions 2.1.1, 2.2, 2.2.1 and 2.3.0.

Fields and their meanings are those of OCPI, mod_cdrs (EVRoaming Foundation); times without a designator are UTC
(types, DateTime), and 1970-1-1T00:00:00Z stands for an unknown time. A credit CDR negates the cost only; here it takes
back the energy too. The oddities of the specification's own example, an end after `last_updated` and coordinates the
wrong way round, are no fault. Version 2.1.1 tells the place as a location with its charging points, the token as an
auth_id, the end as stop_date_time and the cost as a number without VAT.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import count, repeat
from pathlib import Path
from typing import Any

from lifecycle_desk.base import clock
from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.large_tables import Reach
from lifecycle_desk.stages.charging.imports.interchange.cdr_rows import (
    KIND,
    MAPPED_2_1_1,
    row_of,
    version_not_read,
)
from lifecycle_desk.stages.charging.imports.interchange.many_records import exact
from lifecycle_desk.stages.charging.imports.interchange.ocpi_fields import (
    NotCdrs,
    VersionNotRead,
)
from lifecycle_desk.stages.charging.imports.interchange.plain_cdrs import plain_cdrs
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, LeftOut, Source
from lifecycle_desk.stages.charging.imports.interchange.records import Record, Records
from lifecycle_desk.stages.charging.sessions.rules.sessions import (
    check_session,
)
from lifecycle_desk.stages.charging.sessions.tables.packing import (
    Packed,
    is_plain,
    stamp,
)

__all__ = ["KIND", "open_ocpi"]

PLACES = {"energy": "total_energy", "start": "start_date_time", "end": "end_date_time", "cost": "total_cost"}
TELLING = MAPPED_2_1_1 - {"id", "currency", "credit", "location", "auth_id"} | {"charging_periods"}
A_CDRS_OWN = frozenset({"total_energy", "cdr_location", "total_time", "stop_date_time"})


def open_ocpi(path: Path, habits: Habits) -> Source:  # noqa: ARG001 (a CDR leaves nothing open)
    """Charge detail records as a source; refuses a file whose first record is nothing like one."""
    records, reach = Records(path), Reach()
    first = next(iter(records), None)
    if first and not _like_a_cdr(first.value):
        raise NotCdrs(path.name)
    if first and (version := version_not_read(first.value)):
        raise VersionNotRead(version)
    return Source(
        KIND,
        path.name,
        partial(_rows, path, reach),
        own_ids=False,
        told=lambda: {"encoding": records.encoding.removesuffix("-sig"), "shape": records.shape},
        expected=path.stat().st_size,
        at=reach.at,
    )


def _like_a_cdr(value: Any) -> bool:
    """Whether an object may be a CDR with faults; OCPI's sessions have many of the same fields."""
    if not isinstance(value, dict):
        return False
    return bool(value.keys() & TELLING) and not ("kwh" in value and not value.keys() & A_CDRS_OWN)


def _rows(path: Path, reach: Reach) -> Iterator[Packed | LeftOut | Refused]:
    now = clock.now()
    latest = stamp(now)
    plainly = plain_cdrs(latest)
    for each in Records(path, reach).together():
        if isinstance(each, Record):
            yield _looked_at(each, now, latest)
            continue
        read = plainly(each.first, each.values) if each.plain else repeat(None)
        for index, told, row in zip(count(each.first), each.values, read):
            yield row or _looked_at(Record(index, exact(told) if each.plain else told), now, latest)


def _looked_at(record: Record, now: datetime, latest: str) -> Packed | LeftOut | Refused:
    """A record read field by field, and checked."""
    try:
        row = row_of(record)
        if isinstance(row, Packed) and not is_plain(row, latest):
            check_session(row.session, now)
    except Fault as fault:
        return Refused(record.index, fault.at, fault.why)
    except Objection as why:
        return Refused(record.index, _place_of_fault(record.value, why.at), why)
    return row


def _place_of_fault(told: Any, at: str | None) -> str | None:
    """The record's own name of a field that `check_session` means."""
    name = PLACES.get(at or "")
    if name == "end_date_time" and isinstance(told, dict) and name not in told and "stop_date_time" in told:
        return "stop_date_time"
    return name
