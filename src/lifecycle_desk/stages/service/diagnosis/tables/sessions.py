"""Diagnosis as it is kept: sessions with their control units and codes.

A code's row holds vehicle, day and whether it counts beside itself, so that one index answers who had it: over 100,000
cars nobody waits for a join.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, Row, TypedColumns, bindparam, func, insert, literal, select, update

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import CodeRead, EcuRead, Reading, Session
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import TroubleCode, read_code
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    PERSONAL,
    WHOLE,
    Flag,
    day,
    flag,
    maybe_person,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    of_vehicle,
    table,
    utc_time,
    whole,
    words,
)
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables.life import VEHICLE

MOST = 2**63  # what a whole number of either database holds
A_SESSION = 1_000  # more codes than any session has: what keeps sessions apart in the keys of codes


class SessionRow(TypedColumns):
    """A session, by the event that told of it; `counts` is false once it was taken back, `person` whose note it is."""

    event = whole(ForeignKey("event.seq"), primary_key=True)
    vin = of_vehicle()
    order_key = maybe_whole(ForeignKey("repair_order.key"), index=True)
    counts = flag()
    on = day()
    started = utc_time()
    ended = maybe_utc_time()
    odometer = maybe_whole()
    odometer_unit = maybe_words()
    software = words()
    tool = words()
    session = words()
    note = words(info={PERSONAL: True})
    person = maybe_person(index=True)
    read_by = maybe_words()


class EcuRow(TypedColumns):
    """A control unit of a session, by its place from 0."""

    event = whole(ForeignKey("diagnosis_session.event"), primary_key=True)
    place = whole(primary_key=True)
    name = words()
    software = words()
    read_at = maybe_utc_time()


class CodeRow(TypedColumns):
    """A code of a session, by its place from 0; `code` without its failure type, vehicle and day as the session's."""

    event = whole(ForeignKey("diagnosis_session.event"), primary_key=True)
    place = whole(primary_key=True)
    ecu = whole()
    code = words()
    failure = maybe_whole()
    status = maybe_whole()
    text = words()
    mil = maybe_whole()
    state = words()
    kind = maybe_words()
    occurrences = maybe_whole()
    occurred_km = maybe_whole()
    occurred_at = maybe_utc_time()
    freeze_frame = words()
    vin = of_vehicle()
    on = day()
    counts = flag()


SESSION, ECU = table("diagnosis_session", SessionRow), table("diagnosis_ecu", EcuRow)
CODE = table("diagnosis_code", CodeRow)
Index("ix_diagnosis_session_vin_session", SESSION.c.vin, SESSION.c.session)
_WHO_HAD = (CODE.c.code, CODE.c.counts, CODE.c.on, CODE.c.event, CODE.c.place, CODE.c.vin)  # answers without the rows
Index("ix_diagnosis_code_code_counts_on_event_place_vin", *_WHO_HAD)
Index("ix_diagnosis_code_vin_code_on", CODE.c.vin, CODE.c.code, CODE.c.on)


