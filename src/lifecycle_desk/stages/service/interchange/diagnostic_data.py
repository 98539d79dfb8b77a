"""Sessions of diagnosis as JSON, as testers and partners exchange them: Catena-X DiagnosticData 3.0.0.

Source: eclipse-tractusx/sldt-semantic-models, io.catenax.diagnostic_data/3.0.0; its spelling errors are part of the
format. The model tells vehicles by `anonymizedVIN`: where that is a VIN it is the car, else the car must be named. What
we give out has the SHA-256 of the VIN there, and an empty `qualityTaskId`, since a dealer knows of none. Of control
units the model tells codes and moments; their names and versions do not travel in it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.counter.intake import json_of
from lifecycle_desk.counter.offers import Choices, Reader, Writer
from lifecycle_desk.counter.verbs import Done, Seat
from lifecycle_desk.dealership.rules import EXPORT, IMPORT
from lifecycle_desk.stages.service.rules.diagnosis import CodeKind, CodeRead, EcuRead, Session, tidied
from lifecycle_desk.stages.service.rules.trouble_codes import read_code
from lifecycle_desk.stages.service.usecases.diagnosis import (
    RecordDiagnosis,
    TakeBackDiagnosis,
    record_diagnosis,
    take_back_diagnosis,
)
from lifecycle_desk.stages.service.usecases.session_facts import session_known, sessions_of_car, visit_on
from lifecycle_desk.vehicle.rules import vin

KIND = "diagnostic-data"
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T")
SESSION_FIELDS = tuple(each.name for each in fields(Session))
REPLACED = "read in again from a file that tells otherwise"


class SessionsMissing(Objection):
    """A file that holds no sessions."""

    says = N_("The file holds no “diagnosticSessions”.")
    field = "diagnosticSessions"


class CarNotNamed(Objection):
    """A session whose car is not told."""

    says = N_("The session does not tell the VIN: name the vehicle.")
    field = "anonymizedVIN"


class FieldNotUnderstood(Objection):
    """A field of a session that holds something else than it should."""

    says = N_("“%(name)s” cannot be read: %(given)s.")
    name: str
    given: str


class SessionTwice(Objection):
    """A session whose number an earlier one of the same file has."""

    says = N_("Session %(session)s stands twice in the file.")
    field = "sessionId"
    session: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A session of a file: its place from 1, its car, and what was read out."""

    place: int
    vin: str
    session: Session


def take_in(seat: Seat, path: Path, choices: Choices) -> Steps[Done[Taken]]:
    """Take in sessions: tried whole before anything is written; each is one event in its car's life.

    A session belongs to the visit at which the car was in the workshop on that day, if there was one. One that is known
    with other content is taken back and told anew.
    """
    with seat.store.reading() as work:
        work.by = seat.staff
        seat.authorise(work, IMPORT)
    taken = Taken(KIND, path.name)
    notes: list[Objection] = []
    good: list[_Told] = []
    seen: set[tuple[str, str]] = set()
    for place, plain in enumerate(_listed(path), 1):
        taken.rows += 1
        try:
            told = _read(plain, place, choices.vin)
            if (told.vin, told.session.session) in seen:
                raise SessionTwice(told.session.session)
            seen.add((told.vin, told.session.session))
            counts = _record(seat, told, notes, dry_run=True)
        except Objection as why:
            taken.refused.append(Refused(place, why.at, why))
            continue
        setattr(taken, counts, getattr(taken, counts) + 1)
        if counts != "known":
            good.append(told)
        yield Step(taken.rows)
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    for done, told in enumerate(good if taken.written else (), 1):
        _record(seat, told, [], dry_run=False)
        yield Step(done, len(good))
    return Done(taken, tuple(notes))


def _record(seat: Seat, told: _Told, notes: list[Objection], *, dry_run: bool) -> str:
    """Write a session down, or only try; gives whether it is new, known or changed."""
    with seat.store.writing(seat.staff) as work:
        seat.authorise(work, IMPORT)
        known = session_known(work, told.vin, told.session)
        if known and known.same:
            return "known"
        if known:
            take_back_diagnosis.does(work, TakeBackDiagnosis(known.event, REPLACED))
        order = known.order if known else visit_on(work, told.vin, told.session.started)
        given = {name: getattr(told.session, name) for name in SESSION_FIELDS}
        record_diagnosis.does(work, RecordDiagnosis(**given, vin=told.vin, order=order or ""))
        notes += work.warnings
        if dry_run:
            work.undo()
    return "changed" if known else "new"


def _listed(path: Path) -> list[Any]:
    held = json_of(path)
    found = held.get("diagnosticSessions") if isinstance(held, dict) else held
    if not isinstance(found, list):
        raise SessionsMissing
    return found


# A session of the model -----------------------------------------------------------------------------------------


def _read(plain: Any, place: int, named: str | None) -> _Told:
    given = _object(plain, "diagnosticSessions")
    session = Session(
        ecus=tuple(_ecu(_object(each, "ecus")) for each in _list(given, "ecus")),
        started=_moment(given, "sessionStart", needed=True),
        ended=_moment(given, "sessionEnd"),
        odometer=_odometer(given),
        software=_text(given, "vehicleSoftwareVersion"),
        session=_text(given, "sessionId", needed=True),
    )
    told = _text(given, "anonymizedVIN")
    if named is None and not _is_vin(told):
        raise CarNotNamed
    of = vin.canonical(named or told)
    return _Told(place, of, tidied(session))


def _is_vin(told: str) -> bool:
    try:
        vin.canonical(told)
    except Objection:
        return False
    return True


def _ecu(given: dict[str, Any]) -> EcuRead:
    return EcuRead(
        read_at=_moment(given, "readOutTimestamp"),
        codes=tuple(_code(_object(each, "dtcs")) for each in _list(given, "dtcs")),
    )