@dataclass(frozen=True, slots=True)
class StoredDiagnosis:
    """A session as it is kept; `event` is its number."""

    event: int
    vin: str
    order: int | None
    counts: bool
    on: date
    session: Session
    person: int | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One code that was read at one car."""

    key: int
    event: int
    vin: str
    on: date
    code: TroubleCode
    status: int | None
    ecu: str
    software: str
    order: int | None
    plate: str | None
    car: str


_STORED = Parts(SESSION, StoredDiagnosis, columns={"order": "order_key", "by": "read_by"}, apart=("session",))
_READ_OUT = Parts(SESSION, Session, apart=("ecus", "odometer"))
_UNITS = Parts(ECU, EcuRead, apart=("codes",))
_CODES_READ = Parts(CODE, CodeRead, apart=("code", "mil"))
_YES = literal(True, Flag())
_OF = (CODE.c.code == bindparam("code"), CODE.c.counts == _YES)
_KEY = CODE.c.event * A_SESSION + CODE.c.place
_NEW, _NEW_ECU, _NEW_CODE = insert(SESSION), insert(ECU), insert(CODE)
_GONE = update(SESSION).where(SESSION.c.event == bindparam("of")).values(counts=bindparam("does"))
_GONE_CODES = update(CODE).where(CODE.c.event == bindparam("of")).values(counts=bindparam("does"))
_FORGET = update(SESSION).where(SESSION.c.person == bindparam("who")).values(note="")
_OF_PERSON = select(SESSION.c.event).where(SESSION.c.person == bindparam("who")).order_by(SESSION.c.event)
_SOME = select(SESSION).where(SESSION.c.event.in_(bindparam("events", expanding=True))).order_by(SESSION.c.event)
_ECUS = select(ECU).where(ECU.c.event.in_(bindparam("events", expanding=True))).order_by(ECU.c.event, ECU.c.place)
_CODES = select(CODE).where(CODE.c.event.in_(bindparam("events", expanding=True))).order_by(CODE.c.event, CODE.c.place)
_EVENTS_OF_ORDER = (
    select(SESSION.c.event)
    .where(SESSION.c.order_key == bindparam("of"))
    .order_by(SESSION.c.started.desc(), SESSION.c.event.desc())
)
_EVENTS_OF_CAR = (
    select(SESSION.c.event)
    .where(SESSION.c.vin == bindparam("vin"), SESSION.c.counts == _YES)
    .order_by(SESSION.c.started, SESSION.c.event)
)
_ALL = select(SESSION.c.event).order_by(SESSION.c.event)
_STRANGE = (
    select(CODE.c.event)
    .join(SESSION, SESSION.c.event == CODE.c.event)
    .where(
        CODE.c.event.in_(bindparam("events", expanding=True)),
        (CODE.c.vin != SESSION.c.vin) | (CODE.c.on != SESSION.c.on) | (CODE.c.counts != SESSION.c.counts),
    )
)
_BY_ID = select(SESSION.c.event).where(
    SESSION.c.vin == bindparam("vin"), SESSION.c.session == bindparam("id"), SESSION.c.counts == _YES
)
_KEYS = select(_KEY).where(*_OF).order_by(CODE.c.on.desc(), CODE.c.event.desc(), CODE.c.place)
_KEYS_FAILURE = _KEYS.where(CODE.c.failure == bindparam("failure"))
_HOW_MANY = select(func.count(), func.count(CODE.c.vin.distinct())).where(*_OF)
_HOW_MANY_FAILURE = _HOW_MANY.where(CODE.c.failure == bindparam("failure"))
_ELSEWHERE = (
    select(CODE.c.vin).where(*_OF, CODE.c.vin != bindparam("besides")).distinct().limit(bindparam("most", type_=WHOLE))
)
_MOST = (
    select(CODE.c.code)
    .where(CODE.c.counts == _YES)
    .group_by(CODE.c.code)
    .order_by(func.count().desc(), CODE.c.code)
    .limit(bindparam("most"))
)
_ROWS = (
    select(
        *(_KEY.label("key"), CODE, ECU.c.name, ECU.c.software, SESSION.c.order_key),
        *(VEHICLE.c.plate, VEHICLE.c.make, VEHICLE.c.model, VEHICLE.c.variant),
    )
    .join(SESSION, SESSION.c.event == CODE.c.event)
    .join(VEHICLE, VEHICLE.c.vin == CODE.c.vin)
    .join(ECU, (ECU.c.event == CODE.c.event) & (ECU.c.place == CODE.c.ecu))
    .where(CODE.c.event.in_(bindparam("events", expanding=True)))
)
_AT_CARS = (
    select(CODE.c.vin, CODE.c.on, CODE.c.event, CODE.c.failure, SESSION.c.order_key)
    .join(SESSION, SESSION.c.event == CODE.c.event)
    .where(CODE.c.vin.in_(bindparam("vins", expanding=True)), *_OF)
)
_SESSIONS_AT = select(SESSION.c.vin, SESSION.c.on).where(
    SESSION.c.vin.in_(bindparam("vins", expanding=True)), SESSION.c.counts == _YES
)
_IS_READ = select(CODE.c.event).where(*_OF).limit(1)


def save(tx: Transaction, stored: StoredDiagnosis) -> None:
    """A session with its control units and codes."""
    session, read = stored.session, stored.session.odometer
    distance = {"odometer": read.value if read else None, "odometer_unit": str(read.unit) if read else None}
    tx.write(_NEW, **_STORED.row(stored), **_READ_OUT.row(session), **distance)
    units = [_UNITS.row(ecu) | {"event": stored.event, "place": at} for at, ecu in enumerate(session.ecus)]
    if units:
        tx.write(_NEW_ECU, *units)
    codes = [(at, code) for at, ecu in enumerate(session.ecus) for code in ecu.codes]
    if codes:
        tx.write(_NEW_CODE, *(_code_row(stored, place, ecu, code) for place, (ecu, code) in enumerate(codes)))


def _code_row(stored: StoredDiagnosis, place: int, ecu: int, code: CodeRead) -> dict[str, Any]:
    made = read_code(code.code)
    return {
        **_CODES_READ.row(code),
        "event": stored.event,
        "place": place,
        "ecu": ecu,
        "code": made.base,
        "failure": made.failure,
        "mil": None if code.mil is None else int(code.mil),
        "vin": stored.vin,
        "on": stored.on,
        "counts": stored.counts,
    }


def let_count(tx: Transaction, event: int, *, counts: bool) -> None:
    """Say whether a session counts."""
    tx.write(_GONE, of=event, does=counts)
    tx.write(_GONE_CODES, of=event, does=counts)


def sessions(tx: Transaction, events: Sequence[int]) -> list[StoredDiagnosis]:
    """Some sessions, whole, in the order in which they are asked for."""
    wanted = list(events)
    codes: dict[tuple[int, int], list[CodeRead]] = defaultdict(list)
    for row in tx.ask(_CODES, events=wanted):
        codes[row.event, row.ecu].append(_code_of(row))
    units: dict[int, list[EcuRead]] = defaultdict(list)
    for row in tx.ask(_ECUS, events=wanted):
        made = tuple(codes[row.event, row.place])
        units[row.event].append(_UNITS.made(row, codes=made))
    found = {row.event: _session_of(row, tuple(units[row.event])) for row in tx.ask(_SOME, events=wanted)}
    return [found[each] for each in wanted if each in found]


def session(tx: Transaction, event: int) -> StoredDiagnosis | None:
    """One session by the number of its event."""
    if not 0 < event < MOST:
        return None
    return next(iter(sessions(tx, [event])), None)


def events_of_order(tx: Transaction, order: int) -> list[int]:
    """The sessions of an order, the last first, those that were taken back among them."""
    return list(tx.ask(_EVENTS_OF_ORDER, of=order).scalars())


def events_of_car(tx: Transaction, vin: str) -> list[int]:
    """The sessions of a vehicle that count, the first first."""
    return list(tx.ask(_EVENTS_OF_CAR, vin=vin).scalars())


def events_of_person(tx: Transaction, person: int) -> list[int]:
    """The sessions whose notes concern a person."""
    return list(tx.ask(_OF_PERSON, who=person).scalars())


def all_events(tx: Transaction) -> list[int]:
    """All sessions, by number."""
    return list(tx.ask(_ALL).scalars())


def strange_codes(tx: Transaction, events: Sequence[int]) -> set[int]:
    """The sessions among some of which a code says another vehicle or day than they do, or counts otherwise."""
    return set(tx.ask(_STRANGE, events=list(events)).scalars())


def by_id(tx: Transaction, vin: str, session: str) -> int | None:
    """The session of a vehicle that a tester calls by a number of its own."""
    return tx.ask(_BY_ID, vin=vin, id=session).scalars().first()


def forget_notes(tx: Transaction, person: int) -> None:
    """Forget what was noted at sessions that concern a person."""
    tx.write(_FORGET, who=person)


def _session_of(row: Row[Any], units: tuple[EcuRead, ...]) -> StoredDiagnosis:
    read = None if row.odometer is None else Distance(row.odometer, LengthUnit(row.odometer_unit))
    return _STORED.made(row, session=_READ_OUT.made(row, ecus=units, odometer=read))


def _code_of(row: Row[Any]) -> CodeRead:
    return _CODES_READ.made(row, code=_written(row).text, mil=None if row.mil is None else bool(row.mil))


def _written(row: Row[Any]) -> TroubleCode:
    return TroubleCode(read_code(row.code).number, row.failure)


# Who had a code -------------------------------------------------------------------------------------------------


def keys(tx: Transaction, code: str, failure: int | None, first: int | None) -> "array[int]":
    """The keys of where a code was read, the latest first; with a failure type, only where it was that one."""
    asked = _KEYS if failure is None else _KEYS_FAILURE
    facts = {"code": code} | ({} if failure is None else {"failure": failure})
    return array("q", tx.ask(asked.limit(first) if first else asked, **facts).scalars())


def occurrences(tx: Transaction, wanted: Iterable[int]) -> list[Occurrence]:
    """Where a code was read, by keys, in their order."""
    these = list(wanted)
    rows = {row.key: row for row in tx.ask(_ROWS, events=sorted({each // A_SESSION for each in these}))}
    return [
        Occurrence(
            *(row.key, row.event, row.vin, row.on, _written(row), row.status, row.name, row.software, row.order_key),
            plate=row.plate or None,
            car=named(row.make, row.model, row.variant),
        )
        for row in (rows[key] for key in these if key in rows)
    ]


def how_often(tx: Transaction, code: str, failure: int | None) -> tuple[int, int]:
    """How often a code was read, and at how many cars; with a failure type, only where it was that one."""
    asked = _HOW_MANY if failure is None else _HOW_MANY_FAILURE
    times, cars = tx.ask(asked, code=code, **({} if failure is None else {"failure": failure})).one()
    return times, cars


def others(tx: Transaction, code: str, vin: str, most: int) -> int:
    """How many other cars than one had a code; counted up to `most`."""
    return len(tx.ask(_ELSEWHERE, code=code, besides=vin, most=most).scalars().all())


def read_most(tx: Transaction, most: int) -> list[str]:
    """The codes that were read most often."""
    return list(tx.ask(_MOST, most=most).scalars())


def at_cars(tx: Transaction, code: str, vins: Sequence[str]) -> dict[str, list[Reading]]:
    """All readings of a code at some cars."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for row in tx.ask(_AT_CARS, vins=list(vins), code=code):
        found[row.vin].append(Reading(row.on, row.event, row.order_key, row.failure))
    return found


def days_read(tx: Transaction, vins: Sequence[str]) -> dict[str, list[date]]:
    """The days of all sessions of some cars."""
    found: dict[str, list[date]] = defaultdict(list)
    for vin, on in tx.ask(_SESSIONS_AT, vins=list(vins)):
        found[vin].append(on)
    return found


def is_read(tx: Transaction, code: str) -> bool:
    """Whether a code was read anywhere."""
    return tx.ask(_IS_READ, code=code).first() is not None