def _code(given: dict[str, Any]) -> CodeRead:
    words = dict.fromkeys(filter(None, (_text(given, "fullName"), _text(given, "fullDescription"))))
    kind = _text(given, "type")
    if kind and kind not in set(CodeKind):
        raise FieldNotUnderstood("type", kind).beside("type")
    spelt = _text(given, "dtcHexValue", needed=True)
    try:
        read_code(spelt)
    except Objection as objection:
        raise objection.beside("dtcHexValue") from None
    return CodeRead(
        code=spelt,
        text="\n".join(words),
        mil=_flag(given, "isMilOn"),
        state=_text(given, "state"),
        kind=CodeKind.of(kind) if kind else None,
        occurrences=_whole(given, "occurenceCounterTotal"),
        occurred_km=_whole(given, "occurenceMileage"),
        occurred_at=_moment(given, "occurenceTimeStamp"),
        freeze_frame=_frame(given.get("freezeFrame")),
    )


def _object(given: Any, name: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise FieldNotUnderstood(name, _shortly(given)).beside(name)
    return given


def _list(given: dict[str, Any], name: str) -> list[Any]:
    found = given.get(name) or []
    if not isinstance(found, list):
        raise FieldNotUnderstood(name, _shortly(found)).beside(name)
    return found


def _text(given: dict[str, Any], name: str, *, needed: bool = False) -> str:
    found = given.get(name)
    if found is None and not needed:
        return ""
    if not isinstance(found, str) or (needed and not found.strip()):
        raise FieldNotUnderstood(name, _shortly(found)).beside(name)
    return found.strip()


def _whole(given: dict[str, Any], name: str) -> int | None:
    """A count, as a number or, as some testers write it, as digits."""
    found = given.get(name)
    if isinstance(found, str) and found.strip().isdecimal():
        found = int(found)
    if found is not None and (isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < 2**31):
        raise FieldNotUnderstood(name, _shortly(found)).beside(name)
    return found


def _flag(given: dict[str, Any], name: str) -> bool | None:
    found = given.get(name)
    if found is not None and not isinstance(found, bool):
        raise FieldNotUnderstood(name, _shortly(found)).beside(name)
    return found


def _moment(given: dict[str, Any], name: str, *, needed: bool = False) -> datetime | None:
    told = _text(given, name, needed=needed)
    if not told:
        return None
    try:
        made = datetime.fromisoformat(told)
    except ValueError:
        made = None
    if made is None or made.tzinfo is None or not MOMENT.match(told):
        raise FieldNotUnderstood(name, told).beside(name)
    return made.astimezone(UTC)


def _odometer(given: dict[str, Any]) -> Distance | None:
    value, unit = _whole(given, "sessionMileage"), _text(given, "sessionMileageUnit") or "km"
    if unit not in set(LengthUnit):
        raise FieldNotUnderstood("sessionMileageUnit", unit).beside("sessionMileageUnit")
    return None if value is None else Distance(value, LengthUnit.of(unit))


def _frame(given: Any) -> str:
    """A freeze frame, whose form the model leaves open: as it stands, or as JSON."""
    if given is None:
        return ""
    return (
        given.strip() if isinstance(given, str) else json.dumps(given, ensure_ascii=False, sort_keys=True, default=str)
    )


def _shortly(given: Any) -> str:
    return json.dumps(given, ensure_ascii=False, default=str)[:60]


# And back -------------------------------------------------------------------------------------------------------


def write(seat: Seat, asked: dict[str, Any]) -> Iterator[bytes]:
    """All sessions of a vehicle that count."""
    with seat.store.reading() as work:
        work.by = seat.staff
        seat.authorise(work, EXPORT)
        of = vin.canonical(str(asked.get("vin") or ""))
        found = sessions_of_car(work, of)
    told = [_given_out(of, event, session) for event, session in found]
    yield msgspec.json.format(msgspec.json.encode({"diagnosticSessions": told}), indent=2) + b"\n"


def _given_out(of: str, event: int, session: Session) -> dict[str, Any]:
    read = session.odometer
    return _known(
        {
            "anonymizedVIN": sha256(of.encode()).hexdigest(),
            "qualityTaskId": "",
            "sessionId": session.session or str(event),
            "sessionStart": session.started,
            "sessionEnd": session.ended,
            "sessionMileage": read.value if read else None,
            "sessionMileageUnit": read.unit.value if read else None,
            "vehicleSoftwareVersion": session.software or None,
            "ecus": [_ecu_out(each) for each in session.ecus],
        }
    )


def _ecu_out(ecu: EcuRead) -> dict[str, Any]:
    return _known(
        {
            "readOutTimestamp": ecu.read_at,
            "dtcs": [_code_out(each) for each in ecu.codes],
        }
    )


def _code_out(code: CodeRead) -> dict[str, Any]:
    made = read_code(code.code)
    return _known(
        {
            "dtcHexValue": f"0x{made.hex}",
            "fullName": made.text,
            "fullDescription": code.text or None,
            "freezeFrame": code.freeze_frame or None,
            "isMilOn": code.mil,
            "occurenceCounterTotal": code.occurrences,
            "occurenceMileage": code.occurred_km,
            "occurenceTimeStamp": code.occurred_at,
            "state": code.state or (None if code.status is None else f"0x{code.status:02X}"),
            "type": code.kind.value if code.kind else None,
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


READER = Reader(
    KIND,
    N_("What was read out of control units, as JSON (Catena-X DiagnosticData 3.0.0)."),
    take_in,
    takes=("vin",),
)
WRITER = Writer(
    KIND,
    N_("What was read out of a vehicle's control units, as JSON (Catena-X DiagnosticData 3.0.0)."),
    write,
    takes=("vin",),
)
